/** One inspection: a copy of the product, one compile by the vendor's tool, all gates. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packNpm } from "../packNpm";
import { checkCompile } from "./gates/compile";
import { checkJson } from "./gates/json";
import { checkNpm } from "./gates/npm";
import { checkQuality } from "./gates/quality";
import { checkShipped } from "./gates/shipped";
import { checkSizes, type PackageSizes, packageSizes } from "./gates/sizes";
import { checkWcc, checkWcsc } from "./gates/syntax";
import { checkWxml } from "./gates/wxml";
import type { GateResult, Inspection } from "./inspection";
import { runOfficial, stageProduct } from "./runOfficial";
import type { WechatTools } from "./tools";

const GATES = [
  checkCompile,
  checkNpm,
  checkWcc,
  checkWcsc,
  checkJson,
  checkWxml,
  checkQuality,
  checkSizes,
  checkShipped,
];

export interface Report {
  gates: GateResult[];
  sizes: PackageSizes;
  /** of the vendor's tool alone */
  officialMilliseconds: number;
}

/**
 * @param root the project's folder; it is copied, never changed
 * @param change is applied to the copy before anything looks at it (mistakes planted on purpose)
 */
export function inspect(root: string, tools: WechatTools, change?: (copy: string) => void): Report {
  const work = mkdtempSync(join(tmpdir(), "linli-wechat-"));
  try {
    const copy = join(work, "copy");
    stageProduct(root, copy);
    change?.(copy);
    const npm = repack(copy);
    const inspection: Inspection = { root: copy, tools, official: runOfficial(copy, work, tools), ...npm };
    return {
      gates: GATES.map((gate) => withEmptyReading(gate(inspection))),
      sizes: packageSizes(inspection),
      officialMilliseconds: inspection.official.milliseconds,
    };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** In the copy, so that the compile below sees a right miniprogram_npm even where the product's was stale. */
function repack(copy: string): Pick<Inspection, "npmIsStale" | "npmError"> {
  try {
    return { npmIsStale: packNpm(copy).changed, npmError: null };
  } catch (error) {
    return { npmIsStale: false, npmError: (error as Error).message };
  }
}

/** A gate that found nothing because it looked at nothing has failed. */
function withEmptyReading(result: GateResult): GateResult {
  const empty = Object.entries(result.read).filter(([, count]) => count === 0);
  const findings = empty.map(([kind]) => ({
    file: "miniprogram",
    message: `read 0 ${kind}: nothing was checked`,
  }));
  return { ...result, findings: [...result.findings, ...findings] };
}
