/// <reference path="../../local/phone/runtime/globals.d.ts" />
/**
 * Every page of app.json, as the people for whom it has content, in every look and width: measured in the page itself.
 * A failing cell names page, person, look, width, element and measure. What is measured and what is not: docs/fit.md.
 */
import { join } from "node:path";
import { build } from "esbuild";
import appConfig from "../../miniprogram/app.json";
import type { PhonePage } from "../support/browser";
import { Stage } from "../e2e/stage";
import { axeFindings } from "./axe";
import { Hand } from "./hand";
import type { CellFindings } from "./inPage";
import { looks } from "./looks";
import { prepareStories } from "./stories";
import { type View, viewsOf } from "./views";

declare global {
  interface Window {
    __fit: typeof import("./inPage");
  }
}

/** Room for the bar beside a phone of 430 px, so that the width changes without a new window. */
const WINDOW = { width: 430, height: 960 };

let stage: Stage;
let views: readonly View[] = [];
let inPage = "";
const hands = new Map<string, { hand: Hand; phone: PhonePage }>();

beforeAll(async () => {
  stage = await Stage.open();
  views = viewsOf(await prepareStories(stage.cloud));
  const built = await build({ entryPoints: [join(__dirname, "inPage/index.ts")], bundle: true, write: false, format: "iife", globalName: "__fit", target: "es2022" });
  inPage = built.outputFiles[0]!.text;
}, 90_000);
afterAll(() => stage.close());

async function handOf(as: string): Promise<Hand> {
  const known = hands.get(as);
  if (known) return known.hand;
  const phone = await stage.phone(as, { bar: true, ...WINDOW });
  // Pages that are left while they load, and a network that is cut on purpose.
  phone.expectProblem(/net::ERR_|status of 404/);
  await phone.page.addScriptTag({ content: inPage });
  const hand = new Hand(phone.page);
  hands.set(as, { hand, phone });
  return hand;
}

const reported = (view: View, { look, width, findings }: CellFindings): string[] =>
  findings.map(({ measure, element, detail }) => `${view.name} · ${view.as} · ${look} · ${width} px · ${measure}: ${element}: ${detail}`);

async function measured(view: View): Promise<string[]> {
  const hand = await handOf(view.as);
  await hand.page.evaluate((look) => window.__fit.show(look, 375), looks[0]!);
  await hand.open(view.path);
  await view.then?.(hand);
  const cells = await hand.page.evaluate((all) => window.__fit.measure(all), looks);
  return [...cells.flatMap((cell) => reported(view, cell)), ...(await axeFindings(hand.page, view))];
}

const FIRST_SHOWN = 40;

test("every page of app.json is looked at", () => {
  const pages = [...appConfig.pages, ...appConfig.subPackages.flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`))];
  // The receipt is reached by sending a report.
  const looked = new Set(views.map(({ path }) => path.split("?")[0]!.slice(1)));
  expect(pages.filter((page) => !looked.has(page))).toEqual([]);
});

test("nothing is cut, faint, small, nameless or beside the screen, in any look", async () => {
  const started = Date.now();
  const problems: string[] = [];
  for (const view of views) {
    const found = await measured(view).catch((error: unknown) => [`${view.name} · ${view.as}: ${String(error)}`]);
    problems.push(...found);
  }
  const cells = views.length * looks.reduce((sum, { widths }) => sum + widths.length, 0);
  process.stdout.write(`fit: ${cells} cells (${views.length} views, ${looks.length} looks) in ${Math.round((Date.now() - started) / 1000)} s, ${problems.length} problems\n`);
  if (problems.length) throw new Error(`${problems.length} problems:\n${problems.slice(0, FIRST_SHOWN).join("\n")}`);
}, 300_000);
