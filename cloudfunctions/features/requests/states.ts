import type { RequestDocument } from "./document";

/** Nobody has taken it yet. */
export const isUnclaimed = ({ state }: Pick<RequestDocument, "state">): boolean => state === "submitted" || state === "transferred";

/** An answer is owed, and the clock runs. */
export const isRunning = (request: Pick<RequestDocument, "state" | "open" | "paused">): boolean =>
  request.open && request.state !== "resolved" && !request.paused;
