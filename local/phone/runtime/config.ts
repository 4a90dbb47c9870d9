/** What the server tells the page, and what the address chooses. */

export interface Person {
  key: string;
  openid: string;
  name: string;
  about?: string;
}

export interface PhoneConfig {
  people: Person[];
  /** How far the cloud's clock is ahead of the machine's, in milliseconds. */
  clockOffsetMs: number;
  /** Of the build that this page shows. */
  version: string;
  /** Whether the server tells when there is a newer one. */
  watch: boolean;
  /** Build problems; then there is no product to start. */
  problems: string[];
}

export interface Settings {
  /** Key of the person whose phone this is. */
  as: string;
  width: number;
  dark: boolean;
  /** WeChat's font scale: 1 is standard. */
  font: number;
  /** False: the mini-program alone fills the window. */
  bar: boolean;
}

const SETTINGS_KEY = "phone:settings";

/** The address wins over what the bar last chose. */
export function readSettings(people: readonly Person[]): Settings {
  const query = new URLSearchParams(location.search);
  const saved = JSON.parse(localStorage.getItem(SETTINGS_KEY) ?? "{}") as Partial<Settings>;
  const bar = query.get("bar") !== "0";
  const remembered = bar ? saved : {};
  const known = people.some((person) => person.key === remembered.as) ? remembered.as : undefined;
  return {
    as: query.get("as") ?? known ?? people[0]?.key ?? "me",
    width: Number(query.get("width")) || remembered.width || 375,
    dark: query.has("dark") ? query.get("dark") !== "0" : (remembered.dark ?? false),
    font: Number(query.get("font")) || remembered.font || 1,
    bar,
  };
}

export function saveSettings(settings: Settings): void {
  localStorage.setItem(SETTINGS_KEY, JSON.stringify(settings));
}

export function personOf(config: PhoneConfig, key: string): Person {
  const openid = key.startsWith("openid:") ? key.slice("openid:".length) : `openid-${key}`;
  return config.people.find((person) => person.key === key) ?? { key, openid, name: key };
}
