/** A page's window options: app.json's under the page's own, `@variables` read from theme.json. */
import type { ProductManifest } from "../../productScope";

export interface WindowOptions {
  navigationBarTitleText: string;
  navigationBarBackgroundColor: string;
  navigationBarTextStyle: "black" | "white";
  navigationStyle: "default" | "custom";
  backgroundColor: string;
  enablePullDownRefresh: boolean;
  onReachBottomDistance: number;
  disableScroll: boolean;
}

const DEFAULTS: WindowOptions = {
  navigationBarTitleText: "",
  navigationBarBackgroundColor: "#000000",
  navigationBarTextStyle: "white",
  navigationStyle: "default",
  backgroundColor: "#ffffff",
  enablePullDownRefresh: false,
  onReachBottomDistance: 50,
  disableScroll: false,
};

export function resolveTheme(manifest: ProductManifest, value: unknown, dark: boolean): unknown {
  if (typeof value !== "string" || !value.startsWith("@")) return value;
  const variables = dark && manifest.app.darkmode ? manifest.theme.dark : manifest.theme.light;
  return variables[value.slice(1)] ?? manifest.theme.light[value.slice(1)];
}

export function windowOptions(manifest: ProductManifest, pageId: string, dark: boolean): WindowOptions {
  const merged: Record<string, unknown> = { ...DEFAULTS, ...manifest.app.window, ...manifest.components[pageId]?.config };
  const entries = Object.keys(DEFAULTS).map((name) => [name, resolveTheme(manifest, merged[name], dark)]);
  return Object.fromEntries(entries) as WindowOptions;
}
