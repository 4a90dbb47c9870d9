/** What the pool and an instance's worker thread say to each other. */

export interface InstanceSetup {
  folder: string;
  name: string;
  /** The movable clock's offset in milliseconds, as one float. */
  clock: SharedArrayBuffer;
}
export interface CallMessage {
  requestId: string;
  event: unknown;
  /** Variables of this call alone. */
  environment: Record<string, string>;
  timeoutMs: number;
}
export type InstanceMessage =
  | { kind: "started" }
  /** The reply as JSON. */
  | { kind: "done"; result: string }
  | { kind: "failed"; error: string };
