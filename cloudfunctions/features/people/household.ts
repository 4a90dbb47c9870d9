import { titledName } from "../../../contracts/kernel/called";
import type { CallData } from "../../../contracts/calls";
import type { Organisation } from "../../../contracts/org/organisation";
import { declineReasons } from "../../../contracts/people/calls";
import { activePosts, type HouseholdOfPerson } from "../../platform/actor";
import { calledOf, findUnit } from "../org";

type HouseholdView = CallData<"me.open">["household"];

/**
 * Who confirms an address: the group leaders of its grid, else the heads of its station, else the secretaries. Nobody
 * confirms his own.
 * @returns staffIds, in the order of the pack
 */
export function confirmersOf(organisation: Organisation, gridCode: string, day: string, except?: string): string[] {
  const grid = organisation.grids.find(({ code }) => code === gridCode);
  const levels = [
    { role: "residentGroupLeader", scopeCode: gridCode },
    { role: "stationHead", scopeCode: grid?.stationCode },
    { role: "secretary", scopeCode: organisation.communityId },
  ] as const;
  for (const { role, scopeCode } of levels) {
    const found = organisation.staff.filter(
      ({ staffId }) =>
        staffId !== except && activePosts(organisation, staffId, day).some((post) => post.role === role && post.scopeCode === scopeCode),
    );
    if (found.length) return found.map(({ staffId }) => staffId);
  }
  return [];
}

function confirmerNames(organisation: Organisation, gridCode: string, day: string, except?: string): string {
  const names = confirmersOf(organisation, gridCode, day, except).map((staffId) => {
    const title = activePosts(organisation, staffId, day)[0]?.titleName ?? "";
    const called = calledOf(organisation, staffId);
    return titledName({ called, title });
  });
  return names.join("、") || "社区";
}

function noteOf(organisation: Organisation, household: HouseholdOfPerson, day: string, staffId?: string): string | undefined {
  if (household.state === "confirmed") return undefined;
  if (household.state === "pending") return `${confirmerNames(organisation, household.gridCode, day, staffId)}核对以后就好，不用再填。`;
  const reason = declineReasons[household.declineReason as keyof typeof declineReasons] ?? "没有核对上";
  return `${reason}。您可以改一下再填，或打站里电话问一问。`;
}

/** Where somebody lives, as he himself may see it. */
export function householdView(
  organisation: Organisation,
  household: HouseholdOfPerson | undefined,
  day: string,
  staffId?: string,
): HouseholdView {
  if (!household) return { state: "none", text: "" };
  const unit = findUnit(organisation, household.unitCode);
  const note = noteOf(organisation, household, day, staffId);
  return {
    state: household.state,
    text: `${unit?.text ?? ""} ${household.room}`.trim(),
    ...(unit && { grid: unit.gridName }),
    ...(note !== undefined && { note }),
  };
}
