import { createHash } from "node:crypto";

/** Letters and digits that nobody mixes up when one person reads them to another: no 0 O, 1 I L, U V. */
const letters = "23456789ABCDEFGHJKMNPQRSTWXYZ";
export const codeLength = 10;

/**
 * The code of an invitation: made from the operation that asked for it, so that a repeat shows the same code again
 * although it is stored nowhere. Its secret parts are the maker's openid, which never leaves the cloud, and the random
 * id of his operation; 29 letters to the tenth are 48 bits, and a guesser has ten tries an hour.
 */
export function codeOf(operationDocumentId: string): string {
  const digest = createHash("sha256").update(`invitation code:${operationDocumentId}`).digest();
  let rest = digest.readBigUInt64BE(0);
  let code = "";
  for (let i = 0; i < codeLength; i += 1) {
    code += letters[Number(rest % BigInt(letters.length))];
    rest /= BigInt(letters.length);
  }
  return code;
}

/** As people type it: lower case, spaces and dashes between. */
export const normalisedCode = (typed: string): string => typed.normalize("NFKC").toUpperCase().replace(/[\s-]/g, "");

/** What is stored of a code. */
export const invitationIdOf = (code: string): string => createHash("sha256").update(normalisedCode(code)).digest("hex").slice(0, 40);
