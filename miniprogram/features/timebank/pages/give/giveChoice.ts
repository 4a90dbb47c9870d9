/** To whom hours go and how many, as they are chosen on the page. Pure. */
import type { CallData } from "../../../../../contracts/calls";
import { minutesText } from "../../../../shared/contracts";
import type { Relation } from "../../../../shared/timebankWords";

type Form = CallData<"hours.form">;

export const POOL = "pool";

/** As one speaks of one's own family, not as the branch's form does. */
const familyWords: Record<Relation, string> = {
  spouse: "爱人",
  parent: "父母",
  child: "子女",
  grandparent: "祖父母",
  grandchild: "孙辈",
};

export interface Receiver {
  /** An account code, or `pool`. */
  key: string;
  text: string;
}

export const receiversOf = ({ family }: Form): Receiver[] => [
  { key: POOL, text: "捐给大家（公共时间池）" },
  ...family.map(({ accountCode, called, relation }) => ({ key: accountCode, text: `${familyWords[relation]} ${called}` })),
];

export const amounts = [60, 120, 300, 600].map((minutes) => ({ key: String(minutes), text: minutesText(minutes) }));

/** Whole hours typed by hand, in minutes; null while nothing usable is typed. */
export function minutesOfHours(typed: string): number | null {
  const hours = /^\d{1,5}(\.5)?$/.test(typed.trim()) ? Number(typed.trim()) : 0;
  return hours > 0 ? hours * 60 : null;
}

/** What is still missing, and nothing that is there already. */
export function missingToGive({ receiver, amount, typed }: { receiver: string; amount: string; typed: string }): string {
  const minutes = amount === "" ? minutesOfHours(typed) : Number(amount);
  if (minutes === null && typed.trim() !== "") return "请填整小时或半小时，如 2 或 2.5。";
  if (minutes !== null) return receiver === "" ? "请选送给谁。" : "";
  return receiver === "" ? "请选送给谁、送多少。" : "请选送多少。";
}

/** What will happen, before it happens: hours that were given do not come back by themselves. */
export function giveSentence(receiver: Receiver, minutes: number): string {
  const amount = minutesText(minutes);
  if (receiver.key === POOL) return `把 ${amount}捐进公共时间池，帮还没有存时间的邻居。捐了就不能自己收回。`;
  return `把 ${amount}送给${receiver.text}。送了就不能自己收回。`;
}
