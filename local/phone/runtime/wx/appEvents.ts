/** Start, foreground and background, errors, updates and reports of the app as a whole. */
import type { Phone } from "../phone";
import { Signal } from "../signal";
import { api, type Family } from "./api";
import { USER_FOLDER } from "./files";

export interface Launch {
  path: string;
  query: Record<string, string>;
  scene: number;
  shareTicket: string;
  referrerInfo: object;
  apiCategory: string;
  mode: string;
}

/** What happens to the app; the start and the browser feed it, on… functions listen. */
export class AppEvents {
  readonly show = new Signal<Launch>();
  readonly hide = new Signal<undefined>();
  readonly error = new Signal<string>();
  readonly rejection = new Signal<{ reason: unknown; promise: unknown }>();
  readonly notFound = new Signal<{ path: string; query: object; isEntryPage: boolean }>();
  readonly resize = new Signal<{ size: { windowWidth: number; windowHeight: number } }>();
  readonly keyboard = new Signal<{ height: number; duration: number }>();
  launch: Launch = { path: "", query: {}, scene: 1001, shareTicket: "", referrerInfo: {}, apiCategory: "default", mode: "default" };
}

/** The on… and off… functions of one kind of event. */
function listenable<T>(name: string, signal: Signal<T>): Family {
  return {
    [`on${name}`]: (listener: (value: T) => void) => void signal.add(listener),
    [`off${name}`]: (listener?: (value: T) => void) => signal.remove(listener),
  };
}

export function appEventApis(phone: Phone, events: AppEvents): Family {
  const family: Family = {
    ...listenable("AppShow", events.show),
    ...listenable("AppHide", events.hide),
    ...listenable("Error", events.error),
    ...listenable("UnhandledRejection", events.rejection),
    ...listenable("PageNotFound", events.notFound),
    ...listenable("WindowResize", events.resize),
    ...listenable("KeyboardHeightChange", events.keyboard),
    // TDesign's navigation bar listens; the frame's capsule never changes its weight
    ...listenable("MenuButtonBoundingClientRectWeightChange", new Signal<undefined>()),
    ...listenable("MemoryWarning", new Signal<undefined>()),
  };
  return {
    ...family,
    getLaunchOptionsSync: () => events.launch,
    getEnterOptionsSync: () => events.launch,
    // here the page reloads itself when the source has changed; there is never a version waiting
    getUpdateManager: () => ({
      onCheckForUpdate: (listener: (result: { hasUpdate: boolean }) => void) => setTimeout(() => listener({ hasUpdate: false })),
      onUpdateReady: () => undefined,
      onUpdateFailed: () => undefined,
      applyUpdate: () => location.reload(),
    }),
    getLogManager: () => console,
    getRealtimeLogManager: () => ({ info: console.info, warn: console.warn, error: console.error, setFilterMsg: () => undefined, addFilterMsg: () => undefined }),
    reportEvent: (id: string, data: object) => phone.note("event", `${id} ${JSON.stringify(data ?? {})}`),
    reportMonitor: (id: string, value: number) => phone.note("event", `${id} ${value}`),
    reportPerformance: () => undefined,
    getPerformance: () => ({ now: () => performance.now(), getEntries: () => [], createObserver: () => ({ observe: () => undefined, disconnect: () => undefined }) }),
    nextTick: (callback: () => void) => void Promise.resolve().then(callback),
    preloadSubpackage: api("preloadSubpackage", () => undefined),
    setInnerAudioOption: api("setInnerAudioOption", () => undefined),
    loadFontFace: api("loadFontFace", () => ({ status: "loaded" })),
    arrayBufferToBase64: (buffer: ArrayBuffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))),
    base64ToArrayBuffer: (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer,
    env: { USER_DATA_PATH: USER_FOLDER },
  };
}
