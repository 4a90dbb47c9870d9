/** One figure of the bench: what was measured, and the bar it is held against. */
export interface Figure {
  value: number;
  unit?: string;
  /** Empty where nothing was promised: such a figure is a fact to compare with later ones. */
  bar: string;
  met: boolean;
  what: string;
}
export type Figures = Record<string, Figure>;

const rounded = (value: number): number => (Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3)));

export const atMost = (value: number, most: number, what: string, unit?: string): Figure => ({
  value: rounded(value), bar: `≤ ${most}`, met: value <= most, what, ...(unit && { unit }),
});
export const atLeast = (value: number, least: number, what: string, unit?: string): Figure => ({
  value: rounded(value), bar: `≥ ${least}`, met: value >= least, what, ...(unit && { unit }),
});
export const exactly = (value: number, wanted: number, what: string): Figure => ({ value, bar: `= ${wanted}`, met: value === wanted, what });
export const fact = (value: number, what: string, unit?: string): Figure => ({ value: rounded(value), bar: "", met: true, what, ...(unit && { unit }) });

export function lineOf(name: string, { value, unit = "", bar, met, what }: Figure): string {
  const sign = bar ? (met ? "✓" : "✗") : "·";
  return `${sign} ${name.padEnd(24)} ${`${value} ${unit}`.trim().padStart(10)}  ${bar ? `(${bar})  ` : ""}${what}`;
}
