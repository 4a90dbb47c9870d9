import type { CallData } from "../../../contracts/calls";
import { pageSize } from "../../../contracts/kernel/paging";
import { addDays, dayOf } from "../../../contracts/kernel/day";
import { minuteMs } from "../../../contracts/kernel/milliseconds";
import { addWorkingTime, officeCloses, officeOpens } from "../../../contracts/kernel/workdays";
import { pageFrom, positionOf } from "../../platform/cursor";
import type { Handler, MemberContext } from "../../platform/serve";
import { absenceText } from "../../platform/when";
import { absenceOf } from "../org";
import { wordsOfTab } from "./attention";
import { partsOf, type RequestViewer } from "./authority";
import { cardOf, type RequestCard } from "./card";
import type { RequestDocument } from "./document";
import { doneBy, onDesk, readStationDays, stationDayId } from "./repository";
import { called, coveredBy, standInOf } from "./staff";
import { isRunning, isUnclaimed, unclaimedCountOf } from "./states";
import { viewerOf } from "./viewer";
import { weekOf } from "./week";

/**
 * The handler's desk: what waits to be taken, what is his, what burns on it or, whoever deals with it, at the stations he
 * reaches. One query fills all of it.
 */
type Desk = Omit<CallData<"workbench.open">, "waits">;

/** More than these on one desk is more than anybody reads at once; the lists go on page by page. */
const mostOnDesk = 200;
const mostShown = 50;

/** The caller, and those who are away and whom he stands in for. */
const heldBy = (viewer: RequestViewer): string[] => [...viewer.ids, ...coveredBy(viewer, viewer.ids)];

const stationsOf = ({ reach, community }: MemberContext): string[] =>
  reach.community ? community.organisation.stations.map(({ code }) => code) : [...reach.stations];

/** Whose weeks are shown: the stations he reaches, else the one his grid belongs to. */
function shownStationsOf(context: MemberContext): string[] {
  const { organisation } = context.community;
  const ofGrids = organisation.grids.filter(({ code }) => context.reach.grids.has(code)).map(({ stationCode }) => stationCode);
  const own = stationsOf(context);
  return own.length ? own : [...new Set(ofGrids)];
}

/** Days are counted by station: a grid's leader reads his station's, and its name says so. */
const weekScopeOf = ({ community: { organisation } }: MemberContext, stations: readonly string[]): string =>
  (stations.length === 1 ? organisation.stations.find(({ code }) => code === stations[0])?.name : undefined) ?? organisation.name;

/** Within one working day, or late already. */
const horizonOf = (at: number): number => addWorkingTime(at, (officeCloses - officeOpens) * minuteMs);
const isDue = (request: RequestDocument, at: number): boolean => isRunning(request) && request.dueAt <= horizonOf(at);

/** What somebody already waited for in vain, and what is the viewer's own, stands before the rest; else the order stays. */
function pressingFirst(viewer: RequestViewer, requests: readonly RequestDocument[]): RequestDocument[] {
  const isPressing = (request: RequestDocument): boolean =>
    request.notFoundCount > 0 || unclaimedCountOf(request) > 0 || viewer.ids.includes(request.ownerId);
  return [...requests.filter(isPressing), ...requests.filter((request) => !isPressing(request))];
}

const readableBy = (viewer: RequestViewer) => (request: RequestDocument): boolean => partsOf(viewer, request).length > 0;

function awayOf({ person, community, at }: MemberContext, viewer: RequestViewer): Desk["away"] {
  const absence = absenceOf(community.state, person.staffId, at);
  if (!person.staffId || !absence) return undefined;
  const nobody = { hiddenFrom: [], stationCode: viewer.posts[0]?.scopeCode ?? community.organisation.triageStationCode };
  const standIn = standInOf(viewer, person.staffId, nobody);
  return { ...absenceText(absence, at), standIn: standIn ? called(viewer, standIn) : "" };
}

function scopeNameOf({ actor, community: { organisation } }: MemberContext): string {
  const [post] = actor.posts;
  const places = post?.role === "residentGroupLeader" ? organisation.grids : organisation.stations;
  return places.find(({ code }) => code === post?.scopeCode)?.name ?? organisation.name;
}

/** What an empty 快到期 may claim: what only its handlers read is on their desks alone. */
const dueNoneText = (context: MemberContext): string =>
  stationsOf(context).length ? `您手上的，和${scopeNameOf(context)}公开的，都还来得及。` : "您手上的都还来得及。";

export async function openDesk(context: MemberContext): Promise<Desk> {
  const { database, person, at } = context;
  const viewer = viewerOf(context);
  const words = wordsOfTab("all", heldBy(viewer), stationsOf(context));
  const found = await onDesk(database, person.communityId, words, viewer.ids, { limit: mostOnDesk + 1 });
  const days = Array.from({ length: 7 }, (_, index) => addDays(dayOf(at), index - 6));
  const stations = shownStationsOf(context);
  const counted = await readStationDays(database, stations.flatMap((code) => days.map((day) => stationDayId(person.communityId, code, day))));

  const desk = found.slice(0, mostOnDesk).filter(readableBy(viewer));
  const unclaimed = pressingFirst(viewer, desk.filter(isUnclaimed));
  const held = heldBy(viewer);
  const mine = desk.filter((request) => !isUnclaimed(request) && request.handlers.some((id) => held.includes(id)));
  const missed = desk.filter((request) => request.notFoundCount > 0 || unclaimedCountOf(request) > 0);
  const due = desk.filter((request) => isDue(request, at));
  const cards = (requests: RequestDocument[]): RequestCard[] => requests.slice(0, mostShown).map((request) => cardOf(viewer, request, "staff"));
  const away = awayOf(context, viewer);
  return {
    scopeName: scopeNameOf(context),
    counts: { unclaimed: unclaimed.length, mine: mine.length, due: due.length },
    more: found.length > mostOnDesk,
    unclaimed: cards(unclaimed),
    mine: cards(mine),
    due: cards(due),
    dueNone: dueNoneText(context),
    missed: cards(missed),
    notFoundCount: missed.reduce((sum, { notFoundCount }) => sum + notFoundCount, 0),
    unclaimedCount: missed.reduce((sum, request) => sum + unclaimedCountOf(request), 0),
    week: weekOf(days, counted, at, weekScopeOf(context, stations)),
    ...(away && { away }),
  };
}

export const listWorkbench: Handler<"workbench.list"> = async ({ tab, cursor }, context) => {
  const { database, person } = context;
  const viewer = viewerOf(context);
  const position = cursor === undefined ? undefined : positionOf(cursor);
  // Within a page only: the cursor goes on by what is due.
  const ordered = (requests: RequestDocument[]): RequestDocument[] => (tab === "unclaimed" ? pressingFirst(viewer, requests) : requests);
  const cardsOf = (page: { items: RequestDocument[]; next?: string }) => ({
    ...page,
    items: ordered(page.items.filter(readableBy(viewer))).map((request) => cardOf(viewer, request, "staff")),
  });
  if (tab === "done") {
    const found = await doneBy(database, person.communityId, viewer.ids, position);
    return cardsOf(pageFrom(found, pageSize, ({ updatedAt, _id }) => ({ key: updatedAt, id: _id })));
  }
  const found = await onDesk(database, person.communityId, wordsOfTab(tab, heldBy(viewer), stationsOf(context)), viewer.ids, {
    limit: pageSize + 1,
    ...(tab === "due" && { dueUntil: horizonOf(context.at) }),
    ...(position && { position }),
  });
  return cardsOf(pageFrom(found, pageSize, ({ dueAt, _id }) => ({ key: dueAt, id: _id })));
};
