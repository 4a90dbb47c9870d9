import type { RequestDocument } from "./document";

/**
 * Whether a request is in any number at all: a station's week and a grid's open matters. Nothing confidential is. A grid
 * has some sixty households and one leader, a station a few hundred and a handful of people, and one more in the number
 * than on their desks would tell them of a complaint, or of a family's trouble. Pure.
 */
export const isCounted = ({ audience, aboutStaffId }: Pick<RequestDocument, "audience" | "aboutStaffId">): boolean => audience === "station" && aboutStaffId === undefined;

/** The grid in which a request counts among the open matters; undefined where it counts nowhere. Pure. */
export const countedGridOf = (request: Pick<RequestDocument, "open" | "audience" | "aboutStaffId" | "gridCode">): string | undefined =>
  request.open && isCounted(request) ? request.gridCode : undefined;

/** The request as it says once the counts are right. */
export function withGridCounted(request: RequestDocument): RequestDocument {
  const { countedInGrid: _before, ...rest } = request;
  const gridCode = countedGridOf(request);
  return gridCode === undefined ? rest : { ...rest, countedInGrid: gridCode };
}

export interface GridCount {
  gridCode: string;
  count: number;
}

/** The counts after one request has left a grid's and entered another's. None falls below nothing. */
export function movedBetween(counts: readonly GridCount[], from: string | undefined, to: string | undefined): GridCount[] {
  const by = new Map(counts.map(({ gridCode, count }) => [gridCode, count]));
  if (from !== undefined) by.set(from, Math.max(0, (by.get(from) ?? 0) - 1));
  if (to !== undefined) by.set(to, (by.get(to) ?? 0) + 1);
  return [...by].filter(([, count]) => count > 0).map(([gridCode, count]) => ({ gridCode, count }));
}
