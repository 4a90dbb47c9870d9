/// <reference path="../../local/phone/runtime/globals.d.ts" />
/**
 * Looks at pages of the product, as the people for whom they have content, in every look and width: measured in the page
 * itself. A failing cell names page, person, look, width, element and measure. What is measured and what is not: docs/fit.md.
 */
import { join } from "node:path";
import { build } from "esbuild";
import { Stage } from "../e2e/stage";
import type { PhonePage } from "../support/browser";
import type { TestCloud } from "../support/cloud";
import { axeFindings } from "./axe";
import { Hand } from "./hand";
import type { CellFindings } from "./inPage";
import { looks, widths } from "./looks";
import type { View } from "./views";

declare global {
  interface Window {
    __fit: typeof import("./inPage");
  }
}

/** Room for the bar beside a phone of 430 px, so that the width changes without a new window. */
const WINDOW = { width: 430, height: 960 };
const FIRST_SHOWN = 40;
/** A folder: a picture of every view in four looks is kept there, for whoever looks with his own eyes. */
const pictures = process.env["PICTURES"];

const reported = (view: View, { look, width, findings }: CellFindings): string[] =>
  findings.map(({ measure, element, detail }) => `${view.name} · ${view.as} · ${look} · ${width} px · ${measure}: ${element}: ${detail}`);

/** The demo on a stage of its own, and the phones of its people. */
export class Fitting {
  private readonly hands = new Map<string, { hand: Hand; phone: PhonePage }>();

  private constructor(
    private readonly stage: Stage,
    private readonly views: readonly View[],
    private readonly inPage: string,
  ) {}

  static async open(viewsOn: (cloud: TestCloud) => Promise<readonly View[]>): Promise<Fitting> {
    const stage = await Stage.open();
    const built = await build({ entryPoints: [join(__dirname, "inPage/index.ts")], bundle: true, write: false, format: "iife", globalName: "__fit", target: "es2022" });
    return new Fitting(stage, await viewsOn(stage.cloud), built.outputFiles[0]!.text);
  }

  /** @throws when anything does not fit */
  async lookAtAll(): Promise<void> {
    const started = Date.now();
    const problems: string[] = [];
    for (const view of this.views) {
      const found = await this.measured(view).catch((error: unknown) => [`${view.name} · ${view.as}: ${String(error)}`]);
      problems.push(...found);
    }
    const cells = this.views.length * looks.length * widths.length;
    process.stdout.write(`fit: ${cells} cells (${this.views.length} views, ${looks.length} looks) in ${Math.round((Date.now() - started) / 1000)} s, ${problems.length} problems\n`);
    if (problems.length) throw new Error(`${problems.length} problems:\n${problems.slice(0, FIRST_SHOWN).join("\n")}`);
  }

  close(): Promise<void> {
    return this.stage.close();
  }

  private async measured(view: View): Promise<string[]> {
    const hand = await this.handOf(view.as);
    await hand.page.evaluate((look) => window.__fit.show(look, 375), looks[0]!);
    await hand.open(view.path);
    await view.then?.(hand);
    const cells = await hand.page.evaluate(([all, wide]) => window.__fit.measure(all, wide), [looks, widths] as const);
    if (pictures) await this.keepPictures(view, hand);
    return [...cells.flatMap((cell) => reported(view, cell)), ...(await axeFindings(hand.page, view))];
  }

  private async keepPictures(view: View, { page }: Hand): Promise<void> {
    const number = String(this.views.indexOf(view) + 1).padStart(3, "0");
    for (const look of looks.filter(({ font }) => font === 1)) {
      await page.evaluate((chosen) => window.__fit.show(chosen, 375), look);
      const name = `${number} ${view.name} · ${view.as} · ${look.name}`.replaceAll("/", "-");
      await page.locator("#phone").screenshot({ path: join(pictures!, `${name}.png`) });
    }
  }

  private async handOf(as: string): Promise<Hand> {
    const known = this.hands.get(as);
    if (known) return known.hand;
    const phone = await this.stage.phone(as, { bar: true, ...WINDOW });
    // Pages that are left while they load, and a network that is cut on purpose.
    phone.expectProblem(/net::ERR_|status of 404/);
    await phone.page.addScriptTag({ content: this.inPage });
    const hand = new Hand(phone.page);
    this.hands.set(as, { hand, phone });
    return hand;
  }
}
