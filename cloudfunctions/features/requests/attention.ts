import type { workbenchTabs } from "../../../contracts/requests/calls";
import { askFor, tellFor } from "../inbox";
import type { RequestDocument } from "./document";
import { isRunning, isUnclaimed } from "./states";

/**
 * The lists that a request stands on, as words in one multikey index: so one query finds a resident's open requests
 * together with all that is still to be told to him, and one query fills a workbench.
 */
export const openFor = (personId: string): string => `open:${personId}`;
/** On somebody's desk and not taken yet. */
const waitFor = (staffId: string): string => `wait:${staffId}`;
/** On somebody's desk, taken, and the next word is his. */
const handFor = (staffId: string): string => `hand:${staffId}`;
/** On somebody's desk while the resident has the word. */
const restFor = (staffId: string): string => `rest:${staffId}`;
/** Waits for anybody of a station to take it; a confidential one waits for its owner alone. */
const claimFor = (stationCode: string): string => `claim:${stationCode}`;

/** What whoever answers for a station looks at, whoever deals with it: due soon or late, or somebody was not found. */
const burnsFor = (stationCode: string): string => `burn:${stationCode}`;

type Listed = Pick<RequestDocument, "open" | "paused" | "filedBy" | "effects" | "asked" | "handlers" | "state" | "audience" | "stationCode" | "urgency" | "told" | "notFoundCount">;

/** By what the clock has marked, so that the word needs no look at the time; urgent matters are due soon from the start. */
const burns = (request: Listed): boolean =>
  request.open &&
  request.audience === "station" &&
  (request.notFoundCount > 0 || (isRunning(request) && (request.urgency !== "ordinary" || Boolean(request.told.dueSoon ?? request.told.overdue))));

function deskWordFor(request: Pick<Listed, "state">): (staffId: string) => string {
  if (isUnclaimed(request)) return waitFor;
  return request.state === "resolved" || request.state === "awaitingResident" ? restFor : handFor;
}

export const attentionOf = (request: Listed): string[] => [
  ...(request.open ? [openFor(request.filedBy), ...request.handlers.map(deskWordFor(request))] : []),
  ...(isUnclaimed(request) && request.audience === "station" ? [claimFor(request.stationCode)] : []),
  ...(burns(request) ? [burnsFor(request.stationCode)] : []),
  ...new Set(request.effects.map(({ to }) => tellFor(to))),
  ...(request.asked ?? []).map(({ to }) => askFor(to)),
];

/** A tab of the workbench that shows open matters. */
export type OpenTab = Exclude<(typeof workbenchTabs)[number], "done">;

/** Under which words a tab's requests stand, and no others: so that a list looks at what it shows and at nothing else. */
export function wordsOfTab(tab: OpenTab | "all", staffIds: readonly string[], stationCodes: readonly string[]): string[] {
  const words = (...kinds: ((staffId: string) => string)[]): string[] => kinds.flatMap((word) => staffIds.map(word));
  const claims = stationCodes.map(claimFor);
  if (tab === "unclaimed") return [...words(waitFor), ...claims];
  if (tab === "mine") return words(handFor, restFor);
  const burning = stationCodes.map(burnsFor);
  return [...words(waitFor, handFor), ...claims, ...burning, ...(tab === "all" ? words(restFor) : [])];
}
