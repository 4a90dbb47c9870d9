import { referencesIn, resolveReference } from "../../scripts/wechat/references";

const targets = (path: string, text: string) => referencesIn(path, text).map(({ target }) => target);
const treeOf = (...paths: string[]) => ({ has: (path: string) => paths.includes(path) });

describe("what a file names", () => {
  it("reads imports and requires, and neither types nor comments", () => {
    const script = `
      import type { A } from "./types";
      import b from "./b";
      import { c,
        d } from './c';
      import "./effect";
      export { e } from "./e";
      // import f from "./f";
      /* require("./g") */
      const url = "https://example.com/import"; const h = require("./h");`;
    expect(targets("a.ts", script)).toEqual(["./b", "./c", "./effect", "./e", "./h"]);
  });

  it("reads what a compiler has minified", () => {
    expect(targets("a.js", `import{a}from"./a";var b=require("../b"),c=x(require("c/d"))`)).toEqual([
      "./a",
      "../b",
      "c/d",
    ]);
  });

  it("reads templates, styles and components, each with its line", () => {
    expect(
      targets(
        "a.wxml",
        `<!-- <import src="x"/> -->\n<import src="./t.wxml"/><wxs module="m" src="./u.wxs"/>`,
      ),
    ).toEqual(["./t.wxml", "./u.wxs"]);
    expect(targets("a.wxss", `/* @import "x" */\n@import "./base.wxss";`)).toEqual(["./base.wxss"]);
    const json = `{\n "usingComponents": {\n "t-a": "lib/a/a" },\n "componentGenerics": { "row": { "default": "./row" } } }`;
    expect(referencesIn("a.json", json)).toEqual([
      { kind: "component", target: "lib/a/a", line: 3 },
      { kind: "component", target: "./row", line: 4 },
    ]);
  });
});

describe("which file is meant", () => {
  it("looks for an npm component beside the page and then up the folders, as WeChat does", () => {
    const tree = treeOf(
      "miniprogram_npm/lib/a/a.json",
      "miniprogram_npm/lib/a/a.js",
      "miniprogram_npm/lib/a/a.wxml",
    );
    const reference = { kind: "component", target: "lib/a/a", line: 1 } as const;
    expect(resolveReference(tree, "features/x/page.json", reference)).toEqual([
      "miniprogram_npm/lib/a/a.json",
      "miniprogram_npm/lib/a/a.wxml",
      "miniprogram_npm/lib/a/a.js",
    ]);
    expect(resolveReference(tree, "features/x/page.json", { ...reference, target: "lib/b/b" })).toBeNull();
  });

  it("finds the package that a package brings along", () => {
    const tree = treeOf("miniprogram_npm/lib/miniprogram_npm/days/index.js");
    expect(
      resolveReference(tree, "miniprogram_npm/lib/a/a.js", { kind: "script", target: "days", line: 1 }),
    ).toEqual(["miniprogram_npm/lib/miniprogram_npm/days/index.js"]);
  });

  it("has no file for what lies outside the mini-program", () => {
    const tree = treeOf("contracts/rows.js");
    expect(
      resolveReference(tree, "pages/a.js", { kind: "script", target: "../../contracts/rows", line: 1 }),
    ).toBeNull();
  });
});
