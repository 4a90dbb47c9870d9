/** One service as its template reads it, and what each of its steps asks for. Pure. */
import type { CallInput } from "../../../../../contracts/calls";
import { disputeReasons, minutesText } from "../../../../shared/contracts";
import { type SessionAction, sessionActionLabels, type SessionCard } from "../../../../shared/timebankWords";

export type SessionStep = CallInput<"sessions.step">["step"];
/** Steps with a sheet; 确认 and 签退 are a tap. */
export type SheetAction = Exclude<SessionStep["action"], "confirm">;

export interface Fact {
  name: string;
  value: string;
}

export function factsOf(session: SessionCard): Fact[] {
  const { withWhom, whenText, placeText, bookedMinutes, actualMinutes, creditedMinutes, forgotten, disputeText, answerText, decidedText } = session;
  return [
    { name: "和谁", value: withWhom },
    { name: "时间", value: whenText },
    { name: "地方", value: placeText },
    { name: "约好", value: minutesText(bookedMinutes) },
    { name: "实际", value: actualMinutes === undefined ? "" : `${minutesText(actualMinutes)}${forgotten ? "（忘了签退）" : ""}` },
    { name: "记下", value: creditedMinutes === undefined ? "" : minutesText(creditedMinutes) },
    { name: "说法", value: disputeText ?? "" },
    { name: "回应", value: answerText ?? "" },
    { name: "定的", value: decidedText ?? "" },
  ].filter(({ value }) => value !== "");
}

/** The rule that bites in this very case, or "". */
export function ruleOf({ forgotten, actualMinutes = 0, creditedMinutes, bookedMinutes, state, actions }: SessionCard): string {
  if (forgotten && actions.includes("sayEnd")) return "忘了签退，先按约好的时间记着。您说一下实际多久，再请对方确认。";
  // Once it was decided otherwise, this rule isn't the one that bit.
  if (actualMinutes > bookedMinutes && (creditedMinutes ?? bookedMinutes) === bookedMinutes && state !== "disputed") return "比约好的长。多出来的写在服务记录里，时间按约好的存。";
  if (state === "settled" && actions.includes("dispute")) return "30 天里发现不对，都可以说；更正以后，原来的记录也留着。";
  if (actions.includes("answer")) return "您也可以写一句是怎么回事，党支部看了两边的话再定。";
  if (state === "disputed") return "党支部问过双方再定，原来的不会抹掉；定了以后双方都会知道。";
  return "";
}

export interface SessionButton {
  action: SessionAction;
  label: string;
  primary: boolean;
}

/** The first stands in front: the lifecycle names what goes on before what goes against. */
export const buttonsOf = (actions: readonly SessionAction[]): SessionButton[] =>
  actions.flatMap((action, index) => (sessionActionLabels[action] ? [{ action, label: sessionActionLabels[action], primary: index === 0 && action !== "dispute" }] : []));

export interface SessionSheet {
  action: SheetAction | "";
  title: string;
  effects: string[];
  submit: string;
  asksMinutes: boolean;
  asksReason: boolean;
  wordsLabel: string;
  wordsPlaceholder: string;
}

export const noSheet: SessionSheet = { action: "", title: "", effects: [], submit: "", asksMinutes: false, asksReason: false, wordsLabel: "", wordsPlaceholder: "" };

/** The most that a step can say: what was booked; for a decision about what is paid already, what was paid at first. */
type Bounds = Pick<SessionCard, "bookedMinutes" | "decidableMinutes">;
const mostOf = (action: SheetAction, { bookedMinutes, decidableMinutes }: Bounds): number => (action === "decide" ? (decidableMinutes ?? bookedMinutes) : bookedMinutes);

/** What a sheet begins with can be said as it stands: what counts now. */
export const suggestedMinutes = (action: SheetAction, session: SessionCard): number =>
  Math.min((action === "decide" ? session.creditedMinutes : undefined) ?? session.actualMinutes ?? session.bookedMinutes, mostOf(action, session));

/** What is recorded now, and which way it can go. */
function countsNow(session: SessionCard): string {
  const { creditedMinutes: now, bookedMinutes } = session;
  if (now === undefined) return `约好的是 ${minutesText(bookedMinutes)}，可以少记。`;
  const most = mostOf("decide", session);
  return now < most ? `现在记着 ${minutesText(now)}，原来记的是 ${minutesText(most)}：可以再少记，也可以补回来。` : `现在记着 ${minutesText(now)}，可以少记。`;
}

export const sheetOf: Record<SheetAction, (session: SessionCard) => SessionSheet> = {
  sayEnd: ({ bookedMinutes }) => ({
    ...noSheet,
    action: "sayEnd",
    title: "实际帮了多久",
    effects: [`约好的是 ${minutesText(bookedMinutes)}，最多写这么多。`, "写好以后请对方确认。"],
    submit: "就是这么久",
    asksMinutes: true,
  }),
  dispute: () => ({
    ...noSheet,
    action: "dispute",
    title: "时间不对",
    effects: ["党支部会问问双方再定，原来的记录都留着。"],
    submit: "请支部看一看",
    asksReason: true,
    wordsLabel: "怎么不对（可以不写）",
    wordsPlaceholder: "比如：那天他 8 点半就走了",
  }),
  answer: () => ({
    ...noSheet,
    action: "answer",
    title: "您也说一句",
    effects: ["党支部看了两边的话再定。", "只能写一次，写好再发。"],
    submit: "告诉党支部",
    wordsLabel: "是怎么回事",
    wordsPlaceholder: "比如：一直陪到 9 点，他女儿也在",
  }),
  decide: (session) => ({
    ...noSheet,
    action: "decide",
    title: "定下来记多久",
    effects: [countsNow(session), "原来的记录都留着，双方都会看到您写的话。"],
    submit: "就这样定",
    asksMinutes: true,
    wordsLabel: "为什么这样定",
    wordsPlaceholder: "比如：问过双方，20:30 离开",
  }),
};

export const reasonChoices = Object.entries(disputeReasons).map(([key, text]) => ({ key, text }));

/** Decided or said in minutes; null while nothing usable is typed. */
export function minutesOf(typed: string): number | null {
  return /^\d{1,4}$/.test(typed.trim()) ? Number(typed.trim()) : null;
}

export interface SheetValues {
  minutes: string;
  reason: string;
  words: string;
}

export type SheetVerdict = { step: SessionStep; errors: null } | { step: null; errors: { minutes: string; reason: string; words: string } };

/** What is wrong with a typed time, or "". */
function wrongMinutes(typed: number | null, most: number, booked: number): string {
  if (typed === null) return "请写多少分钟，比如 60。";
  return typed > most ? `${most < booked ? "原来记的" : "约好的"}是 ${minutesText(most)}，最多写 ${most} 分钟。` : "";
}

/** Everything that is wrong is said at once. */
export function stepOf(action: SheetAction, { minutes, reason, words }: SheetValues, bounds: Bounds): SheetVerdict {
  const errors = { minutes: "", reason: "", words: "" };
  const typed = minutesOf(minutes);
  const said = words.trim();
  if (action === "dispute") {
    if (reason === "") return { step: null, errors: { ...errors, reason: "请选一个最接近的。" } };
    return { errors: null, step: { action, reason: reason as keyof typeof disputeReasons, ...(said === "" ? {} : { words: said }) } };
  }
  if (action === "answer") return said === "" ? { step: null, errors: { ...errors, words: "请写一下是怎么回事。" } } : { errors: null, step: { action, words: said } };
  errors.minutes = wrongMinutes(typed, mostOf(action, bounds), bounds.bookedMinutes);
  if (action === "decide" && said === "") errors.words = "请写一下为什么这样定。";
  if (typed === null || errors.minutes !== "" || errors.words !== "") return { step: null, errors };
  if (action === "sayEnd") return { errors: null, step: { action, minutes: typed } };
  return { errors: null, step: { action, minutes: typed, words: said } };
}

export const doneWords: Record<SessionStep["action"], string> = {
  confirm: "确认好了，时间存上了。",
  sayEnd: "记下了，等对方确认。",
  dispute: "知道了，党支部问过双方再定。",
  answer: "告诉党支部了，看了两边的话再定。",
  decide: "定好了，双方都会知道。",
};
