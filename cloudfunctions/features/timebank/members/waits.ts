import { dayMs } from "../../../../contracts/kernel/milliseconds";
import type { MemberContext } from "../../../platform/serve";
import { type Effect, effectsOf, type WaitsFor } from "../../inbox";
import type { MemberDocument } from "../shared/documents";
import { branchOf } from "../shared/staff";

/**
 * What a member waits for, in words that the entries in the inbox name: 等您办 goes when he waits for that no more. An
 * application waits for one branch: whoever moves house is no longer asked of the branch before. Pure.
 */

const lookOf = (stationCode: string): string => `applied:${stationCode}`;

/** The branch of where he lives is to look at his application. */
export const waitsForBranch = ({ _id, stationCode }: Pick<MemberDocument, "_id" | "stationCode">): WaitsFor => ({ in: "timeMembers", id: _id, what: lookOf(stationCode) });

/** He himself may go on otherwise, or ask again: that says his state. */
export const waitsForHimself = ({ _id }: Pick<MemberDocument, "_id">): WaitsFor => ({ in: "timeMembers", id: _id, what: "declined" });

/** A member with what follows from his state and station; every change of one of them goes through it. */
export const withDerived = (member: MemberDocument): MemberDocument => ({ ...member, waits: member.state === "applied" ? [lookOf(member.stationCode)] : [] });

/** By when somebody of the branch has looked; then the clock reminds it, and tells the secretary. */
const lookWithinMs = 3 * dayMs;
/** Epoch ms at which the clock looks again; undefined: never. */
export const lookAgainAt = ({ state, appliedAt }: Pick<MemberDocument, "state" | "appliedAt">): number | undefined =>
  state === "applied" ? appliedAt + lookWithinMs : undefined;

/** Tells the branch of an application, but not somebody of the branch of his own. */
export function applyingEffects(about: string, member: MemberDocument, { community, person, at }: Pick<MemberContext, "community" | "person" | "at">): Effect[] {
  const telling = { to: branchOf({ ...community, at }, member.stationCode), text: "有一位居民报名时间银行，请您看一看。", todo: true, waitsFor: waitsForBranch(member), link: "bank" as const };
  return effectsOf(about, at, [telling], person.staffId === undefined ? [] : [person.staffId]);
}
