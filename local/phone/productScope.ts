/**
 * What product code can name without importing it. The build wraps the product's bundle in one function with these
 * parameters; the runtime calls it. WeChat does the same, which is why `window` reads as undefined there.
 */

/** Provided by the runtime, in the order of the wrapper's parameters. */
export const PROVIDED_NAMES = [
  "wx",
  "App",
  "Page",
  "Component",
  "Behavior",
  "getApp",
  "getCurrentPages",
  "requirePlugin",
  "Date",
  "Function",
  "globalThis",
  "__phoneModule",
] as const;

/** Browser names that do not exist on the phone: parameters that nobody passes, hence undefined. */
export const ABSENT_NAMES = [
  "window",
  "document",
  "self",
  "parent",
  "top",
  "frames",
  "location",
  "navigator",
  "history",
  "screen",
  "localStorage",
  "sessionStorage",
  "indexedDB",
  "caches",
  "fetch",
  "XMLHttpRequest",
  "WebSocket",
  "EventSource",
  "FormData",
  "File",
  "FileReader",
  "Blob",
  "Image",
  "Worker",
  "alert",
  "confirm",
  "prompt",
  "open",
  "requestAnimationFrame",
  "cancelAnimationFrame",
  "getComputedStyle",
  "matchMedia",
  "customElements",
  "structuredClone",
  "process",
  "Buffer",
] as const;

export type ProvidedName = (typeof PROVIDED_NAMES)[number];

/** One page, component or app.json, as the runtime needs to know it. */
export interface ComponentRecord {
  /** Tag → absolute id with a leading slash, as glass-easel resolves it. */
  usingComponents: Record<string, string>;
  componentGenerics?: Record<string, boolean | { default?: string }>;
  componentPlaceholder?: Record<string, string>;
  styleIsolation: string;
  /** Class prefix of the component's own style sheet; empty where styles are shared. */
  styleScope: string;
  isPage: boolean;
  /** The page's or component's own .json, theme variables not yet resolved. */
  config: Record<string, unknown>;
}

export interface TabItem {
  pagePath: string;
  text: string;
  iconPath?: string;
  selectedIconPath?: string;
}

export interface AppConfig {
  pages: string[];
  entryPagePath?: string;
  window?: Record<string, unknown>;
  darkmode?: boolean;
  tabBar?: {
    custom?: boolean;
    color?: string;
    selectedColor?: string;
    backgroundColor?: string;
    borderStyle?: string;
    list: TabItem[];
  };
  subPackages?: { root: string; name?: string; pages: string[] }[];
  usingComponents?: Record<string, string>;
  requiredPrivateInfos?: string[];
  __usePrivacyCheck__?: boolean;
}

/** Everything the runtime learns about a product at start. */
export interface ProductManifest {
  app: AppConfig;
  /** Main and subpackage pages, in order of app.json. */
  pages: string[];
  components: Record<string, ComponentRecord>;
  /** theme.json: the variables behind `@name` in window and tabBar options. */
  theme: { light: Record<string, string>; dark: Record<string, string> };
}
