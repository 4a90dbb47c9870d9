import { tellFor } from "../inbox";
import type { RequestDocument } from "./document";
import { isUnclaimed } from "./states";

/**
 * The lists that a request stands on, as words in one multikey index: so one query finds a resident's open requests
 * together with all that is still to be told to him, and one query fills a workbench.
 */
export const openFor = (personId: string): string => `open:${personId}`;
/** On somebody's desk while it is open. */
export const handFor = (staffId: string): string => `hand:${staffId}`;
/** Waits for anybody of a station to take it; a confidential one waits for its owner alone. */
export const claimFor = (stationCode: string): string => `claim:${stationCode}`;

type Listed = Pick<RequestDocument, "open" | "filedBy" | "effects" | "handlers" | "state" | "audience" | "stationCode">;

export const attentionOf = (request: Listed): string[] => [
  ...(request.open ? [openFor(request.filedBy), ...request.handlers.map(handFor)] : []),
  ...(isUnclaimed(request) && request.audience === "station" ? [claimFor(request.stationCode)] : []),
  ...new Set(request.effects.map(({ to }) => tellFor(to))),
];
