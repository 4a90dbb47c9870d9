/** What a recipient's phone or a place shows: at most 32 letters, digits and points; six digits when typed. */
const code = /^[A-Za-z0-9.]{6,32}$/;

/** @returns the code in what was scanned, or "" when it is some other code */
export function codeOfScan({ result }: { result: string }): string {
  const trimmed = result.trim();
  return code.test(trimmed) ? trimmed : "";
}

/** Six digits as somebody types them, spaces between them included; "" until there are six. */
export function codeOfDigits(typed: string): string {
  const digits = typed.replace(/\D/g, "");
  return digits.length === 6 ? digits : "";
}
