/**
 * The stand-in's movable clock. Its offset lives in shared memory, so that running function instances see a move at
 * once, and on disk, so that a restart keeps the community's "now".
 */
import fs from "node:fs";
import path from "node:path";

export class MovableClock {
  readonly shared = new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT);
  private readonly cell = new Float64Array(this.shared);
  private readonly file: string;

  /** @param dir data folder; the offset is kept in `clock.json` there. */
  constructor(dir: string) {
    this.file = path.join(dir, "clock.json");
    this.cell[0] = readOffset(this.file);
  }

  /** Milliseconds that the community is ahead of the wall clock (negative: behind). */
  get offsetMs(): number {
    return this.cell[0] ?? 0;
  }

  /** Epoch milliseconds as the product sees them. */
  now(): number {
    return Date.now() + Math.round(this.offsetMs);
  }

  /** Makes the clock read `epochMs` now; it runs on from there. Not kept on disk until {@link save}. */
  moveTo(epochMs: number): void {
    this.cell[0] = epochMs - Date.now();
  }

  reset(): void {
    this.cell[0] = 0;
  }

  save(): void {
    const draft = `${this.file}.new`;
    fs.writeFileSync(draft, JSON.stringify({ offsetMs: this.offsetMs }), { flush: true });
    fs.renameSync(draft, this.file);
  }
}

function readOffset(file: string): number {
  if (!fs.existsSync(file)) return 0;
  try {
    const saved = JSON.parse(fs.readFileSync(file, "utf8")) as { offsetMs?: unknown };
    if (typeof saved.offsetMs === "number" && Number.isFinite(saved.offsetMs)) return saved.offsetMs;
  } catch {
    // A half-written file is as good as none: the clock is a convenience and must not stop the database.
  }
  return 0;
}
