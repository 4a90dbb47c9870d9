import type { Organisation } from "../../../../contracts/org/organisation";
import type { PersonDocument } from "../../../platform/actor";
import type { Database, Stored } from "../../../platform/database";
import { isRepeat, withOperation } from "../../../platform/done";
import type { AccountDocument } from "../ledger";
import type { Operation } from "../../../platform/serve";
import { type InboxTelling, tellWithin } from "../../inbox";
import type { MemberDocument } from "../shared/documents";
import { homeOf } from "../shared/home";
import { memberIdOf } from "../shared/members.repository";
import { inverseOf, type Noted } from "../shared/relations";

export interface Relating {
  of: AccountDocument;
  to: AccountDocument;
  /** What `to` is to `of`. */
  relation: Noted;
  /** Who established it: his staffId, or his personId where he has none. */
  by: string;
  at: number;
  operation: Operation;
}

type Relative = MemberDocument["family"][number];

/** Reads in the snapshot of whatever transaction notes it. */
type Read = <T extends Stored & { communityId: string }>(collection: string, id: string) => Promise<T | undefined>;

/** Who has an account and never applied gets a document for his family alone. */
async function memberWithin(read: Read, organisation: Organisation, { communityId, holder }: AccountDocument): Promise<MemberDocument> {
  const _id = memberIdOf(communityId, holder);
  const known = await read<MemberDocument>("timeMembers", _id);
  if (known) return known;
  const person = await read<PersonDocument>("people", holder);
  return {
    _id, schemaVersion: 1, version: 0, communityId, personId: holder, state: "left",
    ...homeOf(organisation, person ?? {}),
    skills: [], times: [], isMinor: false, partyMember: false, family: [], appliedAt: 0, effects: [], done: [],
  };
}

const withRelative = (member: MemberDocument, relative: Relative): MemberDocument => ({
  ...member,
  version: member.version + 1,
  family: [...member.family.filter(({ personId }) => personId !== relative.personId), relative],
});

/** Both as they are once it is noted; undefined where this operation did. @throws Failure operationReused */
export async function related(read: Read, organisation: Organisation, { of, to, relation, by, at, operation }: Relating): Promise<[MemberDocument, MemberDocument] | undefined> {
  const [first, second] = [await memberWithin(read, organisation, of), await memberWithin(read, organisation, to)];
  if (isRepeat(first.done, operation)) return undefined;
  return [
    withRelative({ ...first, done: withOperation(first.done, operation) }, { personId: to.holder, relation, by, at }),
    withRelative(second, { personId: of.holder, relation: inverseOf[relation], by, at }),
  ];
}

/** Whether what is known of one login says something that the other's does not yet: the same human above all. */
const isNews = ({ family }: MemberDocument, { personId, relation }: Relative): boolean =>
  !family.some((known) => known.personId === personId && (known.relation === "self" || relation !== "self"));

/**
 * The same for two logins of one human, with everybody whom the branch knows as family of the one that goes: they are the
 * remaining one's, and he theirs. So is an earlier login that was merged into it.
 */
export async function relatedSelves(read: Read, organisation: Organisation, relating: Omit<Relating, "relation">): Promise<MemberDocument[] | undefined> {
  const { of, to, by, at } = relating;
  const both = await related(read, organisation, { ...relating, relation: "self" });
  if (!both) return undefined;
  const [gone, before] = both;
  let into = before;
  const relatives: MemberDocument[] = [];
  for (const relative of gone.family.filter(({ personId }) => personId !== to.holder)) {
    const { personId, relation } = relative;
    if (isNews(into, relative)) into = { ...withRelative(into, { personId, relation, by, at }), version: before.version };
    const other = await read<MemberDocument>("timeMembers", memberIdOf(of.communityId, personId));
    const back = { personId: to.holder, relation: inverseOf[relation], by, at };
    if (other && isNews(other, back)) relatives.push(withRelative(other, back));
  }
  return [gone, into, ...relatives];
}

/**
 * Notes on both that they are family, in one transaction, so that neither side says otherwise. Sent again, even after
 * somebody noted it otherwise, it changes nothing.
 * @throws Failure operationReused
 */
export function relate(database: Database, organisation: Organisation, relating: Relating, tellings: readonly InboxTelling[]): Promise<void> {
  return database.transaction(async (transaction) => {
    const both = await related((collection, id) => transaction.get(collection, id), organisation, relating);
    if (!both) return;
    for (const member of both) await transaction.put("timeMembers", member);
    await tellWithin(transaction, tellings);
  });
}
