/**
 * What the tabs said last, so that they stand at once and without a network, with the moment at which it was true. WeChat
 * keeps each account's storage apart; what a person is told in his community goes, all of it, when the cloud says that he is
 * no longer there. What was asked before that and is answered after it may still be of there: it is asked again.
 */
import type { CallData, CallInput, CallName } from "../../contracts/calls";
import { call, type CallFailure, type CallResult } from "./cloud";
import { clockText, dayOf } from "./contracts";
import { dayText } from "./days";

export type Home = Extract<CallData<"home.open">, { kind: "home" }>;

const storageKeys = { "home.open": "home", "me.open": "me", "timebank.open": "timebank", "requests.mine": "mine", "requests.form": "reportForm" } as const satisfies Partial<Record<CallName, string>>;
type KeptCall = keyof typeof storageKeys;
type KeptReply<N extends KeptCall> = N extends "home.open" ? Home : CallData<N>;

interface Kept<N extends KeptCall> {
  /** Epoch ms. */
  at: number;
  reply: KeptReply<N>;
}

export function lastReply<N extends KeptCall>(name: N): Kept<N> | null {
  const stored = wx.getStorageSync<Partial<Kept<N>> | "">(storageKeys[name]) || {};
  // What an older version kept doesn't say of when it is.
  return stored.reply !== undefined && stored.at !== undefined ? { at: stored.at, reply: stored.reply } : null;
}

export function keepReply<N extends KeptCall>(name: N, reply: KeptReply<N>): void {
  wx.setStorageSync(storageKeys[name], { at: Date.now(), reply } satisfies Kept<N>);
}

export const forgetReply = (name: KeptCall): void => wx.removeStorageSync(storageKeys[name]);

/** The community that the kept replies are of; empty: nothing is known of any. */
const keptCommunity = (): string => (lastReply("home.open") ?? lastReply("me.open"))?.reply.communityId ?? "";

/** The community that a reply is of; empty: of none, or it isn't known who he is; undefined: it doesn't say. */
function communityOf<N extends KeptCall>(result: CallResult<N>): string | undefined {
  if (!result.ok) return result.failure.code === "notSignedIn" ? "" : undefined;
  if ("kind" in result.data && result.data.kind === "choose") return "";
  return "communityId" in result.data ? result.data.communityId : undefined;
}

/** How many calls were sent from here, and which of them was the first to tell where he is now. */
let [sent, firstHere] = [0, 0];

/** Asks for what a tab shows. Who is somewhere else than before leaves nothing of himself behind, on any tab. */
export async function ask<N extends KeptCall>(name: N, input: CallInput<N>): Promise<CallResult<N>> {
  for (;;) {
    const number = (sent += 1);
    const result = await call(name, input);
    const [before, community] = [keptCommunity(), communityOf(result)];
    const isElsewhere = community !== undefined && community !== before;
    const mayBeOfElsewhere = community === undefined ? result.ok : isElsewhere;
    if (number < firstHere && mayBeOfElsewhere) continue;
    if (isElsewhere) firstHere = number;
    // The first time that he is told where he is, what was kept before it is of there.
    if (community === "" || (isElsewhere && before !== "")) (Object.keys(storageKeys) as KeptCall[]).forEach(forgetReply);
    return result;
  }
}

/** What it says is still of today: 今天 and 明天 mean what they meant. */
export const isOfToday = (at: number): boolean => dayOf(at) === dayOf(Date.now());

/** Above what stands there though the cloud didn't answer: why, and of when it is. */
export function keptText(at: number, { code, message }: CallFailure): string {
  const why = code === "offline" ? "网络断了，" : message;
  if (isOfToday(at)) return `${why}这是今天 ${clockText(at)} 的内容。`;
  return `${why}这是 ${dayText(dayOf(at))}的内容，里面的“今天”“明天”是那天说的。`;
}
