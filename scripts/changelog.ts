/**
 * `npm run changelog -- VERSION` folds the notes of changes/ into CHANGELOG.md as that release and removes them; without a
 * version it shows what has come since the last one.
 */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dayOf } from "../contracts/kernel/day";
import { readNotes, sectionOf, withRelease } from "./changelogNotes";

const root = join(__dirname, "..");
const changelog = join(root, "CHANGELOG.md");
const folder = join(root, "changes");

function main(): void {
  const { notes, problems } = readNotes(folder);
  if (problems.length) throw new Error(problems.join("\n"));
  const [version] = process.argv.slice(2);
  if (version === undefined) return console.log(sectionOf("Since the last release", notes));
  writeFileSync(changelog, withRelease(readFileSync(changelog, "utf8"), version, dayOf(Date.now()), notes));
  for (const { file } of notes) rmSync(join(folder, file));
  console.log(`${notes.length} notes are in CHANGELOG.md under ${version}; package.json and the tag are yours to set.`);
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
