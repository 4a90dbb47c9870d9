import { tellFor } from "../inbox";
import type { RequestDocument } from "./document";
import { isUnclaimed } from "./states";

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

type Listed = Pick<RequestDocument, "open" | "filedBy" | "effects" | "handlers" | "state" | "audience" | "stationCode">;

function deskWordFor(request: Pick<Listed, "state">): (staffId: string) => string {
  if (isUnclaimed(request)) return waitFor;
  return request.state === "resolved" || request.state === "awaitingResident" ? restFor : handFor;
}

export const attentionOf = (request: Listed): string[] => [
  ...(request.open ? [openFor(request.filedBy), ...request.handlers.map(deskWordFor(request))] : []),
  ...(isUnclaimed(request) && request.audience === "station" ? [claimFor(request.stationCode)] : []),
  ...new Set(request.effects.map(({ to }) => tellFor(to))),
];

export type DeskTab = "unclaimed" | "mine" | "due";

/** Under which words a tab's requests stand, and no others: so that a list looks at what it shows and at nothing else. */
export function wordsOfTab(tab: DeskTab | "all", staffIds: readonly string[], stationCodes: readonly string[]): string[] {
  const words = (...kinds: ((staffId: string) => string)[]): string[] => kinds.flatMap((word) => staffIds.map(word));
  const claims = stationCodes.map(claimFor);
  if (tab === "unclaimed") return [...words(waitFor), ...claims];
  if (tab === "mine") return words(handFor, restFor);
  return tab === "due" ? [...words(waitFor, handFor), ...claims] : [...words(waitFor, handFor, restFor), ...claims];
}
