/** Where a name stands well inside a ring: in the middle of the widest of a few level lines through it. Pure. */
const lines = 9;
const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;

/** @param ring open or closed, at least three points; a bay or a bend never leaves the name outside. */
export function labelPointOf(ring: readonly (readonly [number, number])[]): [number, number] {
  const heights = ring.map(([, y]) => y);
  const [low, high] = [Math.min(...heights), Math.max(...heights)];
  let best = { width: -1, x: ring[0]![0], y: ring[0]![1] };
  for (let line = 1; line <= lines; line += 1) {
    const part = line / (lines + 1);
    const y = low + (high - low) * part;
    // A line near the rim has to be clearly wider than one through the middle.
    const preference = 1 - Math.abs(part - 0.5);
    const crossings = crossingsAt(ring, y);
    for (let index = 0; index + 1 < crossings.length; index += 2) {
      const [from, to] = [crossings[index]!, crossings[index + 1]!];
      if ((to - from) * preference > best.width) best = { width: (to - from) * preference, x: (from + to) / 2, y };
    }
  }
  return [rounded(best.x), rounded(best.y)];
}

/** Where a level line enters and leaves a ring, from west to east. */
function crossingsAt(ring: readonly (readonly [number, number])[], y: number): number[] {
  const found: number[] = [];
  ring.forEach(([ax, ay], index) => {
    const [bx, by] = ring[(index + 1) % ring.length]!;
    if (ay <= y !== by <= y) found.push(ax + ((y - ay) / (by - ay)) * (bx - ax));
  });
  return found.sort((a, b) => a - b);
}
