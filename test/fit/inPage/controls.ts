/** What can be tapped: how large it is, what it is called, and what a screen reader takes it for. */
import { BROKEN, describe, type Finding, type Limits } from "./finding";
import { fieldsOf, isSeen, openPage } from "./seen";

const ROLES = ["button", "link", "tab", "radio", "checkbox", "switch", "slider", "option", "menuitem"];
const CONTROLS = ROLES.map((role) => `[role="${role}"]`).join(",");
const LIVE = '[role="alert"], [role="status"], [aria-live]';
/** A word this short is all that a person who speaks to his phone can say. */
const SPOKEN_LABEL_LETTERS = 8;

interface Listening extends Element {
  __wxElement?: { _$eventTarget?: { listeners?: Record<string, unknown> } };
}

const listensToTaps = (element: Listening): boolean => Boolean(element.__wxElement?._$eventTarget?.listeners?.["tap"]);

export function controlFindings(limits: Limits): Finding[] {
  const page = openPage();
  const controls = [...page.querySelectorAll(CONTROLS)].filter(isSeen).filter((control) => !control.closest('[aria-disabled="true"], [aria-hidden="true"]') && !control.matches(SECOND_WAYS_OUT));
  return [...controls.flatMap((control) => findingsOf(control, limits)), ...fieldsOf(page).flatMap((field) => findingsOf(field, limits)), ...tapsWithoutRole(page)];
}

function findingsOf(control: Element, limits: Limits): Finding[] {
  const findings: Finding[] = [];
  const element = describe(control);
  const { width, height } = control.getBoundingClientRect();
  const { smallestTargetPx } = limits;
  if (Math.min(width, height) < smallestTargetPx - 0.5) findings.push({ measure: "target size", element, detail: `${width.toFixed(0)}×${height.toFixed(0)} px < ${smallestTargetPx} px` });
  const name = nameOf(control);
  if (!/[\p{L}\p{N}]/u.test(name) || BROKEN.test(name)) findings.push({ measure: "name", element, detail: `called “${name}”` });
  const parts = partsOf(control);
  const words = parts.join("");
  if (words.length <= SPOKEN_LABEL_LETTERS && !parts.every((part) => name.replace(/\s+/g, "").includes(part))) findings.push({ measure: "label not in name", element, detail: `shows “${words}”, is called “${name}”` });
  const isField = control.matches("input, textarea");
  if (limits.elder && !isField && !/[\p{L}\p{N}]/u.test(words) && !control.querySelector("wx-image, img") && !control.matches("wx-image, [role=slider]"))
    findings.push({ measure: "icon instead of words", element, detail: "shows no words" });
  return findings;
}

function nameOf(control: Element): string {
  const label = control.getAttribute("aria-label");
  if (label !== null && label !== "") return label;
  const ids = control.getAttribute("aria-labelledby")?.split(/\s+/) ?? [];
  const labelled = ids.map((id) => document.getElementById(id)?.textContent ?? "").join(" ").trim();
  return labelled || (control.matches("input, textarea") ? "" : partsOf(control).join(" "));
}

/** The words on it that are read out, piece by piece: what is hidden from screen readers is decoration. */
function partsOf(element: Element): string[] {
  if (element.getAttribute("aria-hidden") === "true" || !isSeen(element)) return [];
  return [...element.childNodes].flatMap((node) => (node instanceof Element ? partsOf(node) : [(node.textContent ?? "").replace(/\s+/g, "")])).filter(Boolean);
}

/** TDesign's: the ground below a sheet and its empty corner close it, for which every sheet of ours has a button too. */
const SECOND_WAYS_OUT = ".t-overlay, .t-popup__close";

/** A map is for the eye and the finger; it is hidden from screen readers, and the list beside it says and does the same. */
const BESIDE_A_LIST = 'wx-map[aria-hidden="true"]';

/** A tap that no control carries is one that a screen reader never finds. */
function tapsWithoutRole(page: Element): Finding[] {
  const deaf = [...page.querySelectorAll("*")].filter((element) => listensToTaps(element) && isSeen(element) && !element.matches(`${SECOND_WAYS_OUT}, ${BESIDE_A_LIST}`));
  return deaf
    .filter((element) => element.getBoundingClientRect().width > 0)
    .filter((element) => !element.closest(`${CONTROLS}, label, wx-label`) && !element.querySelector(`${CONTROLS}, input, textarea`))
    .map((element) => ({ measure: "role" as const, element: describe(element), detail: "takes taps and has no role" }));
}

/** Large lines and the names of sections are headings; what is said after a change is a live region. */
export function structureFindings(): Finding[] {
  const page = openPage();
  const findings: Finding[] = [];
  for (const line of [...page.querySelectorAll(".head, .section")].filter(isSeen))
    if (line.getAttribute("role") !== "heading") findings.push({ measure: "heading", element: describe(line), detail: "looks like a heading and is none" });
  for (const heading of [...page.querySelectorAll('[role="heading"]')].filter(isSeen)) {
    if (!heading.textContent?.trim()) findings.push({ measure: "heading", element: describe(heading), detail: "is empty" });
    if (heading.closest(CONTROLS)) findings.push({ measure: "heading", element: describe(heading), detail: "is inside a control" });
  }
  for (const said of [...page.querySelectorAll(".said, .field-error, .face")].filter(isSeen))
    if (!said.closest(LIVE) && !said.querySelector(LIVE)) findings.push({ measure: "live change", element: describe(said), detail: "is not announced" });
  const title = document.querySelector(".mp-page:not([hidden]) .mp-title")?.textContent?.trim();
  if (!title) findings.push({ measure: "heading", element: "navigation bar", detail: "has no title" });
  return findings;
}
