/** Launches the product: App(), its first page, and what the browser tells it from then on. */
import type { Phone } from "./phone";
import { parseUrl } from "./pages/url";
import type { AppEvents } from "./wx/appEvents";

/** Calls one of App()'s own lifecycle functions if it has it. */
function callApp(phone: Phone, name: string, value: unknown): void {
  const handler = phone.app[name];
  if (typeof handler !== "function") return;
  const report = (error: unknown): void => phone.errors.report(`App ${name}`, error);
  try {
    const result: unknown = handler.call(phone.app, value);
    if (result instanceof Promise) result.catch(report);
  } catch (error) {
    report(error);
  }
}

export function startApp(phone: Phone, events: AppEvents): void {
  watchErrors(phone, events);
  try {
    phone.registry.modules.app?.();
  } catch (error) {
    phone.errors.report("app", error);
  }
  const address = location.hash.slice(1) || `/${phone.entryPath}`;
  const asked = parseUrl(address);
  const { path, query } = phone.manifest.pages.includes(asked.path) ? asked : parseUrl(`/${phone.entryPath}`);
  const scene = Number(query["scene_id"] ?? new URLSearchParams(location.search).get("scene")) || 1001;
  events.launch = { ...events.launch, path, query, scene };
  callApp(phone, "onLaunch", events.launch);
  callApp(phone, "onShow", events.launch);
  events.show.emit(events.launch);
  if (asked.path !== path) {
    const missing = { path: asked.path, query: asked.query, isEntryPage: true };
    callApp(phone, "onPageNotFound", missing);
    events.notFound.emit(missing);
  }
  phone.tick();
  // onLaunch may have opened a page itself
  if (!phone.router.top) phone.router.reLaunch(asked.path === path ? address : `/${path}`);
  watchBrowser(phone, events);
  window.__phoneReady = true;
}

function watchErrors(phone: Phone, events: AppEvents): void {
  addEventListener("error", (event) => {
    // the browser's own note that an observer's work spills into the next frame: no fault of anybody
    if (/ResizeObserver loop/.test(event.message)) return;
    phone.errors.report("script", event.error ?? event.message);
    callApp(phone, "onError", String(event.error?.stack ?? event.message));
    events.error.emit(event.message);
  });
  addEventListener("unhandledrejection", (event) => {
    phone.errors.report("unhandled rejection", event.reason);
    const rejection = { reason: event.reason as unknown, promise: event.promise };
    callApp(phone, "onUnhandledRejection", rejection);
    events.rejection.emit(rejection);
  });
}

function leave(phone: Phone, events: AppEvents): void {
  phone.router.top?.hide();
  callApp(phone, "onHide", undefined);
  events.hide.emit(undefined);
}

function comeBack(phone: Phone, events: AppEvents): void {
  callApp(phone, "onShow", events.launch);
  events.show.emit(events.launch);
  phone.router.top?.show();
}

function watchBrowser(phone: Phone, events: AppEvents): void {
  addEventListener("hashchange", () => {
    const url = location.hash.slice(1);
    if (url && url !== phone.router.top?.url) phone.router.reLaunch(url);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) leave(phone, events);
    else comeBack(phone, events);
  });
  // Whoever sees a later time has been away in between: what reloads on return does so, and nothing else.
  phone.clockChanged.add(() => {
    leave(phone, events);
    comeBack(phone, events);
  });
  addEventListener("resize", () => {
    phone.frame.resize(phone.settings.width, phone.settings.bar);
    phone.announceSize();
    const { width, height } = phone.frame.size;
    events.resize.emit({ size: { windowWidth: width, windowHeight: height } });
  });
  phone.themeChanged.add((dark) => callApp(phone, "onThemeChange", { theme: dark ? "dark" : "light" }));
}
