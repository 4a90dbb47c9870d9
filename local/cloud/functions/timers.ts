/**
 * Fires the functions' timer triggers by the movable clock. Time that passes by itself fires each moment once, unless
 * the same trigger is still running. Time that is moved fires what fell due, in order, each function seeing its own due
 * moment as "now"; of one trigger only the last few, so that a jump of a month is no storm.
 */
import type { MovableClock } from "../clock";
import { messageOf } from "../errors";
import { functionFolder, functionNames, readFunctionConfig } from "./config";
import { Cron } from "./cron";
import type { InstancePool } from "./instancePool";

/** Moments of one trigger that a moved clock fires. */
export const CATCH_UP = 3;
/** Longest sleep: a changed config.json is noticed within it. */
const LOOK_EVERY_MS = 1000;

export interface Firing {
  function: string;
  trigger: string;
  /** Epoch milliseconds at which it was due. */
  dueAt: number;
  error: string | null;
}
interface Trigger {
  function: string;
  name: string;
  cron: Cron;
}

export class Timers {
  private timer: NodeJS.Timeout | null = null;
  /** Every moment up to here has been dealt with. */
  private firedUntil: number;
  private readonly running = new Set<string>();
  private moving: Promise<unknown> = Promise.resolve();
  private closed = false;

  constructor(
    private readonly pool: InstancePool,
    private readonly clock: MovableClock,
    private readonly log: (line: string) => void,
    /** Whether passing time fires them; else moved time alone does. */
    private readonly byThemselves: boolean,
  ) {
    this.firedUntil = clock.now();
    this.schedule();
  }

  /** Moves the clock on to `epochMs`, firing what falls due; moving it back fires nothing. One move at a time. */
  moveTo(epochMs: number): Promise<Firing[]> {
    const move = this.moving.then(() => this.move(epochMs));
    this.moving = move.catch(() => undefined);
    return move;
  }

  async reset(): Promise<void> {
    await this.moving;
    this.clock.reset();
    this.clock.save();
    this.firedUntil = this.clock.now();
  }

  close(): void {
    this.closed = true;
    if (this.timer) clearTimeout(this.timer);
  }

  private async move(epochMs: number): Promise<Firing[]> {
    const startedAt = performance.now();
    const due = this.triggers()
      .flatMap((trigger) =>
        trigger.cron.lastBetween(this.firedUntil, epochMs, CATCH_UP).map((dueAt) => ({ trigger, dueAt })),
      )
      .sort((a, b) => a.dueAt - b.dueAt);
    // Until it arrives, the schedule must not fire the same moments again.
    this.firedUntil = Math.max(epochMs, this.firedUntil);
    const firings: Firing[] = [];
    for (const { trigger, dueAt } of due) {
      if (dueAt > this.clock.now()) this.clock.moveTo(dueAt);
      firings.push(await this.fire(trigger, dueAt));
    }
    // Time ran on while the functions worked.
    this.clock.moveTo(epochMs + performance.now() - startedAt);
    this.clock.save();
    this.firedUntil = epochMs;
    this.schedule();
    return firings;
  }

  private schedule(): void {
    if (this.closed || !this.byThemselves) return;
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tick(), LOOK_EVERY_MS - (this.clock.now() % LOOK_EVERY_MS));
    this.timer.unref();
  }

  private tick(): void {
    const now = this.clock.now();
    const from = this.firedUntil;
    if (now > from) {
      this.firedUntil = now;
      for (const trigger of this.triggers()) {
        const [dueAt] = trigger.cron.lastBetween(from, now, 1);
        if (dueAt !== undefined && !this.running.has(keyOf(trigger))) void this.fire(trigger, dueAt);
      }
    }
    this.schedule();
  }

  private async fire(trigger: Trigger, dueAt: number): Promise<Firing> {
    const firing: Firing = { function: trigger.function, trigger: trigger.name, dueAt, error: null };
    const event = {
      Type: "Timer",
      TriggerName: trigger.name,
      Time: new Date(dueAt).toISOString(),
      Message: "",
    };
    this.running.add(keyOf(trigger));
    try {
      await this.pool.call(trigger.function, event, { source: "timer" });
    } catch (error) {
      firing.error = messageOf(error);
      this.log(`timer ${keyOf(trigger)}: ${firing.error}`);
    } finally {
      this.running.delete(keyOf(trigger));
    }
    return firing;
  }

  private triggers(): Trigger[] {
    const { dir } = this.pool.options;
    if (dir === null) return [];
    return functionNames(dir).flatMap((name) => {
      try {
        const { triggers } = readFunctionConfig(functionFolder(dir, name));
        return triggers.map((trigger) => ({
          function: name,
          name: trigger.name,
          cron: new Cron(trigger.cron),
        }));
      } catch (error) {
        this.log(`triggers of ${name}: ${messageOf(error)}`);
        return [];
      }
    });
  }
}

const keyOf = (trigger: Trigger): string => `${trigger.function}/${trigger.name}`;
