/** Which of the codes that came with one reply is good now. Pure. */
import type { CallData } from "../../../../../contracts/calls";

export type Code = CallData<"sessions.code">["codes"][number];

/**
 * How far the phone's clock is behind the cloud's, ms: the first code is the one that was good when the reply was made.
 * Within its time the two agree well enough.
 */
export function clockOffset(codes: readonly Code[], receivedAtMs: number): number {
  const first = codes[0];
  if (!first || (receivedAtMs >= first.fromAt && receivedAtMs < first.untilAt)) return 0;
  return first.fromAt - receivedAtMs;
}

export interface CodeNow {
  code: Code | null;
  /** Until the next one. */
  secondsLeft: number;
  /** How many come after it. */
  ahead: number;
}

export function codeNow(codes: readonly Code[], cloudNowMs: number): CodeNow {
  const index = codes.findIndex(({ fromAt, untilAt }) => cloudNowMs >= fromAt && cloudNowMs < untilAt);
  const code = codes[index] ?? null;
  if (!code) return { code, secondsLeft: 0, ahead: 0 };
  return { code, secondsLeft: Math.ceil((code.untilAt - cloudNowMs) / 1000), ahead: codes.length - 1 - index };
}

/** 482 913: read aloud in two halves. */
export const spacedDigits = (digits: string): string => `${digits.slice(0, 3)} ${digits.slice(3)}`;
