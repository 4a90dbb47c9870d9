/**
 * What others find an account by: said over the phone, written on a slip, not secret. It is the beginning of the
 * account's id, sign by sign in an alphabet without the letters that look like digits, so that it is found again by a
 * range over ids and needs no field of its own. Pure.
 */
const hexDigits = "0123456789abcdef";
const signs = "0123456789ACEHKM";
/** What somebody writes who misread or misheard a sign. */
const meant: Record<string, string> = { O: "0", I: "1", L: "1", Z: "2", S: "5", B: "8", G: "6", X: "K", N: "M" };

/** Of ten thousand accounts in a community, the chance that somebody's code is another's, too, is one in 400,000. */
const length = 8;

/** 3F9A… as 3M9A-22C1. */
export function accountCodeOf(accountId: string): string {
  const code = [...accountId.slice(0, length)].map((digit) => signs[hexDigits.indexOf(digit)]).join("");
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

/**
 * The beginning of the account's id that a written code stands for, however it is spaced or capitalised.
 * @returns undefined for what can't be a code
 */
export function idPrefixOf(written: string): string | undefined {
  const typed = [...written.toUpperCase().replace(/[\s\-－—·]/g, "")].map((sign) => meant[sign] ?? sign);
  const prefix = typed.map((sign) => hexDigits[signs.indexOf(sign)] ?? "?").join("");
  return /^[0-9a-f]{8,12}$/.test(prefix) ? prefix : undefined;
}
