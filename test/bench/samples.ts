/** What a list of measurements says: medians, so that a disturbance of the machine moves nothing. */
export function quantile(samples: readonly number[], share: number): number {
  if (samples.length === 0) throw new Error("nothing was measured");
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)]!;
  return low + (sorted[Math.ceil(at)]! - low) * (at % 1);
}
export const median = (samples: readonly number[]): number => quantile(samples, 0.5);

/** @returns milliseconds that `work` took, and what it gave */
export async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const started = performance.now();
  const value = await work();
  return { ms: performance.now() - started, value };
}
