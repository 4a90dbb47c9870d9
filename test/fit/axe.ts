import { readFileSync } from "node:fs";
import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "playwright-core";
import { looks } from "./looks";
import type { View } from "./views";

interface AxeWindow {
  axe?: { run(context: string, options: RunOptions): Promise<AxeResults> };
}

const source = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
/** Roles and names do not change with the width; colours with the looks are measured in every cell by the page itself. */
const AXE_LOOKS = ["elder view, dark"];
const AXE_WIDTH = 375;

/**
 * - region: WeChat draws the landmarks around a page.
 * - page-has-heading-one: the title stands in WeChat's own bar.
 * - scrollable-region-focusable: a phone scrolls by touch; its screen readers scroll by their own gestures.
 * - label-content-name-mismatch: a card says its lines with commas between; that short labels are in their names is
 *   measured in every cell.
 * - nested-interactive: WeChat's own picker around the row that opens it.
 */
const notOurs = ["region", "page-has-heading-one", "scrollable-region-focusable", "label-content-name-mismatch", "nested-interactive"];

export async function axeFindings(page: Page, view: View): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.addScriptTag({ content: source });
  const found: string[] = [];
  for (const look of looks.filter(({ name }) => AXE_LOOKS.includes(name))) {
    const violations = await page.evaluate(
      async ([each, width, off]) => {
        await window.__fit.show(each, width);
        const rules = Object.fromEntries(off.map((rule) => [rule, { enabled: false }]));
        const { violations } = await (window as AxeWindow).axe!.run(".mp-page:not([hidden]) .mp-body", { resultTypes: ["violations"], rules });
        // A heading without a level is one of the second level: https://www.w3.org/TR/wai-aria-1.2/#heading
        const real = violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ html }) => html).filter((html) => !(id === "aria-required-attr" && html.includes('role="heading"'))) }));
        return real.filter(({ nodes }) => nodes.length).map(({ nodes, ...rest }) => ({ ...rest, nodes: nodes.map((html) => html.slice(0, 140)) }));
      },
      [look, AXE_WIDTH, notOurs] as const,
    );
    for (const { id, help, nodes } of violations) found.push(`${view.name} · ${view.as} · ${look.name} · ${AXE_WIDTH} px · axe ${id}: ${nodes.length} × ${nodes[0] ?? ""}: ${help}`);
  }
  return found;
}
