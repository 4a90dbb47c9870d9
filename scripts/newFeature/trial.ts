/** A copy of this tree with a feature newly made in it, to see that what `npm run new` writes passes. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

const root = join(__dirname, "../..");
/** What is made, fetched or looked at, and not the tree itself. */
const left = new Set([".git", ".local", "node_modules", "dist", "docs/images"]);

export interface Trial {
  tree: string;
  /** Runs a tool of the tree there. */
  run(tool: string, ...args: string[]): { ok: boolean; output: string };
  remove(): void;
}

export function tryFeature(name: string, title: string): Trial {
  const tree = mkdtempSync(join(tmpdir(), "linli-new-"));
  cpSync(root, tree, { recursive: true, filter: (path) => !left.has(relative(root, path)) });
  symlinkSync(join(root, "node_modules"), join(tree, "node_modules"));
  const run: Trial["run"] = (tool, ...args) => {
    const { status, stdout, stderr } = spawnSync(join(tree, "node_modules/.bin", tool), args, { cwd: tree, encoding: "utf8", maxBuffer: 64 << 20 });
    return { ok: status === 0, output: `${stdout}${stderr}`.trim() };
  };
  const made = run("tsx", "scripts/new.ts", name, title);
  if (!made.ok) throw new Error(made.output);
  return { tree, run, remove: () => rmSync(tree, { recursive: true, force: true }) };
}
