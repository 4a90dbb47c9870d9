import type { CommunityState, DoorDocument, Organisation } from "../../contracts/org/organisation";
import { organisationId, type OrganisationDocument, readCommunityState, saveCommunityState } from "../../cloudfunctions/features/org/repository";
import { type Database, isDuplicate } from "../../cloudfunctions/platform/database";

/** Somebody else imported the same community meanwhile; nothing of ours is in force. */
export class ImportConflict extends Error {
  constructor(communityId: string) {
    super(`${communityId}：刚刚有别人也在导入这个社区，这一次什么都没有改。请看看对方导入的内容，再导入一次。`);
    this.name = "ImportConflict";
  }
}

interface StoredOrganisation extends OrganisationDocument {
  schemaVersion: 1;
  importedAt: number;
}

/**
 * The number for a new version: above every one ever written, in force or not, so that what an interrupted import left
 * behind is never overwritten and never mistaken for ours.
 */
export async function nextVersion(database: Database, communityId: string): Promise<number> {
  const [latest] = await database.collection<OrganisationDocument>("organisations").find({ communityId }, { order: { version: -1 }, limit: 1 });
  return (latest?.version ?? 0) + 1;
}

/** @throws ImportConflict when that version was written meanwhile */
export async function writeVersion(database: Database, organisation: Organisation, now: number): Promise<void> {
  const { communityId, version } = organisation;
  try {
    await database.collection<StoredOrganisation>("organisations").insert({ ...organisation, _id: organisationId(communityId, version), schemaVersion: 1, importedAt: now });
  } catch (error) {
    throw isDuplicate(error) ? new ImportConflict(communityId) : error;
  }
}

const doorsAtOnce = 500;

/** Doors as the database has them now, of the codes asked for. */
export async function readDoors(database: Database, codes: readonly string[]): Promise<Map<string, DoorDocument>> {
  const doors = new Map<string, DoorDocument>();
  for (let start = 0; start < codes.length; start += doorsAtOnce) {
    const some = codes.slice(start, start + doorsAtOnce);
    for (const door of await database.collection<DoorDocument>("doors").find({ _id: { $in: some } }, { limit: 1000 })) doors.set(door._id, door);
  }
  return doors;
}

/** @throws ImportConflict when another community took one of the codes meanwhile */
export async function writeDoors(database: Database, communityId: string, codes: readonly string[]): Promise<void> {
  for (let start = 0; start < codes.length; start += doorsAtOnce) {
    const doors = codes.slice(start, start + doorsAtOnce).map((_id): DoorDocument => ({ _id, communityId }));
    try {
      await database.collection<DoorDocument>("doors").insertMany(doors);
    } catch (error) {
      throw isDuplicate(error) ? new ImportConflict(communityId) : error;
    }
  }
}

const triesAgainstDailyChanges = 5;

/**
 * Flips the pointer if it still points where it did when the pack was checked. Who is away changes meanwhile all day
 * long, and is no conflict.
 * @throws ImportConflict
 */
export async function flip(
  database: Database, before: CommunityState | undefined, communityId: string, change: (state: CommunityState | undefined) => Omit<CommunityState, "_id" | "version">,
): Promise<void> {
  if (!before) {
    try {
      await database.collection<CommunityState>("communities").insert({ _id: communityId, version: 1, ...change(undefined) });
      return;
    } catch (error) {
      throw isDuplicate(error) ? new ImportConflict(communityId) : error;
    }
  }
  let state: CommunityState | undefined = before;
  for (let left = triesAgainstDailyChanges; left > 0 && state?.orgVersion === before.orgVersion; left--) {
    if (await saveCommunityState(database, state, { ...state, ...change(state) })) return;
    state = await readCommunityState(database, communityId);
  }
  throw new ImportConflict(communityId);
}
