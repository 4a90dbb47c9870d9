import type { Relation } from "../../../../contracts/timebank/words";
import type { MemberDocument } from "./documents";

/**
 * Who is whose family, as the branch has noted it: for whom somebody may act, and in whose matters he may not. Whatever
 * asks this asks here. Pure.
 */
type Kin = Pick<MemberDocument, "personId" | "family">;

/** Whom the branch knows as somebody's family; nobody, where it has noted nothing. */
export const familyOf = (member: Pick<MemberDocument, "family"> | undefined): string[] => member?.family.map(({ personId }) => personId) ?? [];

/** Somebody's other logins, as merged accounts made them known. */
export const otherSelvesOf = (member: Pick<MemberDocument, "family"> | undefined): string[] =>
  (member?.family ?? []).flatMap(({ personId, relation }) => (relation === "self" ? [personId] : []));

/** To whom hours may go: the same human under another login is no relative. */
export const relativesOf = (member: Pick<MemberDocument, "family"> | undefined): { personId: string; relation: Relation }[] =>
  (member?.family ?? []).flatMap(({ personId, relation }) => (relation === "self" ? [] : [{ personId, relation }]));

/**
 * Whether a matter of `member` is somebody's own, or his family's.
 * @param selves every login of his, as `selvesOf` gives them
 */
export const isOwnMatter = (member: Kin, selves: readonly string[]): boolean => [member.personId, ...familyOf(member)].some((id) => selves.includes(id));

/** Whether a relation is noted between one of some people and one of others, on whichever side. */
export function areFamily(members: readonly Kin[], some: readonly string[], others: readonly string[]): boolean {
  const noted = (from: readonly string[], to: readonly string[]) => members.some((member) => from.includes(member.personId) && familyOf(member).some((one) => to.includes(one)));
  return noted(some, others) || noted(others, some);
}
