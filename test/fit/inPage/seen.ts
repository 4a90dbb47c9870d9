/** What of the open page a person sees: its texts with the boxes of their lines, and the boxes they must keep to. */

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface SeenText {
  /** Whose style the text has. */
  element: Element;
  text: string;
  fontPx: number;
  lines: Box[];
  /** The text of a field that is empty stands in its placeholder. */
  placeholder: boolean;
}

/** The product's part of the open page; the bar above it and the status line belong to the phone. */
export const openPage = (): HTMLElement => {
  const body = document.querySelector<HTMLElement>(".mp-page:not([hidden]) .mp-body");
  if (!body) throw new Error("no page is open");
  return body;
};

export function isSeen(element: Element): boolean {
  if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true })) return false;
  return !element.closest(".mp-refresh");
}

const boxOf = ({ left, top, right, bottom }: Box): Box => ({ left, top, right, bottom });

export function seenTexts(root: Element): SeenText[] {
  const found: SeenText[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement!;
    const text = node.textContent!.trim();
    if (!text || ["TEXTAREA", "STYLE", "SCRIPT"].includes(element.tagName) || !isSeen(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const lines = [...range.getClientRects()].filter(({ width, height }) => width > 0.5 && height > 0.5).map(boxOf);
    if (lines.length) found.push({ element, text, lines, fontPx: parseFloat(getComputedStyle(element).fontSize), placeholder: false });
  }
  return [...found, ...fieldTexts(root)];
}

export const fieldsOf = (root: Element): (HTMLInputElement | HTMLTextAreaElement)[] =>
  [...root.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input, textarea")].filter(isSeen);

function fieldTexts(root: Element): SeenText[] {
  return fieldsOf(root).map((field) => ({
    element: field,
    text: field.value || field.placeholder,
    lines: [boxOf(field.getBoundingClientRect())],
    fontPx: parseFloat(getComputedStyle(field, field.value ? null : "::placeholder").fontSize),
    placeholder: !field.value,
  })).filter(({ text }) => text);
}

/** The box in which a text can be seen: what its ancestors do not clip; what can be scrolled into view is no clip. */
export function clipOf(element: Element, page: Element): Box {
  const clip: Box = { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity };
  for (let each: Element | null = element; each && each !== page; each = each.parentElement) {
    const { overflowX, overflowY } = getComputedStyle(each);
    const box = each.getBoundingClientRect();
    // A value other than visible on one axis makes the other one clip too; auto and scroll let one get there.
    if (overflowX === "hidden" || overflowX === "clip") {
      clip.left = Math.max(clip.left, box.left);
      clip.right = Math.min(clip.right, box.right);
    }
    if (overflowY === "hidden" || overflowY === "clip") {
      clip.top = Math.max(clip.top, box.top);
      clip.bottom = Math.min(clip.bottom, box.bottom);
    }
  }
  return clip;
}

/** The layer an element is drawn in: what is fixed lies over what scrolls on purpose, and what scrolls passes below what stays. */
export function layerOf(element: Element, page: Element): Element {
  for (let each: Element | null = element; each && each !== page; each = each.parentElement)
    if (getComputedStyle(each).position === "fixed" || each.matches("wx-scroll-view")) return each;
  return page;
}
