/**
 * What the tabs said last, so that they stand at once and without a network, with the moment at which it was true. WeChat
 * keeps each account's storage apart; what a person is told in his community goes, all of it, when the cloud says that he is
 * no longer there.
 */
import type { CallData, CallName } from "../../contracts/calls";
import type { CallFailure } from "./cloud";
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
  if ("community" in reply) forgetOtherThan(reply.community);
  wx.setStorageSync(storageKeys[name], { at: Date.now(), reply } satisfies Kept<N>);
}

export const forgetReply = (name: KeptCall): void => wx.removeStorageSync(storageKeys[name]);

/** Who has left his community, or isn't known any more, leaves nothing of himself behind on any tab. */
export const forgetReplies = (): void => (Object.keys(storageKeys) as KeptCall[]).forEach(forgetReply);

/** He is somewhere else now: what was said to him there is nothing to him here. */
function forgetOtherThan(community: string): void {
  const before = [lastReply("home.open"), lastReply("me.open")];
  if (before.some((kept) => kept && kept.reply.community !== community)) forgetReplies();
}

/** What it says is still of today: 今天 and 明天 mean what they meant. */
export const isOfToday = (at: number): boolean => dayOf(at) === dayOf(Date.now());

/** Above what stands there though the cloud didn't answer: why, and of when it is. */
export function keptText(at: number, { code, message }: CallFailure): string {
  const why = code === "offline" ? "网络断了，" : message;
  if (isOfToday(at)) return `${why}这是今天 ${clockText(at)} 的内容。`;
  return `${why}这是 ${dayText(dayOf(at))}的内容，里面的“今天”“明天”是那天说的。`;
}
