import type { WaitsFor } from "../../inbox";
import type { NeedDocument, ShiftDocument } from "../shared/documents";

/**
 * What a need waits for, in words that its entries in the inbox name: 等您办 goes when the need waits for it no more, whoever
 * did it. Pure; worked out anew with every change of a shift.
 * `hours`: the branch says who pays. `people`: somebody is asked. `answer:{personId}`: an invited volunteer says yes or no.
 * `day:{day}`: somebody is found for a day that is near.
 */
type NeedWait = "hours" | "people" | `answer:${string}` | `day:${string}`;

export const answerOf = (personId: string): NeedWait => `answer:${personId}`;

export const personFor = (day: string): NeedWait => `day:${day}`;

export const needWaitsFor = (needId: string, what: NeedWait): WaitsFor => ({ in: "timeNeeds", id: needId, what });

export function waitsOf({ lacking }: Pick<NeedDocument, "lacking">, toCome: readonly ShiftDocument[]): NeedWait[] {
  const invited = toCome.flatMap(({ turns }) => turns.filter(({ state }) => state === "invited").map(({ personId }) => personId));
  return [
    ...(toCome.some(({ funding }) => funding === "undecided") ? ["hours" as const] : []),
    ...(lacking > 0 ? ["people" as const] : []),
    ...[...new Set(invited)].map(answerOf),
  ];
}
