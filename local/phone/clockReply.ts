/** What the local cloud answers about its clock. */
export interface ClockReply {
  offsetMs?: number;
  nowMs?: number;
  now?: number;
}

/** How far the cloud is ahead of this machine, in milliseconds. */
export function clockOffsetOf({ offsetMs, nowMs, now }: ClockReply): number {
  if (typeof offsetMs === "number") return offsetMs;
  const cloudNow = nowMs ?? now;
  return typeof cloudNow === "number" ? cloudNow - Date.now() : 0;
}
