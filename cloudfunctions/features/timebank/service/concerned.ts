import type { Database } from "../../../platform/database";
import { peopleByIds } from "../../people";
import type { SessionDocument } from "../shared/documents";
import { familyOf } from "../shared/family";
import { membersOf } from "../shared/members.repository";
import type { Fits } from "../shared/staff";
import { helpedSide } from "./derived";

/** Who of the staff may be asked about a session: nobody who has to do with it, nor his family. Two queries. */
export async function unconcerned(database: Database, session: SessionDocument): Promise<Fits> {
  const people = [session.volunteerId, ...helpedSide(session)];
  const family = (await membersOf(database, session.communityId, people)).flatMap(familyOf);
  const concerned = await peopleByIds(database, session.communityId, [...new Set([...people, ...family])]);
  return (staffId) => !concerned.some((person) => person.staffId === staffId);
}
