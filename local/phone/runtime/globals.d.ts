/** What the served scripts call at load, and what tests and the bar may look at. */
interface Window {
  /** Set inline by the server, before any script runs. */
  __phoneConfig: import("./config").PhoneConfig;
  __phone: import("./phone").Phone;
  __phoneReady?: boolean;
  __phoneProduct(factory: import("./product").ProductFactory): void;
  __phoneManifest(manifest: import("../productScope").ProductManifest): void;
  __phoneTemplates(templates: Record<string, unknown>): void;
  __phoneTemplateHooks: object;
  __wxsConstructor(value: unknown): string | undefined;
  __wxsMark(exports: unknown): void;
  getRegExp(pattern: string, flags?: string): RegExp;
  getDate(...parts: unknown[]): Date;
}

declare module "virtual:built-in-templates" {
  const templates: Record<string, unknown>;
  export default templates;
}
