/** What several test files need alike is made once for each state of the sources, and found again by their stamp. */
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stateDir } from "../../local/paths";
import { buildFunctions } from "../../scripts/buildFunctions";

const root = join(__dirname, "../..");

function filesUnder(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).flatMap((name) => filesUnder(join(path, name))).sort();
}

function stampOf(sources: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of sources.flatMap((source) => filesUnder(join(root, source)))) hash.update(file).update(readFileSync(file));
  return hash.digest("hex").slice(0, 16);
}

/** States that nobody uses any more; two are kept, since somebody may be at work with the one before. */
function dropOld(folder: string): void {
  const byAge = readdirSync(folder).sort((a, b) => statSync(join(folder, b)).mtimeMs - statSync(join(folder, a)).mtimeMs);
  for (const old of byAge.slice(2)) rmSync(join(folder, old), { recursive: true, force: true });
}

/**
 * @param sources files and folders, from the project's root, that what `make` writes depends on
 * @param make fills an empty folder
 * @returns the filled folder; nobody writes into it
 */
export async function prepared(name: string, sources: readonly string[], make: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(stateDir, name);
  const stamp = join(folder, stampOf(sources));
  if (existsSync(stamp)) return stamp;
  mkdirSync(folder, { recursive: true });
  const draft = mkdtempSync(join(tmpdir(), `linli-${name}-`));
  await make(draft);
  try {
    cpSync(draft, `${stamp}.${process.pid}`, { recursive: true });
    renameSync(`${stamp}.${process.pid}`, stamp);
  } catch (error) {
    // Another test file was first with the very same.
    if (!existsSync(stamp)) throw error;
    rmSync(`${stamp}.${process.pid}`, { recursive: true, force: true });
  }
  rmSync(draft, { recursive: true, force: true });
  dropOld(folder);
  return stamp;
}

/** What the doors are made from, their libraries' versions included. */
export const functionSources = ["contracts", "cloudfunctions", "scripts/buildFunctions.ts", "package-lock.json"];

/** @returns the folder of the doors, built as they are deployed */
export const builtFunctions = (): Promise<string> => prepared("test-functions", functionSources, buildFunctions);
