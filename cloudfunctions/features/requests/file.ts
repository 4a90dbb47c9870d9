import type { CallInput } from "../../../contracts/calls";
import { Failure } from "../../../contracts/kernel/failure";
import { type Urgency, urgencies } from "../../../contracts/requests/request";
import { dayOf, instantOf } from "../../../contracts/kernel/day";
import { addWorkingDays, officeOpens } from "../../../contracts/kernel/workdays";
import type { Category, Station } from "../../../contracts/org/organisation";
import type { PersonDocument } from "../../platform/actor";
import { nextOnDuty, onDutyNow, type Route, route, stationOf } from "../org";
import { maskedName } from "../people";
import type { Telling } from "../inbox";
import { askedAfter } from "./asked";
import { deadlineOf } from "./deadline";
import { withDerived } from "./derived";
import type { RequestDocument } from "./document";
import { storedDueText } from "./dueWords";
import { findPlace, type FoundPlace } from "./place";
import { isStaffNow, type Moment, superiorsOf } from "./staff";
import { effectsWithin, labelOf } from "./tell";

/** A new request from what was said, by whom and when. Pure: the same filing gives the same document. */
export interface Filing extends Moment {
  draft: CallInput<"requests.submit">;
  person: PersonDocument;
  /** Both ids of the person: what he files is never told to himself. */
  ids: readonly string[];
  requestId: string;
  payloadHash: string;
  /** Made for the station that the matter goes to, from its prefix. */
  receiptOf: (station: Station) => string;
}

const moreUrgent = (a: Urgency, b: Urgency): Urgency => (urgencies.indexOf(a) >= urgencies.indexOf(b) ? a : b);

/** When the desk is next taken; undefined while somebody is there. Where the roster says nothing, the next working morning. */
function nextDutyOf(moment: Moment, station: Station): number | undefined {
  if (onDutyNow(moment, station)) return undefined;
  return nextOnDuty(moment, station)?.from ?? instantOf(addWorkingDays(dayOf(moment.at), 1), officeOpens);
}

/** @throws Failure invalidInput, personUnknown, placeUnknown, doorCodeUnknown */
export function fileRequest(filing: Filing): RequestDocument {
  const { organisation, state, at, draft } = filing;
  const category = organisation.categories.find(({ code }) => code === draft.category);
  if (!category) throw new Failure("invalidInput", { fields: { category: "请重新选一下是哪一类事。" } });
  if (draft.aboutStaffId !== undefined && !isStaffNow(filing, draft.aboutStaffId)) throw new Failure("personUnknown");
  const found = findPlace(organisation, draft.place, filing.person);
  const urgency = moreUrgent(category.urgency, draft.urgency);
  const decided = route(organisation, state, {
    place: found.place,
    category,
    intent: category.intent,
    urgency,
    now: at,
    ...(draft.aboutStaffId !== undefined && { aboutStaffId: draft.aboutStaffId }),
  });
  const request = documentOf(filing, category, urgency, found, decided);
  const effects = effectsWithin(request, request._id, filing, tellingsOf(filing, request), filing.ids);
  return withDerived({ ...request, effects, asked: askedAfter(request, request, effects, filing.ids) });
}

function documentOf(filing: Filing, category: Category, urgency: Urgency, found: FoundPlace, decided: Route): RequestDocument {
  const { organisation, at, draft } = filing;
  const station = stationOf(organisation, decided.stationCode);
  const nextDuty = urgency === "emergency" ? nextDutyOf(filing, station) : undefined;
  const grid = organisation.grids.find(({ code }) => code === decided.gridCode);
  return {
    _id: filing.requestId,
    schemaVersion: 1,
    version: 0,
    communityId: organisation.communityId,
    storyVersion: 1,
    payloadHash: filing.payloadHash,
    receipt: filing.receiptOf(station),
    createdAt: at,
    updatedAt: at,
    ...saidBy(filing, found),
    words: draft.words,
    photos: draft.photos,
    categoryCode: category.code,
    categoryName: category.name,
    intent: category.intent,
    urgency,
    limitWorkingDays: category.limitWorkingDays,
    placeText: found.placeText,
    ...(found.unitCode !== undefined && { unitCode: found.unitCode }),
    ...(found.point && { point: found.point }),
    ...(grid && { gridCode: grid.code }),
    gridName: grid?.name ?? "还没对上网格",
    stationCode: station.code,
    branchCode: decided.branchCode,
    routing: routingOf(filing, found, decided),
    // Whom it is about must not read it, so it can't be read by a whole station either.
    audience: category.audience === "owner" || draft.aboutStaffId !== undefined ? "owner" : draft.audience,
    ...(draft.aboutStaffId !== undefined && { aboutStaffId: draft.aboutStaffId }),
    hiddenFrom: decided.hiddenFrom,
    ownerId: decided.ownerId,
    ...(decided.standInId !== undefined && { standInId: decided.standInId }),
    standInCalled: false,
    helpers: [],
    handlers: [],
    state: "submitted",
    open: true,
    ...deadlineOf({ urgency, limitWorkingDays: category.limitWorkingDays, filedAt: at, ...(nextDuty !== undefined && { nextDuty }) }),
    notFoundCount: 0,
    transferCount: 0,
    reopenCount: 0,
    events: [{ id: filing.requestId, at, action: "submit", by: "resident", to: station.code }],
    effects: [],
    attention: [],
    told: {},
  };
}

function saidBy({ draft, person }: Filing, found: FoundPlace): Pick<RequestDocument, "filedBy" | "filedAsProxy" | "onBehalf" | "contact"> {
  return {
    filedBy: person._id,
    filedAsProxy: draft.onBehalf !== undefined,
    ...(draft.onBehalf && { onBehalf: { called: draft.onBehalf.called } }),
    contact: {
      masked: maskedName(person.name),
      ...(found.room && { room: found.room }),
      ...(draft.phone && { phone: draft.phone }),
    },
  };
}

const routingOf = ({ organisation }: Filing, found: FoundPlace, decided: Route): RequestDocument["routing"] => ({
  orgVersion: organisation.version,
  ruleCode: decided.ruleCode,
  why: decided.why,
  how: found.how,
  // Read by staff: a rule is known to them by its reason, its code is the pack's.
  skipped: decided.skipped.map(({ ruleCode, because }) => `“${organisation.rules.find(({ code }) => code === ruleCode)?.why ?? ruleCode}”：${because}`),
  ...(decided.placeNote !== undefined && { placeNote: decided.placeNote }),
});

function tellingsOf(moment: Moment, request: RequestDocument): Telling[] {
  const by = storedDueText(request.dueAt, request.createdAt);
  const isEmergency = request.urgency === "emergency";
  const text = `${isEmergency ? "紧急：" : ""}新来了${labelOf(request)}，请您接，${by} 前答复。`;
  return [
    { to: [request.ownerId], text, todo: true },
    // Nobody waits for one person's phone when there is gas in the stairwell.
    ...(isEmergency ? [{ to: [...(request.standInId ? [request.standInId] : []), ...superiorsOf(moment, request)], text, todo: true }] : []),
  ];
}
