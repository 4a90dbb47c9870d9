/** Troubles that a test asks for: an action that fails, or answers late. */
import { setTimeout as sleep } from "node:timers/promises";
import { CloudError } from "../errors";

export interface Fault {
  /** Action it befalls, such as "database.getDocument", or a prefix ending in a dot. */
  action: string;
  /** Code of the refusal; absent: only the delay. */
  code?: string;
  delayMs?: number;
  /** How often it strikes; absent: once. */
  times?: number;
}

export class Faults {
  private pending: (Fault & { times: number })[] = [];

  set(faults: Fault[]): void {
    this.pending = faults.map((fault) => ({ ...fault, times: fault.times ?? 1 }));
  }

  /** @throws CloudError if a fault strikes this action. */
  async meet(action: string): Promise<void> {
    const fault = this.pending.find(
      (candidate) =>
        candidate.times > 0 && (candidate.action === action || action.startsWith(candidate.action)),
    );
    if (!fault) return;
    fault.times--;
    if (fault.delayMs) await sleep(fault.delayMs);
    if (fault.code) throw new CloudError(fault.code, `[${fault.code}] asked for through /local/faults`);
  }
}
