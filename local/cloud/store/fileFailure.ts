/** The database file could not be written: the writes that shared its transaction are undone and told. */
import { CloudError, messageOf } from "../errors";

/** Ends the batch of writes in which it happens. */
export class FileFailure extends Error {
  constructor(override readonly cause: unknown) {
    super(messageOf(cause));
  }
}

export function diskFailure(error: unknown): CloudError {
  const cause = messageOf(error instanceof FileFailure ? error.cause : error);
  const hint = /full/i.test(cause) ? " The disk is full: free some space and try again." : "";
  return new CloudError(
    "DATABASE_REQUEST_FAILED",
    `[FailedOperation] the local cloud could not write to its disk (${cause}); nothing of this write was kept.${hint}`,
  );
}
