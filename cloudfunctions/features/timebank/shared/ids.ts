import type { Database } from "../../../platform/database";
import { getPerson } from "../../people";

/** Both ids of a person whose call this is not: he is told as a resident by one and by his post by the other. 1 database call. */
export async function idsOf(database: Database, personId: string): Promise<string[]> {
  const staffId = (await getPerson(database, personId))?.staffId;
  return staffId === undefined ? [personId] : [personId, staffId];
}
