import { BROKEN, describe, type Finding, type Limits } from "./finding";
import { type Box, clipOf, fieldsOf, isSeen, layerOf, openPage, seenTexts, type SeenText } from "./seen";
import { surfaceOf } from "./colours";

const TOLERANCE_PX = 1.5;
/** The box of a line is taller than its letters: this much of the font size may lie over its neighbour. */
const LEADING = 0.3;

export function layoutFindings(limits: Limits): Finding[] {
  const page = openPage();
  const texts = seenTexts(page);
  return [
    ...texts.flatMap((text) => textFindings(text, page, limits)),
    ...fieldsOf(page).flatMap(fieldFindings),
    ...overlaps(texts, page),
    ...sidewaysScrolling(page),
    ...underTheBar(texts, page),
  ];
}

function textFindings({ element, text, lines, fontPx }: SeenText, page: Element, { smallestTextPx }: Limits): Finding[] {
  const findings: Finding[] = [];
  const shown = `${describe(element)} (${text.slice(0, 16)})`;
  if (BROKEN.test(text)) findings.push({ measure: "broken words", element: shown, detail: text });
  if (fontPx < smallestTextPx - 0.01) findings.push({ measure: "text size", element: shown, detail: `${fontPx} px < ${smallestTextPx} px` });
  const slack = fontPx * LEADING;
  const outside = (box: Box, line: Box): number =>
    Math.max(box.left - line.left, line.right - box.right, box.top - line.top - slack, line.bottom - box.bottom - slack);
  const worst = (box: Box): number => Math.max(...lines.map((line) => outside(box, line)));
  const cut = worst(clipOf(element, page));
  if (cut > TOLERANCE_PX) findings.push({ measure: "cut", element: shown, detail: `${cut.toFixed(1)} px are clipped` });
  const { left, right } = page.getBoundingClientRect();
  const off = worst({ left, right, top: -Infinity, bottom: Infinity });
  if (off > TOLERANCE_PX) findings.push({ measure: "off screen", element: shown, detail: `${off.toFixed(1)} px beside the screen` });
  const surface = surfaceOf(element, page);
  const spill = surface ? worst(surface.getBoundingClientRect()) : 0;
  if (surface && spill > TOLERANCE_PX) findings.push({ measure: "spills out", element: shown, detail: `${spill.toFixed(1)} px out of ${describe(surface)}` });
  return findings;
}

/** A field shows one line of what is in it, and its placeholder is no longer than that; an area grows with its words. */
function fieldFindings(field: HTMLInputElement | HTMLTextAreaElement): Finding[] {
  const style = getComputedStyle(field);
  const room = field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  if (field.tagName === "TEXTAREA") {
    const hidden = field.scrollHeight - field.clientHeight;
    return hidden > 4 ? [{ measure: "cut", element: describe(field), detail: `${hidden} px of the area are hidden` }] : [];
  }
  const pen = document.createElement("canvas").getContext("2d")!;
  pen.font = `${style.fontWeight} ${getComputedStyle(field, "::placeholder").fontSize} ${style.fontFamily}`;
  const { width } = pen.measureText(field.placeholder);
  return width > room + TOLERANCE_PX
    ? [{ measure: "cut", element: `${describe(field)} (${field.placeholder})`, detail: `placeholder of ${width.toFixed(0)} px in ${room.toFixed(0)} px` }]
    : [];
}

function overlaps(texts: readonly SeenText[], page: Element): Finding[] {
  const boxes = texts.flatMap(({ element, text, lines, fontPx }) => {
    const layer = layerOf(element, page);
    const slack = fontPx * LEADING;
    return lines.map((line) => ({ element, text, layer, box: { ...line, top: line.top + slack, bottom: line.bottom - slack } }));
  });
  boxes.sort((a, b) => a.box.top - b.box.top);
  const findings: Finding[] = [];
  boxes.forEach((one, index) => {
    for (let next = index + 1; next < boxes.length && boxes[next]!.box.top < one.box.bottom; next++) {
      const other = boxes[next]!;
      if (other.layer !== one.layer || other.element === one.element) continue;
      const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const high = Math.min(one.box.bottom, other.box.bottom) - other.box.top;
      if (wide > TOLERANCE_PX && high > TOLERANCE_PX)
        findings.push({ measure: "overlap", element: `${describe(one.element)} (${one.text.slice(0, 12)})`, detail: `${wide.toFixed(0)}×${high.toFixed(0)} px with ${describe(other.element)}` });
    }
  });
  return findings;
}

function sidewaysScrolling(page: Element): Finding[] {
  const scrollers = [...page.querySelectorAll<HTMLElement>(".mp-scroll, wx-scroll-view, wx-scroll-view *")].filter(isSeen);
  return scrollers
    .filter((element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX) || element.matches(".mp-scroll"))
    .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1)
    .map((element) => ({ measure: "sideways scrolling" as const, element: describe(element).slice(0, 60), detail: `${element.scrollWidth} px in ${element.clientWidth} px` }));
}

/** Scrolled to its end, the last thing of the page stands above the bar that lies over it. */
function underTheBar(texts: readonly SeenText[], page: Element): Finding[] {
  const scroller = page.querySelector<HTMLElement>(".mp-scroll")!;
  const bars = barsOf(page);
  const own = texts.filter(({ element }) => layerOf(element, page) === page);
  if (!bars.length || !own.length) return [];
  const barHeight = Math.max(...bars.map((bar) => bar.getBoundingClientRect().height));
  const last = own.reduce((lowest, text) => (bottomOf(text) > bottomOf(lowest) ? text : lowest));
  const end = bottomOf(last) - scroller.getBoundingClientRect().top + scroller.scrollTop;
  const free = Math.max(scroller.scrollHeight, scroller.clientHeight) - barHeight;
  const hidden = end - free;
  return hidden > TOLERANCE_PX ? [{ measure: "under the bar", element: describe(last.element), detail: `${hidden.toFixed(0)} px cannot be scrolled out from under it` }] : [];
}

/** What lies over the end of every page: the tab bar, the actions under the thumb; not a sheet, which leaves again. */
function barsOf(page: Element): Element[] {
  const { bottom } = page.getBoundingClientRect();
  const lies = (element: Element): boolean => {
    if (getComputedStyle(element).position !== "fixed" || !isSeen(element) || element.querySelector('[role="dialog"]')) return false;
    const box = element.getBoundingClientRect();
    return box.height > 0 && box.height < page.clientHeight / 2 && Math.abs(box.bottom - bottom) < 1;
  };
  return [...page.querySelectorAll("wx-view")].filter(lies);
}

const bottomOf = ({ lines }: SeenText): number => Math.max(...lines.map(({ bottom }) => bottom));
