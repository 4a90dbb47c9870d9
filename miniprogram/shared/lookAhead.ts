/**
 * What is asked for quietly, after a page stands: so that what is needed without a network is there before the network goes.
 * Nobody waits for it, and nobody is told when it fails: docs/decisions/0013.
 */
import { ask, type Home, isOfToday, keepReply, lastReply } from "./lastReply";
import { refreshTabBar, saveTabState } from "./tabs";

/** The form of 我要反映, once a day, and again when home has learnt an address that it doesn't know. */
export async function keepForm({ household }: Pick<Home, "household">): Promise<void> {
  const kept = lastReply("requests.form");
  if (kept && isOfToday(kept.at) && (household !== "confirmed" || kept.reply.place)) return;
  const result = await ask("requests.form", {});
  if (result.ok) keepReply("requests.form", result.data);
}

/** Home's reply alone names the tabs of this person: keeps both, with the form. */
export function keepHome(home: Home): void {
  keepReply("home.open", home);
  saveTabState({ tabs: home.tabs, unread: home.unread });
  void keepForm(home);
}

/** A tab that was opened by a link or a notice, before home ever was: its bar learns the other tabs. */
export async function learnTabs(page: Parameters<typeof refreshTabBar>[0]): Promise<void> {
  if (lastReply("home.open")) return;
  const result = await ask("home.open", {});
  if (!result.ok || result.data.kind !== "home") return;
  keepHome(result.data);
  refreshTabBar(page);
}
