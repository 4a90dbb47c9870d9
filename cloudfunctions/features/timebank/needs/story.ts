import type * as z from "zod/mini";
import type { CallData } from "../../../../contracts/calls";
import { dayOf } from "../../../../contracts/kernel/day";
import type { NeedPart, shiftView, turnCard, turnView } from "../../../../contracts/timebank/need";
import { openActions } from "../../../../contracts/kernel/lifecycle";
import type { TimeBankSettings } from "../../../../contracts/timebank/settings";
import { isExpected, keepsPlace, turnLifecycle, type TurnAction } from "../../../../contracts/timebank/turn";
import type { MemberContext } from "../../../platform/serve";
import { momentText } from "../../../platform/when";
import type { NeedDocument, ShiftDocument, Turn } from "../shared/documents";
import { gridName } from "../shared/home";
import { namesOf } from "../shared/names";
import { settingsOf } from "../shared/settings.repository";
import { skillName } from "../shared/wording";
import { freePlaces, isOffered } from "./derived";
import { codeNote, endText, eventText, isLate, needHeadline, turnHeadline, turnStateText } from "./headline";
import { isOwnNeed, mayAskAgain, needActions, type NeedViewer, partsOf, readsHours, sideOf, tokensOf } from "./parts";
import { isToCome, lackOf } from "./places";
import { shiftsOf } from "./repository";
import { fundingText, fundingWords, lackText, nearText, needTitle, ownWords, scheduleText, shiftDayText, shiftText, timeText } from "./words";

/** One need from one viewer's side. Every personal fact on it is decided here. */
export type NeedStory = CallData<"needs.open">;
type ShiftView = z.output<typeof shiftView>;
type TurnView = z.output<typeof turnView>;
export type TurnCard = z.output<typeof turnCard>;
type Organisation = MemberContext["community"]["organisation"];

/** Who looks, at what, with whose names. */
interface Looking {
  viewer: NeedViewer;
  parts: readonly NeedPart[];
  organisation: Organisation;
  settings: TimeBankSettings;
  called: (id: string) => string;
}

export const turnOf = ({ turns }: ShiftDocument, personId: string): Turn | undefined => turns.find((turn) => turn.personId === personId);

/** What somebody can do about one shift: answer, give back, or take what is free and offered to him. */
export function turnActions(need: NeedDocument, shift: ShiftDocument, viewer: NeedViewer): TurnAction[] {
  if (!need.open || !isToCome(shift, viewer.at)) return [];
  const turn = turnOf(shift, viewer.personId);
  const actions: TurnAction[] = turn ? openActions(turnLifecycle, turn.state, ["volunteer"]) : ["take"];
  const isForHim = turn !== undefined || need.offeredTo.some((token) => tokensOf(viewer).includes(token));
  return actions.filter((action) => action !== "take" || (isForHim && isOffered(shift, viewer.at) && !isOwnNeed(need, viewer)));
}

function turnViewOf(turn: Turn, shift: ShiftDocument, { viewer, parts, called }: Looking): TurnView {
  const mine = turn.personId === viewer.personId;
  const late = isLate(turn, shift, viewer.at);
  const knows = parts.length > 0;
  return {
    ...(knows && { personId: turn.personId }),
    called: mine ? "您" : knows ? called(turn.personId) : "一位邻居",
    state: turn.state,
    stateText: turnStateText(turn, viewer.at, knows, mine, late),
    mine,
    ...(late && { late }),
    ...(turn.sessionId !== undefined && (mine || knows) && { sessionId: turn.sessionId }),
  };
}

function shiftViewOf(need: NeedDocument, shift: ShiftDocument, looking: Looking): ShiftView {
  const { viewer, parts } = looking;
  const arranges = parts.includes("leader") || parts.includes("branch");
  const state = shift.cancelled ? "cancelled" : shift.toAt <= viewer.at ? "over" : "open";
  // Who said no, or gave back, is told to nobody but who arranges.
  const shown = shift.turns.filter((turn) => keepsPlace(turn) || turn.personId === viewer.personId || arranges || (parts.length > 0 && turn.state === "missed"));
  return {
    shiftId: shift._id,
    version: shift.version,
    day: dayOf(shift.fromAt),
    dayText: shiftDayText(shift.fromAt),
    timeText: timeText(shift.fromAt, shift.toAt),
    fromAt: shift.fromAt,
    toAt: shift.toAt,
    places: shift.places,
    free: isToCome(shift, viewer.at) ? freePlaces(shift) : 0,
    ...lackOf([shift], viewer.at),
    state,
    ...(state !== "open" && { endText: endText(shift, need) }),
    funding: shift.funding === "undecided" || readsHours(need, parts, viewer) ? shift.funding : "community",
    turns: shown.map((turn) => turnViewOf(turn, shift, looking)),
    actions: turnActions(need, shift, viewer),
  };
}

/** The exact place and the name, for who promised something that is not over and for who arranges; gone with the end. */
function recipientFor(need: NeedDocument, shifts: readonly ShiftDocument[], { viewer, parts, called }: Looking): NeedStory["recipient"] {
  const promised = shifts.some((shift) => !shift.cancelled && shift.toAt > viewer.at && shift.turns.some((turn) => turn.personId === viewer.personId && isExpected(turn)));
  if (!need.open || (parts.length === 0 && !promised)) return undefined;
  return {
    called: need.onBehalf?.called ?? (need.recipientId === undefined ? "一位邻居" : called(need.recipientId)),
    place: need.place.text,
    ...(need.child && { otherAdult: need.child.otherAdult }),
  };
}

/** Undecided shifts are shown to who asked, to who decides, and to who had promised before hours were wanting. */
const isShown = (shift: ShiftDocument, parts: readonly NeedPart[], { personId }: NeedViewer): boolean =>
  shift.funding !== "undecided" || parts.some((part) => part !== "leader") || shift.people.includes(personId);

function fundingFor(need: NeedDocument, shifts: readonly ShiftDocument[], { viewer, parts }: Looking): string {
  if (parts.length === 0) return "您帮忙的每一分钟都会存进您的时间账户。";
  return readsHours(need, parts, viewer) ? fundingText(shifts) : fundingWords(shifts);
}

export function storyOf(need: NeedDocument, all: readonly ShiftDocument[], looking: Looking): NeedStory {
  const { viewer, parts, organisation, settings, called } = looking;
  const shifts = all.filter((shift) => isShown(shift, parts, viewer));
  const station = organisation.stations.find(({ code }) => code === need.stationCode);
  const name = skillName(settings, need.skill);
  const recipient = recipientFor(need, shifts, looking);
  const grid = gridName(organisation, need.gridCode);
  const code = need.open && parts.length ? codeNote(shifts, settings.service, viewer.at) : undefined;
  return {
    needId: need._id,
    version: need.storyVersion,
    side: sideOf(parts),
    title: needTitle(name, need),
    words: ownWords(need, name),
    skill: need.skill,
    skillName: name,
    ...(need.wish !== undefined && parts.length > 0 && { wish: need.wish }),
    whenText: scheduleText(need.schedule),
    placeText: parts.length ? grid : nearText(grid, need, viewer),
    ...(recipient && { recipient }),
    state: need.state,
    lackText: lackText(need),
    headline: needHeadline(need, shifts, sideOf(parts), viewer, settings.service),
    fundingText: fundingFor(need, shifts, looking),
    station: { name: station?.name ?? "", phone: station?.phone ?? "" },
    child: need.child !== undefined,
    shifts: shifts.map((shift) => shiftViewOf(need, shift, looking)),
    events: parts.length ? need.events.map((event) => ({ at: event.at, atText: momentText(event.at, viewer.at), text: eventText(event, need, called, viewer) })) : [],
    actions: needActions(need, shifts, parts, viewer.at),
    ...(code && { code }),
    ...(parts.includes("recipient") && need.open && { familyToken: need.familyToken }),
    family: parts.length ? need.proxies.map(called) : [],
    ...(need.requestId !== undefined && sideOf(parts) === "staff" && { requestId: need.requestId }),
    ...(mayAskAgain(need, parts) && { again: true as const }),
  };
}

/** The story with the names that its viewer may see. At most 3 database calls. */
export async function told(context: MemberContext, viewer: NeedViewer, need: NeedDocument, known?: readonly ShiftDocument[]): Promise<NeedStory> {
  const { database, community, person } = context;
  const shifts = known ?? (await shiftsOf(database, need));
  const parts = partsOf(need, viewer);
  const people = parts.length ? [...shifts.flatMap(({ turns }) => turns.map(({ personId }) => personId)), ...need.proxies, ...need.events.map(({ by }) => by)] : [];
  const called = await namesOf(context, [...people, ...(need.recipientId === undefined ? [] : [need.recipientId])]);
  const settings = await settingsOf(database, person.communityId);
  return storyOf(need, shifts, { viewer, parts, organisation: community.organisation, settings, called });
}

/**
 * A volunteer's own turn in a list. `checkIn` and `checkOut` are the service room's to add, which knows the session.
 * Pure.
 */
export function turnCardOf(need: NeedDocument, shift: ShiftDocument, { viewer, organisation, settings }: Pick<Looking, "viewer" | "organisation" | "settings">): TurnCard {
  const turn = turnOf(shift, viewer.personId)!;
  const isOver = shift.cancelled || shift.toAt <= viewer.at || !need.open;
  return {
    shiftId: shift._id,
    needId: need._id,
    version: shift.version,
    ...(turn.sessionId !== undefined && { sessionId: turn.sessionId }),
    title: skillName(settings, need.skill),
    whenText: shiftText(shift, viewer.at),
    placeText: !isOver && isExpected(turn) ? need.place.text : nearText(gridName(organisation, need.gridCode), need, viewer),
    fromAt: shift.fromAt,
    toAt: shift.toAt,
    state: turn.state,
    headline: turnHeadline(turn, shift, viewer.at, settings.service),
    actions: turnActions(need, shift, viewer),
  };
}
