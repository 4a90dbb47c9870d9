import { Failure } from "../../../contracts/kernel/failure";
import type { PersonDocument } from "../../platform/actor";
import type { Context, Handler } from "../../platform/serve";
import { loadCommunity } from "../org";
import { createPerson, enterCommunity, newPerson } from "./repository";

/** As whom a call would write into a community, for checks that come before the first write: it creates and moves nobody. */
export const personBeforeWrite = ({ actor, at, person }: Context & { person?: PersonDocument }, communityId: string): PersonDocument =>
  person?.communityId === communityId ? person : newPerson(actor.openid, communityId, at);

/**
 * The person as whom a call writes into a community. Opening pages creates nobody; the first write does, and a write
 * into another community than the current one (a scanned door) makes that one current, so that the writer finds it again.
 */
export async function personForWrite(
  context: Context & { person?: PersonDocument },
  communityId: string,
): Promise<PersonDocument> {
  const { database, actor, at, person } = context;
  if (person?.communityId === communityId) return person;
  return person
    ? enterCommunity(database, actor.openid, communityId, at)
    : createPerson(database, actor.openid, communityId, at);
}

export const enter: Handler<"me.enter"> = async ({ communityId }, context) => {
  const community = await loadCommunity(context.database, communityId);
  if (!community) throw new Failure("communityUnknown");
  await personForWrite(context, communityId);
  return { community: community.organisation.name };
};
