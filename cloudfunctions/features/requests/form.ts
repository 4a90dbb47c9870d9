import type { CallData } from "../../../contracts/calls";
import { Failure } from "../../../contracts/kernel/failure";
import { homeUnitOf } from "../../platform/actor";
import type { Community, Context, Handler, MemberContext } from "../../platform/serve";
import { findUnit, nearness, placeOfDoor, type UnitPlace, workplaceOf } from "../org";
import { type Moment, named, staffNow } from "./staff";

/** Everything the page 我要反映 offers. Creates nobody: a visitor before a door sees it too. */
type FormReply = CallData<"requests.form">;

interface Standing {
  community: Community;
  place?: FormReply["place"];
  unit?: UnitPlace;
}

async function standingOf(context: Context & Partial<MemberContext>, doorCode: string | undefined): Promise<Standing> {
  if (doorCode !== undefined) {
    const door = await placeOfDoor(context, doorCode);
    if (!door) throw new Failure("doorCodeUnknown");
    const { text, gridName } = door.unit;
    return { community: door.community, place: { kind: "door", text, grid: gridName }, unit: door.unit };
  }
  const { community, person } = context;
  if (!community) throw new Failure("notSignedIn");
  const home = homeUnitOf(person);
  const unit = home && findUnit(community.organisation, home.unitCode);
  return unit ? { community, place: { kind: "home", text: unit.text, grid: unit.gridName }, unit } : { community };
}

/** Whom a complaint can be about: everyone with a post; those of the caller's own grid and station first. */
function complainable(moment: Moment, unit: UnitPlace | undefined): FormReply["staff"] {
  const { organisation } = moment;
  return staffNow(moment)
    .map(({ staffId, posts }) => ({ staffId, posts, near: nearness(organisation, posts, unit ?? {}) }))
    .sort((a, b) => a.near - b.near)
    .map(({ staffId, posts, near }) => ({ ...named(moment, staffId), ...workplaceOf(organisation, posts), near: near < 2 }));
}

export const form: Handler<"requests.form"> = async ({ doorCode }, context): Promise<FormReply> => {
  const { community, place, unit } = await standingOf(context, doorCode);
  const { organisation, state } = community;
  const station = organisation.stations.find(({ code }) => code === (unit?.stationCode ?? organisation.triageStationCode));
  const phone = context.person?.phone;
  return {
    categories: organisation.categories.map(({ code, name, hint, icon, urgency, audience, callFirst, asksAboutPerson }) => ({
      code, name, hint, icon, urgency, audience,
      ...(callFirst && { callFirst: { label: callFirst.label, phone: callFirst.phone } }),
      asksAboutPerson: asksAboutPerson ?? false,
    })),
    ...(place && { place }),
    emergencyNumbers: organisation.emergencyNumbers.map(({ label, phone: number }) => ({ label, phone: number })),
    staff: complainable({ organisation, state, at: context.at }, unit),
    ...(station && { station: { name: station.name, phone: station.phone } }),
    ...(phone && { phone }),
    uploadPrefix: `u/${context.actor.openid}/`,
  };
};
