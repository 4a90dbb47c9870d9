/**
 * The vendor's code quality check over the compiled tree, and one that it can't make there: own files that the compile
 * left out because nothing uses them.
 */
import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { filesBelow } from "../files";
import type { Finding, GateResult, Inspection, QualityItem } from "../inspection";

/**
 * True of any product with subpackages and common code: what shared/ and the npm components hold lies in the main
 * package even where only subpackages use it. Shown, not failed.
 */
const ADVICE_ONLY = new Set(["CONTAINS_OTHER_PKG_JS", "CONTAINS_OTHER_PKG_COMPONENTS"]);
const CODE = /\.(ts|js|json|wxml|wxss|wxs)$/;
const TYPE_IMPORT =
  /\bimport\s+type\b[^"';]*?\bfrom\s*["']([^"'\n]+)["']|\bimport\s*\(\s*["']([^"'\n]+)["']\s*\)/g;

export function checkQuality(inspection: Inspection): GateResult {
  const { official } = inspection;
  const failed = official.quality.filter((item) => !item.success);
  const findings = failed.filter(({ name }) => !ADVICE_ONLY.has(name)).map(toFinding);
  const notes = failed.filter(({ name }) => ADVICE_ONLY.has(name)).map((item) => toFinding(item).message);
  if (official.compileError === null) findings.push(...unusedFiles(inspection));
  const rules = official.quality.length;
  return {
    gate: "quality",
    read: { rules, files: rules === 0 ? 0 : Object.keys(official.compiledFiles).length },
    findings,
    notes,
  };
}

function toFinding({ name, text, detail }: QualityItem): Finding {
  const shown = detail === undefined ? "" : ` ${JSON.stringify(detail)}`;
  return { file: "miniprogram", message: `${name}: ${text ?? ""}${shown.slice(0, 600)}` };
}

function unusedFiles({ root, official }: Inspection): Finding[] {
  const miniprogram = join(root, "miniprogram");
  const own = filesBelow(miniprogram, ["miniprogram_npm"]).filter((path) => CODE.test(path));
  const typeSources = typeOnlySources(miniprogram, own);
  return own
    .filter((path) => !path.endsWith(".d.ts") && path !== "tsconfig.json" && !typeSources.has(path))
    .filter((path) => !(path.replace(/\.ts$/, ".js") in official.compiledFiles))
    .map((path) => ({
      file: `miniprogram/${path}`,
      message: "nothing uses this file, so it doesn't ship: use it or remove it",
    }));
}

/** A file of types alone is used by the type checker and rightly absent from the package. */
function typeOnlySources(miniprogram: string, own: string[]): Set<string> {
  const named = new Set<string>();
  for (const path of own.filter((file) => file.endsWith(".ts"))) {
    for (const [, from, inline] of readFileSync(join(miniprogram, path), "utf8").matchAll(TYPE_IMPORT)) {
      const target = posix.join(posix.dirname(path), from ?? inline ?? "");
      for (const file of [`${target}.ts`, posix.join(target, "index.ts")]) {
        if (existsSync(join(miniprogram, file))) named.add(file);
      }
    }
  }
  return named;
}
