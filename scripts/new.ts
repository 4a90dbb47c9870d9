/**
 * `npm run new -- NAME [TITLE]`: a feature that does one thing and passes every check, to be changed into what it is to be.
 * TITLE is what its page is called; without it, the glossary's word for NAME. Writes nothing when anything stands in the way.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { buildContracts } from "./buildContracts";
import { type Feature, filledIn, newFeature } from "./newFeature/feature";
import { type Insertion, insertionsOf } from "./newFeature/insertions";

const root = join(__dirname, "..");
const templates = join(__dirname, "newFeature/templates");
const ending = ".template";

/** Path → text of all that is written. */
function filesOf(feature: Feature): Map<string, string> {
  const fill = (text: string): string => filledIn(text, feature);
  const files = new Map<string, string>();
  for (const path of readdirSync(templates, { recursive: true, encoding: "utf8" }))
    if (path.endsWith(ending)) files.set(fill(path.slice(0, -ending.length)), fill(readFileSync(join(templates, path), "utf8")));
  for (const insertion of insertionsOf(fill)) files.set(insertion.file, inserted(insertion));
  return files;
}

function inserted({ file, insert }: Insertion): string {
  try {
    return insert(readFileSync(join(root, file), "utf8"));
  } catch (error) {
    throw new Error(`${file} has no place for the new line (${(error as Error).message}): mend scripts/newFeature/insertions.ts`);
  }
}

/** The table of docs/authority.md is made by the test that guards it, since it needs the examples of the tests. */
function renewAuthorityTable(): void {
  const jest = join(root, "node_modules/jest/bin/jest.js");
  const { status, stderr } = spawnSync(process.execPath, [jest, "--selectProjects=logic", "--testPathPatterns=test/authority/docs"], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, WRITE_DOCS: "1" },
  });
  if (status !== 0) throw new Error(`docs/authority.md could not be renewed:\n${stderr}`);
}

async function main(): Promise<void> {
  const [name, title] = process.argv.slice(2);
  const feature = newFeature(root, name, title);
  const files = filesOf(feature);
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  await buildContracts();
  renewAuthorityTable();
  const written = [...files.keys(), "miniprogram/shared/contracts.js", "docs/authority.md"].sort();
  console.log(`${feature.name} (${feature.title}) is there and does one thing:\n${written.map((path) => `  ${path}`).join("\n")}`);
  console.log(`
Next: what it promises, in contracts/${feature.name}/calls.ts; the compiler lists the rest. Its word in docs/glossary.md, the
way to its page from another one, a note in changes/. See it: npm start, then #/features/${feature.name}/pages/${feature.name}/index.`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
