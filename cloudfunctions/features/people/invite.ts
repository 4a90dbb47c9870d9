import { dayOf } from "../../../contracts/kernel/day";
import { Failure } from "../../../contracts/kernel/failure";
import { dayMs } from "../../../contracts/kernel/milliseconds";
import type { Organisation } from "../../../contracts/org/organisation";
import { activePosts } from "../../platform/actor";
import type { Database } from "../../platform/database";
import { momentText } from "../../platform/when";
import type { Handler } from "../../platform/serve";
import { codeOf, invitationIdOf } from "./code";
import type { InvitationDocument, SeatDocument } from "./documents";
import { changeSeat } from "./invitations.repository";
import { mayHandOut } from "./staff";

const validMilliseconds = 7 * dayMs;

/** Stands as the maker of a code that came with the import. */
export const bySetup = "setup";

/**
 * A seat has one invitation that counts, so issuing again ends the one before it without touching it. For a taken one it
 * names whom it replaces: until it is used he stays, so that a code that got lost leaves nobody without his post.
 * @throws Failure alreadyJoined for a taken seat, unless `replace`
 */
async function issue(database: Database, wanted: InvitationDocument, replace: boolean): Promise<InvitationDocument> {
  let issued = wanted;
  await changeSeat(database, wanted.staffId, wanted._id, ({ seat, invitation }) => {
    if (invitation) {
      if (invitation.payloadHash !== wanted.payloadHash) throw new Failure("operationReused");
      issued = invitation;
      return undefined;
    }
    const replaces = seat?.personId;
    if (replaces !== undefined && !replace) throw new Failure("alreadyJoined");
    const empty: SeatDocument = { _id: wanted.staffId, schemaVersion: 1, version: 0, communityId: wanted.communityId };
    return { seat: { ...(seat ?? empty), invitationId: wanted._id }, invitation: { ...wanted, ...(replaces !== undefined && { replaces }) } };
  });
  return issued;
}

export const invite: Handler<"staff.invite"> = async ({ staffId, replace = false }, { database, community, actor, at, operation }) => {
  const { organisation } = community;
  const staff = organisation.staff.find((one) => one.staffId === staffId);
  if (!staff) throw new Failure("personUnknown");
  if (!mayHandOut(organisation, { by: actor.posts, seat: activePosts(organisation, staffId, dayOf(at)) })) throw new Failure("notAllowed");
  const code = codeOf(operation.documentId);
  const invitation = await issue(database, {
    _id: invitationIdOf(code),
    schemaVersion: 1,
    version: 0,
    communityId: organisation.communityId,
    staffId,
    createdBy: actor.person?.staffId ?? "",
    createdAt: at,
    expiresAt: at + validMilliseconds,
    payloadHash: operation.payloadHash,
  }, replace);
  return { code, called: staff.calledName, untilText: `${momentText(invitation.expiresAt, at)} 前有效，只能用一次` };
};

/**
 * The one-time setup code for the first of a community, who can be invited by nobody: made by whoever imports its pack.
 * @param secret unguessable; the code follows from it
 * @param replace also where somebody sits there, who gets up when the code is used
 * @throws Failure alreadyJoined, personUnknown
 */
export async function issueSetupCode(
  database: Database,
  organisation: Organisation,
  staffId: string,
  at: number,
  secret: string,
  replace = false,
): Promise<string> {
  const posts = activePosts(organisation, staffId, dayOf(at));
  if (!posts.some(({ role }) => role === "secretary")) throw new Failure("personUnknown");
  const code = codeOf(`setup:${secret}:${staffId}`);
  await issue(database, {
    _id: invitationIdOf(code),
    schemaVersion: 1,
    version: 0,
    communityId: organisation.communityId,
    staffId,
    createdBy: bySetup,
    createdAt: at,
    expiresAt: at + validMilliseconds,
    payloadHash: "setup",
  }, replace);
  return code;
}
