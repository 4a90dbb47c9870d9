import type { CommunityState, DoorDocument, Organisation } from "../../../contracts/org/organisation";
import { type Collection, type Database, saveIfUnchanged } from "../../platform/database";

/** `organisations/{communityId}:{version}`: one immutable document a version. */
export type OrganisationDocument = Organisation & { _id: string };

const states = (database: Database): Collection<CommunityState> => database.collection<CommunityState>("communities");

export const organisationId = (communityId: string, version: number): string => `${communityId}:${version}`;

export const readCommunityState = (database: Database, communityId: string): Promise<CommunityState | undefined> =>
  states(database).get(communityId);

/**
 * The SDK hands out whatever looks like GeoJSON as objects of its own without `coordinates`; written as JSON they are
 * what was stored.
 */
const withPlainAreas = (organisation: OrganisationDocument): OrganisationDocument => ({
  ...organisation,
  grids: organisation.grids.map((grid) => (grid.area ? { ...grid, area: JSON.parse(JSON.stringify(grid.area)) as typeof grid.area } : grid)),
});

export async function readOrganisation(database: Database, communityId: string, version: number): Promise<OrganisationDocument | undefined> {
  const found = await database.collection<OrganisationDocument>("organisations").get(organisationId(communityId, version));
  return found && withPlainAreas(found);
}

/** Every community of the deployment, by street and name. A district has a few hundred; 1,000 is the platform's bound. */
export const listCommunityStates = (database: Database): Promise<CommunityState[]> =>
  states(database).find({ streetName: { $gt: "" } }, { order: { streetName: 1, name: 1 }, limit: 1000 });

/** Communities at which no clock looked on that day yet, and that nothing keeps waiting: the one query here that belongs to none. */
export const communitiesToLookAt = (database: Database, today: string, at: number, limit: number): Promise<CommunityState[]> =>
  states(database).find({ lookedAtDay: { $lt: today }, putOffUntil: { $not: { $gt: at } } }, { order: { lookedAtDay: 1 }, limit });

/** Bookkeeping, which leaves the version: somebody who says that he is away is not to lose against it. */
export const putOffLook = async (database: Database, communityId: string, until: number): Promise<void> =>
  void (await states(database).update({ _id: communityId }, { $set: { putOffUntil: until } }));

/** False when somebody else changed the pointer since `before` was read. */
export const saveCommunityState = (database: Database, before: CommunityState, after: CommunityState): Promise<boolean> =>
  saveIfUnchanged(states(database), before, after);

export const readDoor = (database: Database, doorCode: string): Promise<DoorDocument | undefined> =>
  database.collection<DoorDocument>("doors").get(doorCode);
