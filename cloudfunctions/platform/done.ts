import { Failure } from "../../contracts/kernel/failure";

/**
 * What changed a document last, oldest first, a handful: a repeat finds itself here, however late it comes, and does not
 * undo what was decided since. For documents that outlive their operations; others are written under the operation's id.
 */
export type Done = { operation: string; payloadHash: string }[];

/** A repeat comes within minutes of its first; more operations on one document lie between only by a script. */
const remembered = 8;

interface Operation {
  documentId: string;
  payloadHash: string;
}

/**
 * Whether this very operation was done before.
 * @throws Failure operationReused for the same id with other content
 */
export function isRepeat(done: Done, { documentId, payloadHash }: Operation): boolean {
  const known = done.find(({ operation }) => operation === documentId);
  if (known && known.payloadHash !== payloadHash) throw new Failure("operationReused");
  return known !== undefined;
}

/**
 * The same for a document that keeps its whole story: its events say by which operation they came.
 * @throws Failure operationReused for the same id with other content
 */
export const isInStory = (events: readonly { operation?: string | undefined; payloadHash?: string | undefined }[], wanted: Operation): boolean =>
  isRepeat(events.flatMap(({ operation, payloadHash = "" }) => (operation === undefined ? [] : [{ operation, payloadHash }])), wanted);

export const withOperation = (done: Done, { documentId, payloadHash }: Operation): Done => [...done, { operation: documentId, payloadHash }].slice(-remembered);
