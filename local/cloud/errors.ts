/** What the stand-in answers when it refuses: the codes and texts that CloudBase itself sends. */

/** An error with a code of CloudBase's own list; it travels to the SDK as `{code, message}` in an HTTP 200. */
export class CloudError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export const databaseFailure = (message: string): CloudError =>
  new CloudError("DATABASE_REQUEST_FAILED", `[FailedOperation] ${message}`);

/** MongoDB's own wording without CloudBase's prefix, as production forwards the errors of updates. */
export const rawDatabaseFailure = (message: string): CloudError =>
  new CloudError("DATABASE_REQUEST_FAILED", message);

export const invalidParameter = (message: string): CloudError =>
  new CloudError("INVALID_PARAM", `[InvalidParameter] ${message}`);

export const collectionMissing = (name: string): CloudError =>
  new CloudError(
    "DATABASE_COLLECTION_NOT_EXIST",
    `[ResourceNotFound] Db or Table not exist: ${name}. Please check your request, but if the problem persists, contact us.`,
  );

export const collectionExists = (name: string): CloudError =>
  new CloudError("DATABASE_COLLECTION_ALREADY_EXIST", `Table exist: ${name}`);

export const transactionGone = (): CloudError =>
  new CloudError(
    "DATABASE_TRANSACTION_FAIL",
    "[ResourceUnavailable.TransactionNotExist] Transaction does not exist on the server, transaction must be commit or abort in 30 seconds. Please check your request, but if the problem persists, contact us.",
  );

export const transactionConflict = (): CloudError =>
  new CloudError(
    "DATABASE_TRANSACTION_CONFLICT",
    "[ResourceUnavailable.TransactionConflict] Transaction is conflict, maybe resource operated by others. Please check your request, but if the problem persists, contact us.",
  );

/** The unique index `_id_`: production wraps it as a list of write errors. */
export const duplicateId = (collection: string, id: unknown): CloudError =>
  databaseFailure(
    `multiple write errors: [{write errors: [{E11000 duplicate key error collection: tnt.${collection} index: _id_ dup key: { _id: ${JSON.stringify(id)} }}]}, {<nil>}]`,
  );

export const duplicateKey = (collection: string, index: string, key: string): CloudError =>
  rawDatabaseFailure(
    `E11000 duplicate key error collection: tnt.${collection} index: ${index} dup key: { ${key} }`,
  );

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
