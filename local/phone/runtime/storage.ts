/** wx storage of one person: 10 MB in all, 1 MB a key, kept in the browser. */
const MAX_KEY_BYTES = 1024 * 1024;
const MAX_TOTAL_BYTES = 10 * 1024 * 1024;

interface Stored {
  value: unknown;
  /** `Date` comes back as a Date, as on the phone. */
  date?: true;
}

export class PhoneStorage {
  constructor(private readonly prefix: string) {}

  /** `undefined` where nothing is stored under the key. */
  get(key: string): unknown {
    const text = localStorage.getItem(this.prefix + key);
    if (text === null) return undefined;
    const stored = JSON.parse(text) as Stored;
    return stored.date ? new Date(stored.value as string) : stored.value;
  }

  set(key: string, value: unknown): void {
    if (typeof key !== "string" || !key) throw new Error("parameter error: parameter.key should be String");
    if (value === undefined || typeof value === "function") value = "";
    const text = JSON.stringify(value instanceof Date ? { value: value.toISOString(), date: true } : { value });
    const bytes = new TextEncoder().encode(text).length;
    if (bytes > MAX_KEY_BYTES) throw new Error("entry size limit reached");
    const others = this.totalBytes() - this.bytesOf(key);
    if (others + bytes > MAX_TOTAL_BYTES) throw new Error("exceed storage max size 10Mb");
    try {
      localStorage.setItem(this.prefix + key, text);
    } catch {
      // browsers give an address 5 MB in all: less than the phone, but never silently
      throw new Error("exceed storage max size: this browser gives local/phone no more room");
    }
  }

  remove(key: string): void {
    localStorage.removeItem(this.prefix + key);
  }

  clear(): void {
    for (const key of this.keys()) this.remove(key);
  }

  keys(): string[] {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(this.prefix))
      .map((key) => key.slice(this.prefix.length));
  }

  private bytesOf(key: string): number {
    return new TextEncoder().encode(localStorage.getItem(this.prefix + key) ?? "").length;
  }

  totalBytes(): number {
    return this.keys().reduce((sum, key) => sum + this.bytesOf(key), 0);
  }
}
