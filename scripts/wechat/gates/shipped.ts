/**
 * Whatever a compiled file names must itself be in the package, and where the phone may load it from: its own
 * subpackage or the main package. The vendor's compile says OK to a value imported from outside `miniprogram/` and
 * ships a `require` of a file it never packs.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding, GateResult, Inspection } from "../inspection";
import { type Reference, referencesIn, resolveReference } from "../references";
import { packageOf, subpackageRoots } from "./sizes";

export function checkShipped(inspection: Inspection): GateResult {
  const { compiledFiles, compiledFolder } = inspection.official;
  const tree = { has: (path: string) => path in compiledFiles };
  const roots = subpackageRoots(compiledFolder, compiledFiles);
  const findings: Finding[] = [];
  let references = 0;
  for (const path of Object.keys(compiledFiles)) {
    if (!/\.(js|json|wxml|wxss|wxs)$/.test(path)) continue;
    for (const reference of referencesIn(path, readFileSync(join(compiledFolder, path), "utf8"))) {
      references++;
      const files = resolveReference(tree, path, reference);
      const message = files === null ? notShipped(reference) : outOfReach(path, files, roots);
      if (message !== null) findings.push({ ...placeInSource(inspection.root, path, reference), message });
    }
  }
  return { gate: "shipped", read: { files: Object.keys(compiledFiles).length, references }, findings };
}

function notShipped({ target }: Reference): string {
  const advice = target.includes("contracts")
    ? `"import type" may reach contracts/; values come through shared/contracts.js`
    : "import only what lies in miniprogram/ or is an npm component";
  return `"${target}" is not in the package: ${advice}`;
}

function outOfReach(from: string, files: string[], roots: string[]): string | null {
  const own = packageOf(from, roots);
  const other = files.map((file) => packageOf(file, roots)).find((root) => root !== null && root !== own);
  if (other === undefined || other === null) return null;
  return `names a file of the subpackage ${other}, which may not be loaded: move what both need to shared/`;
}

/** The line in what the author wrote; the compiled script is one long line. */
function placeInSource(
  root: string,
  path: string,
  { target, line }: Reference,
): { file: string; line: number } {
  const source = [path.replace(/\.js$/, ".ts"), path]
    .map((name) => `miniprogram/${name}`)
    .find((name) => existsSync(join(root, name)));
  if (source === undefined) return { file: `miniprogram/${path}`, line };
  const index = readFileSync(join(root, source), "utf8")
    .split("\n")
    .findIndex((text) => text.includes(target));
  return { file: source, line: index === -1 ? line : index + 1 };
}
