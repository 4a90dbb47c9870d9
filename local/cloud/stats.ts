/** What the stand-in has done lately: tests and the bench read here what a call cost. */

export interface OperationRecord {
  action: string;
  /** Collection, function or API that it concerned; empty if none. */
  target: string;
  /** Request id of the function call that made it, null if it came from outside. */
  functionRequestId: string | null;
  /** Index used; null for a scan of the collection or no query at all. */
  index: string | null;
  examined: number;
  returned: number;
  /** Milliseconds inside the stand-in. */
  ms: number;
  /** Code of the refusal, null if it was served. */
  errorCode: string | null;
  /** Epoch milliseconds by the movable clock. */
  at: number;
}
export interface CallRecord {
  requestId: string;
  name: string;
  source: "client" | "function" | "timer";
  ms: number;
  failed: boolean;
  databaseCalls: number;
  examined: number;
  returned: number;
  at: number;
}
export interface StatsReport {
  since: number;
  operations: number;
  errors: number;
  examined: number;
  returned: number;
  byAction: Record<string, { count: number; errors: number; ms: number }>;
  calls: number;
  recentOperations: OperationRecord[];
  recentCalls: CallRecord[];
}

const KEPT = 2000;

export class Stats {
  private operations: OperationRecord[] = [];
  private finishedCalls: CallRecord[] = [];
  private readonly running = new Map<string, CallRecord>();
  private totals = { operations: 0, errors: 0, examined: 0, returned: 0, calls: 0 };
  private byAction = new Map<string, { count: number; errors: number; ms: number }>();
  private since = Date.now();

  record(operation: OperationRecord): void {
    keep(this.operations, operation);
    this.totals.operations++;
    this.totals.examined += operation.examined;
    this.totals.returned += operation.returned;
    const byAction = this.byAction.get(operation.action) ?? { count: 0, errors: 0, ms: 0 };
    byAction.count++;
    byAction.ms += operation.ms;
    if (operation.errorCode !== null) {
      byAction.errors++;
      this.totals.errors++;
    }
    this.byAction.set(operation.action, byAction);
    const call =
      operation.functionRequestId === null ? undefined : this.running.get(operation.functionRequestId);
    if (!call) return;
    if (operation.action.startsWith("database.")) call.databaseCalls++;
    call.examined += operation.examined;
    call.returned += operation.returned;
  }

  callStarted(requestId: string, name: string, source: CallRecord["source"], at: number): void {
    this.running.set(requestId, {
      requestId,
      name,
      source,
      at,
      ms: 0,
      failed: false,
      databaseCalls: 0,
      examined: 0,
      returned: 0,
    });
  }

  callEnded(requestId: string, ms: number, failed: boolean): void {
    const call = this.running.get(requestId);
    if (!call) return;
    this.running.delete(requestId);
    this.totals.calls++;
    keep(this.finishedCalls, { ...call, ms, failed });
  }

  /** The call of this request id, finished or still running. */
  call(requestId: string): CallRecord | undefined {
    return this.running.get(requestId) ?? this.finishedCalls.find((call) => call.requestId === requestId);
  }

  operationsOf(requestId: string): OperationRecord[] {
    return this.operations.filter((operation) => operation.functionRequestId === requestId);
  }

  report(): StatsReport {
    return {
      since: this.since,
      ...this.totals,
      byAction: Object.fromEntries(this.byAction),
      recentOperations: [...this.operations],
      recentCalls: [...this.finishedCalls],
    };
  }

  reset(): void {
    this.operations = [];
    this.finishedCalls = [];
    this.byAction.clear();
    this.totals = { operations: 0, errors: 0, examined: 0, returned: 0, calls: 0 };
    this.since = Date.now();
  }
}

function keep<T>(ring: T[], item: T): void {
  ring.push(item);
  if (ring.length > KEPT * 2) ring.splice(0, ring.length - KEPT);
}
