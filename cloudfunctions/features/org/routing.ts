import { titledName } from "../../../contracts/kernel/called";
import { dayOf } from "../../../contracts/kernel/day";
import type { Category, CommunityState, Organisation, RoutingRule, Station } from "../../../contracts/org/organisation";
import type { Intent, Urgency } from "../../../contracts/requests/request";
import { calledOf, type Choice, firstPresent, hasLeft, highestOther, holdersOf, isPresent, ladderOf, mayHave, postsOf, standInFor, standInsOf } from "./people";
import type { Place } from "./place";

/**
 * Place and matter → station, branch, one accountable person. Pure; the same input gives the same answer, and there is
 * always an owner. The order of decisions: the grid's station; the first rule whose conditions hold and that finds
 * somebody; within a rule the titles in its order, each looked for in the grid, its station, the community; a holder who
 * is there before the stand-in of one who is away; after all rules, the ladder of heads and secretaries.
 */
export interface Matter {
  place: Place;
  category: Pick<Category, "code" | "name">;
  intent: Intent;
  urgency: Urgency;
  /** Staff id of whom it is about; he is left out of everything. */
  aboutStaffId?: string;
  /** Epoch ms. */
  now: number;
}

export interface Route {
  gridCode?: string;
  alsoGridCode?: string;
  how: Place["how"];
  placeNote?: string;
  stationCode: string;
  branchCode: string;
  ownerId: string;
  /** Absent only where nobody else is left who may know of it. */
  standInId?: string;
  /** `fallback` when no rule found anybody. */
  ruleCode: string;
  /** For staff who ask why it came to them. */
  why: string;
  hiddenFrom: string[];
  skipped: { ruleCode: string; because: string }[];
}

/** Somebody chosen, and for whom he steps in when he does. */
interface Chosen {
  staffId: string;
  insteadOf?: string;
  /** The stand-in that the post names through which he was chosen. */
  standInId?: string;
}

export function route(organisation: Organisation, state: CommunityState, matter: Matter): Route {
  const { place, aboutStaffId } = matter;
  const choice: Choice = { organisation, state, at: matter.now, ...(aboutStaffId !== undefined && { aboutStaffId }) };
  const grid = organisation.grids.find(({ code }) => code === place.gridCode);
  const ownStation = stationOf(organisation, grid?.stationCode ?? organisation.triageStationCode);
  const skipped: Route["skipped"] = [];
  for (const rule of organisation.rules) {
    const station = rule.station === "ofGrid" ? ownStation : stationOf(organisation, rule.station);
    if (!applies(rule, matter, ownStation.code)) continue;
    const off = whyOff(choice, rule);
    const chosen = off === undefined ? find(choice, rule, station.code, grid?.stationCode === station.code ? grid.code : undefined) : undefined;
    if (chosen) return decided(choice, matter, station, rule, chosen, skipped);
    skipped.push({ ruleCode: rule.code, because: off ?? "这条规则要找的人，现在都不在岗或应当回避，也没有能接替的人" });
  }
  const staffId = firstPresent(choice, ladderOf(choice, ownStation.code)) ?? highestOther(choice);
  if (staffId === undefined) throw new Error(`${organisation.communityId}: nobody in the organisation may have this matter`);
  return decided(choice, matter, ownStation, undefined, { staffId }, skipped);
}

/** @throws Error for a code that the organisation does not have: its own check before the import found it */
export function stationOf(organisation: Organisation, code: string): Station {
  const station = organisation.stations.find((one) => one.code === code);
  if (!station) throw new Error(`${organisation.communityId} version ${organisation.version}: no station ${code}`);
  return station;
}

function applies({ when }: RoutingRule, { category, intent, urgency, place }: Matter, stationCode: string): boolean {
  const fits = (wanted: readonly string[] | undefined, value: string | undefined): boolean =>
    wanted === undefined || wanted.length === 0 || (value !== undefined && wanted.includes(value));
  return (
    fits(when.category, category.code) && fits(when.intent, intent) && fits(when.urgency, urgency) &&
    fits(when.gridCode, place.gridCode) && fits(when.stationCode, stationCode)
  );
}

function whyOff({ organisation, state, at, aboutStaffId }: Choice, { code, staffId }: RoutingRule): string | undefined {
  if (staffId !== undefined && hasLeft(organisation, staffId, dayOf(at))) return "规则里写的人已经不在岗位上，这条规则停用了";
  if (state.rulesOff[code] !== undefined) return "这条规则已经停用";
  return staffId !== undefined && staffId === aboutStaffId ? "这件事与规则里写的人有关，应当回避" : undefined;
}

function find(choice: Choice, rule: RoutingRule, stationCode: string, gridCode: string | undefined): Chosen | undefined {
  if (rule.staffId !== undefined) return chosenOf(choice, rule.staffId);
  const scopes = [gridCode, stationCode, choice.organisation.communityId].filter((code) => code !== undefined);
  for (const titleCode of rule.titles) {
    for (const scopeCode of scopes) {
      const holders = holdersOf(choice, scopeCode, (post) => post.titleCode === titleCode);
      const present = holders.find(({ staffId }) => isPresent(choice, staffId));
      if (present) return { staffId: present.staffId, ...(present.post.standInId !== undefined && { standInId: present.post.standInId }) };
      for (const { staffId, post } of holders) {
        const chosen = chosenOf(choice, staffId, post.standInId);
        if (chosen) return chosen;
      }
    }
  }
  return undefined;
}

/** The person himself if he is there, else the first of his stand-ins who is. */
function chosenOf(choice: Choice, staffId: string, standInId?: string): Chosen | undefined {
  if (mayHave(choice, staffId) && isPresent(choice, staffId)) return { staffId };
  const instead = standInsOf(choice, staffId, standInId).find((id) => mayHave(choice, id) && isPresent(choice, id));
  return instead === undefined ? undefined : { staffId: instead, insteadOf: staffId };
}

function decided(
  choice: Choice, matter: Matter, station: Station, rule: RoutingRule | undefined, chosen: Chosen, skipped: Route["skipped"],
): Route {
  const { place, aboutStaffId } = matter;
  const standInId = standInFor(choice, chosen.staffId, station.code, { first: chosen.standInId });
  return {
    ...(place.gridCode !== undefined && { gridCode: place.gridCode }),
    ...(place.alsoGridCode !== undefined && { alsoGridCode: place.alsoGridCode }),
    how: place.how,
    ...(place.note !== undefined && { placeNote: place.note }),
    stationCode: station.code,
    branchCode: station.branchCode,
    ownerId: chosen.staffId,
    ...(standInId !== undefined && { standInId }),
    ruleCode: rule?.code ?? "fallback",
    why: explain(choice, matter, station, rule, chosen),
    hiddenFrom: aboutStaffId === undefined ? [] : [aboutStaffId],
    skipped,
  };
}

function explain(choice: Choice, { place, category, aboutStaffId }: Matter, station: Station, rule: RoutingRule | undefined, chosen: Chosen): string {
  const { organisation } = choice;
  const grid = organisation.grids.find(({ code }) => code === place.gridCode);
  const title = postsOf(choice, chosen.staffId)[0]?.titleName ?? "";
  const owner = calledOf(organisation, chosen.staffId);
  const where = grid
    ? `${place.how === "nearest" ? "离这里最近的是" : "这里是"}${grid.name}${grid.stationCode === station.code ? `，归${station.name}` : `，这类事由${station.name}办`}`
    : `地点还没对上网格，先到${station.name}`;
  const reason = rule ? rule.why.replace(/[。.]$/, "") : `${category.name}没有找到更合适的人，按顺序往上找`;
  const avoided = aboutStaffId === undefined ? "" : "；这件事涉及站里的同志，已避开本人";
  const who = chosen.insteadOf === undefined
    ? `由${titledName({ called: owner, title })}负责`
    : `${calledOf(organisation, chosen.insteadOf)}现在不在，由接替人${owner}负责`;
  return `${where}；${reason}${avoided}；${who}。`;
}
