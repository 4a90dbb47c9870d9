/** Contrast by WCAG 2: computed colours over the grounds that really lie below them. */
import { describe, type Finding } from "./finding";
import { isSeen, openPage, seenTexts } from "./seen";

type Colour = readonly [red: number, green: number, blue: number, alpha: number];

const TEXT_CONTRAST = 4.5;
/** Of a sign without which the words beside it would still do: WCAG 1.4.11. */
const SIGN_CONTRAST = 3;

function parse(value: string): Colour {
  const [red = 0, green = 0, blue = 0, alpha = 1] = (value.match(/[\d.]+(?:e-?\d+)?/g) ?? []).map(Number);
  return [red, green, blue, alpha];
}

const over = (top: Colour, below: Colour): Colour => {
  const mix = (at: 0 | 1 | 2): number => top[at] * top[3] + below[at] * (1 - top[3]);
  return [mix(0), mix(1), mix(2), 1];
};

function luminance([red, green, blue]: Colour): number {
  const linear = (value: number): number => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function ratio(one: Colour, other: Colour): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const opaqueEnough = (colour: Colour): boolean => colour[3] > 0.02;

/** What a text stands on: the nearest ancestor with a ground or a whole frame of its own; null on the bare page. */
export function surfaceOf(element: Element, page: Element): Element | null {
  for (let each: Element | null = element; each && each !== page; each = each.parentElement) {
    const style = getComputedStyle(each);
    // What scrolls may lie anywhere of what holds it.
    if (["auto", "scroll"].includes(style.overflowY)) return null;
    if (style.display === "inline" || style.display === "contents") continue;
    const framed = ["Top", "Right", "Bottom", "Left"].every((side) => parseFloat(style.getPropertyValue(`border-${side.toLowerCase()}-width`)) > 0 && style.getPropertyValue(`border-${side.toLowerCase()}-style`) !== "none");
    if (framed || opaqueEnough(parse(style.backgroundColor))) return each;
  }
  return null;
}

/** The grounds under an element from the top down to the first opaque one; over a picture both extremes count. */
function groundsUnder(element: Element): Colour[] {
  const layers: Colour[] = [];
  let bases: Colour[] = [[255, 255, 255, 1]];
  for (let each: Element | null = element; each; each = each.parentElement) {
    const style = getComputedStyle(each);
    const colour = parse(style.backgroundColor);
    if (opaqueEnough(colour)) layers.push(colour);
    if (colour[3] >= 0.99) break;
    if (style.position === "absolute" && each.parentElement?.querySelector(":scope > wx-image")) {
      bases = [[255, 255, 255, 1], [0, 0, 0, 1]];
      break;
    }
  }
  return bases.map((base) => layers.reduceRight((below, layer) => over(layer, below), base));
}

function opacityOf(element: Element): number {
  let opacity = 1;
  for (let each: Element | null = element; each; each = each.parentElement) opacity *= Number(getComputedStyle(each).opacity);
  return opacity;
}

function worstRatio(element: Element, value: string): number {
  const [red, green, blue, alpha] = parse(value);
  return Math.min(...groundsUnder(element).map((ground) => ratio(over([red, green, blue, alpha * opacityOf(element)], ground), ground)));
}

export function contrastFindings(): Finding[] {
  const page = openPage();
  const findings: Finding[] = [];
  for (const { element, text, placeholder } of seenTexts(page)) {
    const style = getComputedStyle(element, placeholder ? "::placeholder" : null);
    const found = worstRatio(element, style.color);
    if (found < TEXT_CONTRAST) findings.push({ measure: "contrast", element: `${describe(element)} (${text.slice(0, 12)})`, detail: `${found.toFixed(2)} < ${TEXT_CONTRAST}, ${style.color}` });
  }
  for (const icon of [...page.querySelectorAll(".t-icon")].filter(isSeen)) {
    const found = worstRatio(icon, getComputedStyle(icon).color);
    if (found < SIGN_CONTRAST) findings.push({ measure: "contrast", element: describe(icon), detail: `icon ${found.toFixed(2)} < ${SIGN_CONTRAST}` });
  }
  return findings;
}
