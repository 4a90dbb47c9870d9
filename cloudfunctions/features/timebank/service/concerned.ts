import type { Database } from "../../../platform/database";
import { peopleByIds } from "../../people";
import type { SessionDocument } from "../shared/documents";
import { familyOf, otherSelvesOf } from "../shared/family";
import { memberOf, membersOf } from "../shared/members.repository";
import type { Fits } from "../shared/staff";
import { helpedSide } from "./derived";

/** Who of the staff may be asked about a session: nobody who has to do with it, nor his family. Two queries. */
export async function unconcerned(database: Database, session: SessionDocument): Promise<Fits> {
  const people = [session.volunteerId, ...helpedSide(session)];
  const family = (await membersOf(database, session.communityId, people)).flatMap(familyOf);
  const concerned = await peopleByIds(database, session.communityId, [...new Set([...people, ...family])]);
  return (staffId) => !concerned.some((person) => person.staffId === staffId);
}

/** Whether who served and who was helped became known as one human since, whose silence would pay himself. One query. */
export async function isOneHuman(database: Database, { communityId, volunteerId, recipientId, proxies }: SessionDocument): Promise<boolean> {
  const helped = recipientId === undefined ? proxies : [recipientId];
  return otherSelvesOf(await memberOf(database, communityId, volunteerId)).some((self) => helped.includes(self));
}
