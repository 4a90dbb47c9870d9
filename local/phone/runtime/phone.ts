/** The phone: what its parts share, and what the bar and the tests may do with it (`window.__phone`). */
import type { ProductManifest } from "../productScope";
import { PhoneClock } from "./clock";
import { type Person, personOf, type PhoneConfig, saveSettings, type Settings } from "./config";
import type { Registry } from "./engine/registry";
import { ErrorLog } from "./errors";
import { Frame } from "./frame";
import { Network } from "./network";
import { Router } from "./pages/router";
import { TabBar } from "./pages/tabBar";
import { Signal } from "./signal";
import { PhoneStorage } from "./storage";
import { FileStore } from "./wx/files";

/** Something that left the phone and that a person would notice: a call, a consent to a message, a file shown. */
export interface Happening {
  kind: "call" | "subscribe" | "share" | "clipboard" | "open" | "event";
  text: string;
  atMs: number;
}

export class Phone {
  readonly errors = new ErrorLog();
  readonly frame = new Frame();
  readonly network = new Network();
  readonly clock: PhoneClock;
  readonly person: Person;
  readonly storage: PhoneStorage;
  readonly files: FileStore;
  readonly happenings: Happening[] = [];
  readonly happened = new Signal<Happening>();
  readonly themeChanged = new Signal<boolean>();
  readonly clockChanged = new Signal<number>();
  manifest!: ProductManifest;
  registry!: Registry;
  router!: Router;
  tabBar!: TabBar;
  /** Everything product code gets as `wx`. */
  wx!: Record<string, unknown>;
  /** What App() was given, as getApp() returns it. */
  app: Record<string, unknown> = {};

  constructor(
    readonly config: PhoneConfig,
    readonly settings: Settings,
  ) {
    this.clock = new PhoneClock(config.clockOffsetMs);
    this.person = personOf(config, settings.as);
    this.storage = new PhoneStorage(`phone:${this.person.key}:`);
    this.files = new FileStore(this.person.key);
    this.errors.show = (error) => this.frame.showError(error);
    this.frame.resize(settings.width, settings.bar);
    this.frame.setTheme(settings.dark);
  }

  install(manifest: ProductManifest): void {
    this.manifest = manifest;
    this.router = new Router(this);
    this.tabBar = new TabBar(this);
    this.frame.setTabBar(this.tabBar.element);
  }

  get entryPath(): string {
    return this.manifest.app.entryPagePath ?? this.manifest.pages[0]!;
  }

  get name(): string {
    return String(this.manifest.app.window?.["navigationBarTitleText"] ?? "小程序");
  }

  /** `this.router` of a page: relative addresses count from that page. */
  routerFor(path: string): Record<string, (options: { url?: string; delta?: number }) => void> {
    const { router } = this;
    return {
      navigateTo: ({ url }) => void router.open(url!, path),
      redirectTo: ({ url }) => router.replace(url!, path),
      switchTab: ({ url }) => router.switchTab(url!, path),
      reLaunch: ({ url }) => router.reLaunch(url!, path),
      navigateBack: ({ delta }) => router.back(delta ?? 1),
    };
  }

  note(kind: Happening["kind"], text: string): void {
    const happening = { kind, text, atMs: this.clock.now() };
    this.happenings.push(happening);
    this.happened.emit(happening);
  }

  setDark(dark: boolean): void {
    if (this.settings.dark === dark) return;
    this.change({ dark });
    this.frame.setTheme(dark);
    for (const page of this.router.alive) page.applyTheme(dark);
    this.tabBar.update();
    if (this.router.top) this.frame.setStatusColor(this.router.top.nav.front);
    this.themeChanged.emit(dark);
  }

  setWidth(width: number): void {
    this.change({ width });
    this.frame.resize(width, this.settings.bar);
    this.announceSize();
  }

  announceSize(): void {
    const { width, height } = this.frame.size;
    for (const page of this.router.alive) page.resized({ windowWidth: width, windowHeight: height });
  }

  setClockOffset(offsetMs: number): void {
    this.clock.offsetMs = offsetMs;
    this.tick();
    this.clockChanged.emit(offsetMs);
  }

  tick(): void {
    this.frame.setStatus(this.clock.now(), this.network.connection);
  }

  /** Hands the phone to somebody else: a fresh start at home, in that person's name and storage. */
  switchPerson(key: string): void {
    this.change({ as: key });
    const query = new URLSearchParams(location.search);
    if (query.has("as")) query.set("as", key);
    location.replace(`${location.pathname}?${query.toString()}`);
  }

  /** WeChat applies a new font size at the next start, and so does this. */
  setFont(font: number): void {
    this.change({ font });
    location.reload();
  }

  private change(settings: Partial<Settings>): void {
    Object.assign(this.settings, settings);
    if (this.settings.bar) saveSettings(this.settings);
  }
}
