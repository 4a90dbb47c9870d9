import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { buildContracts } from "../scripts/buildContracts";
import { buildFunctions, doors } from "../scripts/buildFunctions";
import { packNpm } from "../scripts/packNpm";
import { functionsDir, root } from "./paths";

function newest(folder: string): number {
  return Math.max(
    0,
    ...readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
  );
}

function oldestBundle(): number {
  try {
    return Math.min(...doors().map((name) => statSync(join(functionsDir, name, "index.js")).mtimeMs));
  } catch {
    return 0;
  }
}

const sourceTime = () => Math.max(newest(join(root, "contracts")), newest(join(root, "cloudfunctions")));

/** Builds what `npm start` serves, unless it is newer than its source: a restart rebuilds nothing. */
export async function ensureBuilt(): Promise<void> {
  if (oldestBundle() > sourceTime()) return;
  await rebuild();
}

export async function rebuild(): Promise<void> {
  await buildContracts();
  packNpm();
  await buildFunctions();
}
