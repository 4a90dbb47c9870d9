import type { RequestDocument } from "./document";

/** Nobody has taken it yet. */
export const isUnclaimed = ({ state }: Pick<RequestDocument, "state">): boolean => state === "submitted" || state === "transferred";

/** An answer is owed, and the clock runs. */
export const isRunning = (request: Pick<RequestDocument, "state" | "open" | "paused">): boolean =>
  request.open && request.state !== "resolved" && !request.paused;

/** How often nobody had taken it by the time it should have been taken: noticed by the clock, said by nobody. */
export const unclaimedCountOf = ({ events }: Pick<RequestDocument, "events">): number =>
  events.filter(({ action, by }) => action === "notFound" && by === "clock").length;
