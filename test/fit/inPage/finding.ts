/** What one measure in one cell found wrong. */
export interface Finding {
  measure: Measure;
  /** Classes and words of the element, enough to find it. */
  element: string;
  /** What was measured, with its figure. */
  detail: string;
}

export type Measure =
  | "cut"
  | "off screen"
  | "spills out"
  | "overlap"
  | "sideways scrolling"
  | "under the bar"
  | "broken words"
  | "contrast"
  | "text size"
  | "font scale"
  | "target size"
  | "name"
  | "label not in name"
  | "role"
  | "heading"
  | "live change"
  | "icon instead of words"
  | "axe";

/** The limits of one look, in CSS pixels. */
export interface Limits {
  smallestTextPx: number;
  smallestTargetPx: number;
  elder: boolean;
}

/** Written for nobody: what an empty or wrong binding leaves in a sentence. */
export const BROKEN = /undefined|null|NaN|\[object/;

const WORDS_SHOWN = 16;

export function describe(element: Element): string {
  const owner = element.closest("[class]") ?? element;
  const classes = [...owner.classList].filter((name) => !/^c[\da-z]{1,3}--/.test(name)).join(".");
  const words = (element.getAttribute("aria-label") ?? element.textContent ?? "").trim().replace(/\s+/g, " ");
  const shown = words.length > WORDS_SHOWN ? `${words.slice(0, WORDS_SHOWN)}…` : words;
  return `${owner.tagName.toLowerCase()}.${classes}${shown ? ` “${shown}”` : ""}`;
}
