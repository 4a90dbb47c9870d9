import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { newFeature } from "../../scripts/newFeature/feature";
import { insertionsOf } from "../../scripts/newFeature/insertions";
import { type Trial, tryFeature } from "../../scripts/newFeature/trial";

/**
 * What `npm run new` writes, in a copy of this tree. Types are checked from the new and the changed files on and not from
 * everywhere, and only the quickest of the tests run: all of it is `npm run check -- --scaffold`.
 */
const name = "teaHouse";
const made = [
  "contracts/teaHouse/calls.ts",
  "cloudfunctions/features/teaHouse/index.ts",
  "cloudfunctions/features/teaHouse/open.ts",
  "cloudfunctions/features/teaHouse/repository.ts",
  "miniprogram/features/teaHouse/pages/teaHouse/index.ts",
  "test/teaHouse/teaHouse.test.ts",
];
const changed = insertionsOf((text) => text).map(({ file }) => file).filter((file) => file.endsWith(".ts"));
const root = join(__dirname, "../..");

let trial: Trial;
beforeAll(() => {
  trial = tryFeature(name, "茶馆");
});
afterAll(() => trial?.remove());

/** @throws Error with what the tool said, when it is not content */
function passes(tool: string, ...args: string[]): void {
  const { ok, output } = trial.run(tool, ...args);
  if (!ok) throw new Error(`${tool} ${args.join(" ")}\n${output}`);
}

test("everything is there, and nothing of the templates is left in it", () => {
  for (const file of [...made, "docs/teaHouse.md", "miniprogram/features/teaHouse/pages/teaHouse/index.wxml"]) expect(readFileSync(join(trial.tree, file), "utf8")).not.toMatch(/__\w+__/);
  for (const file of changed) expect(readFileSync(join(trial.tree, file), "utf8")).toContain(name);
  expect(readFileSync(join(trial.tree, "docs/authority.md"), "utf8")).toContain("`teaHouse.open`");
});

test("its types agree, on both sides", () => {
  const files = [...made, ...changed].filter((file) => !file.startsWith("miniprogram/"));
  writeFileSync(join(trial.tree, "tsconfig.trial.json"), JSON.stringify({ extends: "./tsconfig.json", compilerOptions: { incremental: false, tsBuildInfoFile: null }, include: ["typings/*.d.ts"], files }));
  passes("tsc", "-p", "tsconfig.trial.json");
  passes("tsc", "-p", "miniprogram/tsconfig.json");
}, 120_000);

test("lint and rooms have nothing to say", () => {
  passes("eslint", "--max-warnings", "0", ...made, ...changed);
  passes("depcruise", "contracts", "cloudfunctions", "miniprogram", "--config", ".dependency-cruiser.cjs");
}, 120_000);

test("its own tests pass, and those of the indexes and of the authority table", () => {
  passes("jest", "--selectProjects=logic", `--testPathPatterns=test/(${name}|indexes|authority/docs)`);
}, 120_000);

test("a name that is taken, or no name of a feature, is refused", () => {
  for (const taken of ["requests", "kernel", "fit", "workbench", "glossary"]) expect(() => newFeature(root, taken, undefined)).toThrow("is taken");
  for (const wrong of ["TeaHouse", "tea-house", "../tea", "2tea", "茶馆", ""]) expect(() => newFeature(root, wrong, undefined)).toThrow("lower camel case");
  expect(() => newFeature(root, undefined, undefined)).toThrow("Say how it is called");
  for (const wrong of ["<b>", "tea", "茶"]) expect(() => newFeature(root, name, wrong)).toThrow("Chinese");
});

test("without a title it takes the glossary's word", () => {
  expect(newFeature(root, "helper", undefined).title).toBe("一起办的人");
  expect(newFeature(root, name, undefined).title).toBe("新功能");
});

test("nothing is written when one of the files has no place for its line", () => {
  writeFileSync(join(trial.tree, "test/fit/views.ts"), "export const views = [];\n");
  const { ok, output } = trial.run("tsx", "scripts/new.ts", "readingRoom");
  expect(ok).toBe(false);
  expect(output).toContain("test/fit/views.ts has no place for the new line");
  expect(existsSync(join(trial.tree, "contracts/readingRoom"))).toBe(false);
  expect(readFileSync(join(trial.tree, "contracts/calls.ts"), "utf8")).not.toContain("readingRoom");
});
