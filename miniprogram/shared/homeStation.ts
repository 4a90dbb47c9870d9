import type { CallData } from "../../contracts/calls";

type Home = Extract<CallData<"home.open">, { kind: "home" }>;

/** What home said last, so that it stands at once and without a network; who is there now is never told from it. */
export const HOME_KEY = "home";

/** The caller's station and its line, as home said last: a page that sends somebody to the telephone names the number. */
export function homeStation(): { name: string; phone: string } {
  const home = wx.getStorageSync<Home | "">(HOME_KEY);
  return home ? { name: home.station.name, phone: home.station.phone } : { name: "", phone: "" };
}
