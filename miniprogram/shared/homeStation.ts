import { lastReply } from "./lastReply";

/** The caller's station and its line, as home said last: a page that sends somebody to the telephone names the number. */
export function homeStation(): { name: string; phone: string } {
  const home = lastReply("home.open")?.reply;
  return home ? { name: home.station.name, phone: home.station.phone } : { name: "", phone: "" };
}
