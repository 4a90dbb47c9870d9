import { Failure } from "../../../../contracts/kernel/failure";
import type { Operation } from "../../../platform/serve";
import type { MemberDocument } from "./documents";

/** A repeat comes within minutes of its first; more operations on one member lie between only by a script. */
const remembered = 8;

type Done = MemberDocument["done"];

/**
 * Whether this very operation was done before.
 * @throws Failure operationReused for the same id with other content
 */
export function isRepeat(done: Done, { documentId, payloadHash }: Operation): boolean {
  const known = done.find(({ operation }) => operation === documentId);
  if (known && known.payloadHash !== payloadHash) throw new Failure("operationReused");
  return known !== undefined;
}

export const withOperation = (done: Done, { documentId, payloadHash }: Operation): Done => [...done, { operation: documentId, payloadHash }].slice(-remembered);
