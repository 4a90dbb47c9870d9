import { dayOf } from "../../../contracts/kernel/day";
import type { CallData } from "../../../contracts/calls";
import { Failure } from "../../../contracts/kernel/failure";
import { hourMs } from "../../../contracts/kernel/milliseconds";
import type { Organisation } from "../../../contracts/org/organisation";
import { type ActivePost, activePosts, type PersonDocument } from "../../platform/actor";
import type { Handler } from "../../platform/serve";
import { loadCommunity, workplaceOf } from "../org";
import { invitationIdOf } from "./code";
import type { InvitationDocument } from "./documents";
import { countTry, getInvitation, type Joining, joinSeat } from "./invitations.repository";
import { bySetup } from "./invite";
import { maskedName } from "./mask";
import { mayHandOut } from "./staff";

/** A code has 48 bits; at ten tries an hour nobody guesses one within the week that it lives. */
const triesAnHour = 10;

interface Place {
  organisation: Organisation;
  called: string;
  /** 董**: who has a code by mistake learns no more than that it is not for him. */
  masked: string;
  titles: string[];
  posts: readonly ActivePost[];
}

/** The staff member whom an invitation is for, as long as he holds a post at all. */
function placeOf(organisation: Organisation, staffId: string, at: number): Place | undefined {
  const posts = activePosts(organisation, staffId, dayOf(at));
  const staff = organisation.staff.find((one) => one.staffId === staffId);
  if (!staff || posts.length === 0) return undefined;
  return { organisation, called: staff.calledName, masked: maskedName(staff.name), titles: [...new Set(posts.map(({ titleName }) => titleName))], posts };
}

/** Whether it is still its maker's to have handed out. */
const stands = ({ createdBy }: InvitationDocument, { organisation, posts }: Place, at: number): boolean =>
  createdBy === bySetup || mayHandOut(organisation, { by: activePosts(organisation, createdBy, dayOf(at)), seat: posts });

/** Who sat there has the post no longer, and is told so at the account that he may have lost, or may not. */
function gettingUp({ replaced, invitation }: Joining, called: string, at: number): Pick<Joining, "replaced" | "tellings"> {
  if (replaced?.staffId !== invitation.staffId) return {};
  const { staffId: _left, ...resident } = replaced;
  const text = `“${called}”换到另一个微信上了，您这个微信不再看得到工作台。不是您换的话，请马上打站里电话。`;
  return {
    replaced: resident,
    tellings: [{ communityId: invitation.communityId, to: [replaced._id], at, text, about: `${invitation._id}:replaced` }],
  };
}

/** The login that he had before is himself: nobody decides his own matter by the new one. */
function withFormer(person: PersonDocument, { replaced, invitation }: Joining): PersonDocument {
  const former = [invitation.replaces, ...(replaced?.formerPersonIds ?? []), ...(person.formerPersonIds ?? [])];
  const others = new Set(former.filter((id) => id !== undefined && id !== person._id) as string[]);
  return others.size ? { ...person, formerPersonIds: [...others] } : person;
}

function asked({ organisation, masked, titles, posts }: Place): CallData<"staff.join"> {
  const { station, grid } = workplaceOf(organisation, posts);
  return { called: masked, titles, place: grid || station };
}

const used = (invitation: InvitationDocument): boolean => invitation.usedBy !== undefined;

export const join: Handler<"staff.join"> = async ({ code, ask = false }, { database, actor, at, operation }) => {
  if (!(await countTry(database, actor.openid, at, hourMs, triesAnHour))) throw new Failure("tooMany");
  const invitation = await getInvitation(database, invitationIdOf(code));
  if (!invitation) throw new Failure("invitationInvalid");
  const { communityId, staffId } = invitation;
  const community = await loadCommunity(database, communityId);
  const place = community && placeOf(community.organisation, staffId, at);
  if (!place) throw new Failure("invitationInvalid");
  const answer = { called: place.called, titles: place.titles };
  if (used(invitation) && invitation.operation === operation.documentId) return answer;
  if (!stands(invitation, place, at)) throw new Failure("invitationInvalid");

  let [joined, wasAsked] = [false, false];
  await joinSeat(database, { openid: actor.openid, communityId, staffId, invitationId: invitation._id, at }, (known) => {
    const { person, seat } = known;
    joined = used(known.invitation) && known.invitation.operation === operation.documentId;
    if (joined) return undefined;
    const counts = seat.invitationId === known.invitation._id && seat.personId === known.invitation.replaces;
    if (used(known.invitation) || !counts || known.invitation.expiresAt <= at) throw new Failure("invitationInvalid");
    if (person.staffId !== undefined) throw new Failure("alreadyJoined");
    if (ask) {
      wasAsked = true;
      return undefined;
    }
    joined = true;
    return {
      ...gettingUp(known, place.called, at),
      person: withFormer({ ...person, staffId }, known),
      seat: { ...seat, personId: person._id, takenAt: at },
      invitation: { ...known.invitation, usedBy: person._id, usedAt: at, operation: operation.documentId },
    };
  });
  if (wasAsked) return asked(place);
  if (!joined) throw new Failure("invitationInvalid");
  return answer;
};
