import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { areasFile, communityFile, packTables, type PackTable } from "../../contracts/org/pack";
import { songfengyuan } from "./packSongfengyuan";
import { csvOf, type PackCells } from "./packTables";
import { wutongli } from "./packWutongli";

/**
 * Writes the invented communities as packs, committed so that they can be read as an example:
 * `npx tsx local/demo/generatePacks.ts`. The same program always writes the same files.
 */
export function packFiles(): Map<string, string> {
  const files = new Map<string, string>();
  const add = (folder: string, { community, cells, areas }: { community: object; cells: PackCells; areas?: string }): void => {
    files.set(`${folder}/${communityFile}`, `${JSON.stringify(community, null, 2)}\n`);
    for (const table of Object.keys(packTables) as PackTable[]) files.set(`${folder}/${packTables[table].file}`, csvOf(table, cells[table] as never));
    if (areas !== undefined) files.set(`${folder}/${areasFile}`, areas);
  };
  add("wutongli", wutongli());
  add("songfengyuan", songfengyuan());
  return files;
}

export const packsFolder = path.join(__dirname, "packs");

if (require.main === module) {
  for (const [name, text] of packFiles()) {
    const file = path.join(packsFolder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
