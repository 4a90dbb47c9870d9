/**
 * setData crosses from the script to the view as JSON. What JSON cannot carry is lost on the phone without a word;
 * here it is an error with the path of the value.
 */

const MAX_BYTES = 1024 * 1024;

/** Path and reason of the first value that would be lost, or null. */
export function findUncarried(data: unknown): string | null {
  if (typeof data !== "object" || data === null) return "setData needs an object";
  for (const [key, value] of Object.entries(data)) {
    if (value === undefined) return `"${key}" is undefined (use null)`;
    const problem = inspect(value, key, []);
    if (problem) return problem;
  }
  return null;
}

function inspect(value: unknown, path: string, ancestors: object[]): string | null {
  if (typeof value === "function" || typeof value === "symbol" || typeof value === "bigint") return `"${path}" is a ${typeof value}`;
  if (typeof value !== "object" || value === null) return null;
  if (ancestors.includes(value)) return `"${path}" refers back to itself`;
  if (!Array.isArray(value)) {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) return `"${path}" is a ${value.constructor?.name ?? "class instance"}`;
  }
  const inner = [...ancestors, value];
  for (const [key, each] of Object.entries(value)) {
    const problem = inspect(each, Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`, inner);
    if (problem) return problem;
  }
  return null;
}

/** Throws where the phone would drop or refuse a part of this update. */
export function assertCarried(data: unknown, owner: string): void {
  const problem = findUncarried(data);
  if (problem) throw new TypeError(`setData of ${owner}: ${problem}, which cannot reach the page`);
  const length = JSON.stringify(data).length;
  if (length > MAX_BYTES / 3 && new TextEncoder().encode(JSON.stringify(data)).length > MAX_BYTES)
    throw new RangeError(`setData of ${owner}: more than 1 MB at once`);
}
