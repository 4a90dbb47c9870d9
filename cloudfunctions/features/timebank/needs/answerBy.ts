import { hourMs } from "../../../../contracts/kernel/milliseconds";

/** So that he sees it at all; less only where less is left. */
const leastMs = hourMs;

/**
 * Until when who is asked at `at` may answer: his hours, and never more than half of what is left until it begins, so that
 * somebody else can still be asked in the other half. Pure; epoch ms.
 */
export function answerBy(fromAt: number, at: number, invitationHours: number): number {
  const left = Math.max(0, fromAt - at);
  return at + Math.min(invitationHours * hourMs, Math.max(Math.floor(left / 2), Math.min(left, leastMs)));
}
