/**
 * The lines by which a feature is known outside its own folders. Each is put where the file's own form has a place for it;
 * a file that has changed its form is named, and nothing is written at all.
 */
export interface Insertion {
  file: string;
  insert: (text: string) => string;
}

/** Puts `line` before the first `end` that follows `start`. */
const before = (text: string, start: RegExp, end: RegExp, line: string): string => {
  const from = text.search(start);
  if (from < 0) throw new Error(`no ${start}`);
  const length = text.slice(from).search(end);
  if (length < 0) throw new Error(`no ${end} after ${start}`);
  return text.slice(0, from + length) + line + text.slice(from + length);
};

/** Puts an import after the last one of its kind. */
const imported = (text: string, kind: RegExp, line: string): string => {
  const last = text.split("\n").findLastIndex((one) => kind.test(one));
  if (last < 0) throw new Error(`no import like ${kind}`);
  return text.split("\n").toSpliced(last + 1, 0, line).join("\n");
};

/** Adds to an object literal that only spreads others, be it on one line or on several. */
const spread = (text: string, start: RegExp, line: string): string => before(text, start, /,?\s*\}/, `, ${line}`);

/** Adds to a list of JSON, whose last member has no comma. */
const listed = (text: string, start: RegExp, end: RegExp, line: string): string => before(text, start, end, `,\n${line}`);

const index = `{"name": "newest", "unique": false, "keys": [{"name": "communityId", "direction": 1}, {"name": "createdAt", "direction": -1}, {"name": "_id", "direction": -1}]}`;

const example = `  "__name__.open": { input: () => ({}) },`;

const queries = `  "__name__/repository.ts": {
    module: __name__Repository,
    queries: {
      newestEntries: async ({ database, communityId }) => {
        for (const from of [undefined, position]) await __name__Repository.newestEntries(database, communityId, from, 20);
      },
    },
  },`;

const views = `
const __name__Page = "/features/__name__/pages/__name__/index";
const __name__Views: readonly View[] = [
  { as: "resident", name: "__name__, empty", path: __name__Page },
  { as: "resident", name: "__name__", path: __name__Page, then: (hand) => hand.setData({ face: "ready", entries: [{ entryId: "a", title: longWords, atText: "今天 09:00" }], next: "" }) },
  { as: "resident", name: "__name__, failed", path: __name__Page, then: (hand) => hand.setData({ face: "failed", failure: "网络断了，您写的都还在，连上后再试一次。" }) },
];
`;

/** @param fill puts a feature's names into a template's text */
export function insertionsOf(fill: (text: string) => string): Insertion[] {
  return [
    {
      file: "contracts/calls.ts",
      insert: (text) =>
        spread(imported(text, /^import .* from "\.\/\w+\/calls";$/, fill(`import { __name__Calls } from "./__name__/calls";`)), /^export const calls = \{/m, fill("...__name__Calls")),
    },
    {
      file: "cloudfunctions/api/index.ts",
      insert: (text) =>
        spread(imported(text, /^import .* from "\.\.\/features\/\w+";$/, fill(`import { __name__Handlers } from "../features/__name__";`)), /handlers: \{/, fill("...__name__Handlers")),
    },
    { file: "cloudfunctions/indexes.json", insert: (text) => listed(text, /\{/, /\n\}\s*$/, fill(`  "__name__Entries": [\n    ${index}\n  ]`)) },
    {
      file: "miniprogram/app.json",
      insert: (text) => listed(text, /"subPackages": \[/, /\n {2}\]/, fill(`    { "root": "features/__name__", "name": "__name__", "pages": ["pages/__name__/index"] }`)),
    },
    { file: "test/authority/examples.ts", insert: (text) => before(text, /^export const examples\b/m, /^\};/m, `${fill(example)}\n`) },
    {
      file: "test/indexes/indexes.test.ts",
      insert: (text) =>
        before(
          imported(text, /^import \* as \w+ from "\.\.\/\.\.\/cloudfunctions\/features\//, fill(`import * as __name__Repository from "../../cloudfunctions/features/__name__/repository";`)),
          /^const repositories\b/m,
          /^\};/m,
          `${fill(queries)}\n`,
        ),
    },
    {
      file: "test/fit/views.ts",
      insert: (text) => before(text, /^export function viewsOf\b/m, /\];/, fill(", ...__name__Views")).trimEnd() + `\n${fill(views)}`,
    },
  ];
}
