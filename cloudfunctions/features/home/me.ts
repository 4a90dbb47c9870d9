import { type CallName, calls } from "../../../contracts/calls";
import type { CallContract } from "../../../contracts/kernel/call";
import { dayOf } from "../../../contracts/kernel/day";
import type { Organisation } from "../../../contracts/org/organisation";
import { type ActivePost, activePosts } from "../../platform/actor";
import type { Handler, MemberContext } from "../../platform/serve";
import { absenceText } from "../../platform/when";
import { unreadCount } from "../inbox";
import { absenceOf, presentStandIn } from "../org";
import { householdView, maskedPhone } from "../people";
import { looksAbout } from "../requests";
import { calledName } from "./home";

function scopeNameOf(organisation: Organisation, { scopeCode }: ActivePost): string {
  const places = [...organisation.grids, ...organisation.stations];
  return places.find(({ code }) => code === scopeCode)?.name ?? organisation.name;
}

const may = ({ actor }: MemberContext, call: CallName): boolean => {
  const { allow }: CallContract = calls[call];
  return actor.roles.some((role) => allow[role] !== undefined);
};

function standInOf({ community: { organisation, state }, actor, at }: MemberContext) {
  for (const { standInId } of actor.posts) {
    const staffId = presentStandIn({ organisation, state, at }, standInId);
    const staff = organisation.staff.find((one) => one.staffId === staffId);
    if (!staff) continue;
    const title = activePosts(organisation, staff.staffId, dayOf(at))[0]?.titleName ?? "";
    return { staffId: staff.staffId, called: staff.calledName, title };
  }
  return undefined;
}

function awayOf({ community: { state }, person, at }: MemberContext) {
  const absence = absenceOf(state, person.staffId, at);
  return absence && absenceText(absence, at);
}

/** What the product knows of the caller, and who looked at it. */
export const openMe: Handler<"me.open"> = async (_input, context) => {
  const { community, person, actor, at } = context;
  const { organisation } = community;
  const [looks, unread] = await Promise.all([looksAbout(context), unreadCount(context)]);
  const staff = organisation.staff.find(({ staffId }) => staffId === person.staffId);
  const away = awayOf(context);
  const standIn = standInOf(context);
  return {
    called: calledName(organisation, person) || "邻居",
    name: person.name || (staff?.name ?? ""),
    ...(person.phone !== undefined && { phoneMasked: maskedPhone(person.phone) }),
    communityId: organisation.communityId,
    community: organisation.name,
    household: householdView(organisation, person.household, dayOf(at), person.staffId),
    posts: actor.posts.map((post) => ({ title: post.titleName, scope: scopeNameOf(organisation, post) })),
    ...(away && { away }),
    ...(standIn && { standIn }),
    looks,
    unread,
    mayConfirmBindings: may(context, "residents.pending"),
    mayInvite: may(context, "staff.invite"),
  };
};
