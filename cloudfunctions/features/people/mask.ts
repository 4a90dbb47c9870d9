/** What is shown of a resident to those who do not need the rest for an open task. Pure. */

/** 138****1234; of a short number the last two digits. */
export function maskedPhone(phone: string): string {
  const digits = phone.replace(/\D/g, "").replace(/^86(?=1\d{10}$)/, "");
  return digits.length >= 11 ? `${digits.slice(0, 3)}****${digits.slice(-4)}` : `****${digits.slice(-2)}`;
}

/** 陈**: the first character says which neighbour, the rest is his own. */
export function maskedName(name: string): string {
  const [first, ...rest] = name.trim();
  return first === undefined ? "居民" : `${first}${"*".repeat(Math.min(2, Math.max(1, rest.length)))}`;
}
