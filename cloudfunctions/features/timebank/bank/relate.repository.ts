import type { Organisation } from "../../../../contracts/org/organisation";
import type { PersonDocument } from "../../../platform/actor";
import type { Database, Transaction } from "../../../platform/database";
import { isRepeat, withOperation } from "../../../platform/done";
import type { AccountDocument } from "../ledger";
import type { Operation } from "../../../platform/serve";
import type { MemberDocument } from "../shared/documents";
import { homeOf } from "../shared/home";
import { memberIdOf } from "../shared/members.repository";
import { inverseOf, type Noted } from "../shared/relations";

export interface Relating {
  of: AccountDocument;
  to: AccountDocument;
  /** What `to` is to `of`. */
  relation: Noted;
  /** staffId of who established it. */
  by: string;
  at: number;
  operation: Operation;
}

type Relative = MemberDocument["family"][number];

/** Who has an account and never applied gets a document for his family alone. */
async function memberWithin(transaction: Transaction, organisation: Organisation, { communityId, holder }: AccountDocument): Promise<MemberDocument> {
  const _id = memberIdOf(communityId, holder);
  const known = await transaction.get<MemberDocument>("timeMembers", _id);
  if (known) return known;
  const person = await transaction.get<PersonDocument>("people", holder);
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

/**
 * Notes on both that they are family, in one transaction, so that neither side says otherwise. Sent again, even after
 * somebody noted it otherwise, it changes nothing.
 * @throws Failure operationReused
 */
export function relate(database: Database, organisation: Organisation, { of, to, relation, by, at, operation }: Relating): Promise<void> {
  return database.transaction(async (transaction) => {
    const [first, second] = [await memberWithin(transaction, organisation, of), await memberWithin(transaction, organisation, to)];
    if (isRepeat(first.done, operation)) return;
    await transaction.put("timeMembers", withRelative({ ...first, done: withOperation(first.done, operation) }, { personId: to.holder, relation, by, at }));
    await transaction.put("timeMembers", withRelative(second, { personId: of.holder, relation: inverseOf[relation], by, at }));
  });
}
