/// <reference path="../../../local/phone/runtime/globals.d.ts" />
/** Runs inside the phone: dresses the open page in one look after the other and measures each. */
import { contrastFindings } from "./colours";
import { controlFindings, structureFindings } from "./controls";
import { describe, type Finding, type Limits } from "./finding";
import { layoutFindings } from "./layout";
import { openPage, seenTexts } from "./seen";

export interface Look {
  name: string;
  elder: boolean;
  dark: boolean;
  /** WeChat's font scale. */
  font: number;
}

export interface CellFindings {
  look: string;
  width: number;
  findings: Finding[];
}

interface LookedAfter {
  refreshTheme?: () => void;
  refresh?: () => void;
}

/** Measured is where things come to rest. */
const stillness = document.createElement("style");
stillness.textContent = "#phone * { transition: none !important; animation: none !important; }";

/** An area that grows does so when it is typed into; here it is the look that changes. */
function growAreas(page: Element): void {
  for (const area of page.querySelectorAll("textarea")) {
    const host = area.parentElement!;
    area.style.height = "auto";
    const needed = area.scrollHeight;
    area.style.height = "";
    host.style.height = `${needed}px`;
  }
}

/** As if the person had chosen it before he came: no page is loaded anew. */
function dress({ elder, dark, font }: Look, width: number): void {
  const phone = window.__phone;
  phone.settings.font = font;
  phone.storage.set("elderView", elder);
  phone.setDark(dark);
  if (phone.settings.width !== width) phone.setWidth(width);
  const page = phone.router.top!;
  (page.instance as unknown as LookedAfter).refreshTheme?.();
  (page.tabBar as unknown as LookedAfter | null)?.refresh?.();
}

const frames = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));

const limitsOf = ({ elder }: Look): Limits => ({ elder, smallestTextPx: elder ? 20 : 12, smallestTargetPx: elder ? 60 : 44 });

/** WeChat's larger font makes every text larger, whatever holds it. */
const LEAST_GROWTH = 1.25;

function sizes(): Map<Element, number> {
  return new Map(seenTexts(openPage()).map(({ element, fontPx }) => [element, fontPx]));
}

function scaleFindings(before: Map<Element, number>): Finding[] {
  return [...sizes()].flatMap(([element, now]) => {
    const once = before.get(element);
    return once !== undefined && now < once * LEAST_GROWTH ? [{ measure: "font scale" as const, element: describe(element), detail: `${once} px → ${now} px` }] : [];
  });
}

export async function measure(looks: readonly Look[], widths: readonly number[]): Promise<CellFindings[]> {
  document.head.append(stillness);
  const cells: CellFindings[] = [];
  let standard: Map<Element, number> | undefined;
  for (const look of looks) {
    for (const width of widths) {
      dress(look, width);
      await frames();
      growAreas(openPage());
      const limits = limitsOf(look);
      const findings = [...layoutFindings(limits), ...controlFindings(limits), ...contrastFindings(), ...structureFindings()];
      if (look.font === 1 && !look.elder && !look.dark) standard = sizes();
      if (look.font > 1 && !look.elder && standard) findings.push(...scaleFindings(standard));
      cells.push({ look: look.name, width, findings });
    }
  }
  stillness.remove();
  return cells;
}

/** For a picture: nothing may be on its way from one colour to the other. */
export async function show(look: Look, width: number): Promise<void> {
  document.head.append(stillness);
  dress(look, width);
  await frames();
  growAreas(openPage());
}
