import { type Collection, type Database, isDuplicate, saveIfUnchanged } from "../../../platform/database";
import { shortHash } from "../../../platform/hash";
import type { MemberDocument } from "./documents";

/** Who takes part, for every room: one document a person, found by an id made of community and person. */

const members = (database: Database): Collection<MemberDocument> => database.collection<MemberDocument>("timeMembers");

export const memberIdOf = (communityId: string, personId: string): string => shortHash("timeMember", communityId, personId);

export const getMember = (database: Database, memberId: string): Promise<MemberDocument | undefined> => members(database).get(memberId);

export const memberOf = (database: Database, communityId: string, personId: string): Promise<MemberDocument | undefined> =>
  getMember(database, memberIdOf(communityId, personId));

/** Up to 200 people's. One query; who never applied is absent. */
export const membersOf = (database: Database, communityId: string, personIds: readonly string[]): Promise<MemberDocument[]> =>
  personIds.length ? members(database).find({ _id: { $in: personIds.map((personId) => memberIdOf(communityId, personId)) } }, { limit: 200 }) : Promise.resolve([]);

/** False when somebody applied under this id before. */
export async function insertMember(database: Database, member: MemberDocument): Promise<boolean> {
  try {
    await members(database).insert(member);
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

/** False when somebody else wrote since `before` was read. */
export const saveMember = (database: Database, before: MemberDocument, after: MemberDocument): Promise<boolean> => saveIfUnchanged(members(database), before, after);
