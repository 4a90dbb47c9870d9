import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { BuildError } from "../../local/phone/build/buildError";
import { buildProduct } from "../../local/phone/build/buildProduct";
import type { ProductFiles } from "../../local/phone/build/productFiles";
import { convertSelector } from "../../local/phone/build/selectors";
import { compileTemplates } from "../../local/phone/build/templates";
import { convertUnits } from "../../local/phone/build/units";
import { transformWxs } from "../../local/phone/build/wxs";
import { startPhone } from "../../local/phone";
import { FIXTURE } from "./fixturePhone";
import { testProduct } from "./testProduct";

let outDir: string;
beforeAll(() => {
  outDir = mkdtempSync(path.join(tmpdir(), "phone-build-"));
});
afterAll(() => rmSync(outDir, { recursive: true, force: true }));

async function problemsOf(files: Record<string, string>): Promise<readonly string[]> {
  const product = testProduct("build", files);
  try {
    await buildProduct(product.root, outDir);
    return [];
  } catch (error) {
    if (error instanceof BuildError) return error.problems;
    throw error;
  } finally {
    product.remove();
  }
}

const SUBPACKAGES = JSON.stringify({
  pages: ["pages/home/index"],
  subPackages: [{ root: "one", pages: ["page"] }, { root: "two", pages: ["page"] }],
});
const pages = { "one/page.wxml": "<view />", "one/page.json": "{}", "two/page.wxml": "<view />", "two/page.json": "{}" };

it("a vendor's slot loses its class, as on WeChat; one of our own keeps it, and the engine says so", () => {
  const compiled = (id: string, template: string) => compileTemplates({ has: () => true, read: () => template } as unknown as ProductFiles, [id]).code;
  const [plain, classed] = ['<view class="a"><slot name="b"/></view>', '<view class="a"><slot name="b" class="c-slot"/></view>'];
  expect(compiled("miniprogram_npm/x/x", classed)).toBe(compiled("miniprogram_npm/x/x", plain));
  expect(compiled("one/x", classed)).not.toBe(compiled("one/x", plain));
});

describe("what the build refuses", () => {
  it("values from outside of the mini-program, while types may come in", async () => {
    const outside = { "../outside.ts": "export const limit = 3; export interface Limit { n: number }" };
    expect(await problemsOf({ ...outside, "pages/home/index.ts": `import { limit } from "../../../outside"; Page({ data: { limit } });` })).toEqual([
      expect.stringMatching(/pages\/home\/index\.ts:1:\d+ "\.\.\/\.\.\/\.\.\/outside" lies outside of the mini-program/),
    ]);
    expect(await problemsOf({ ...outside, "pages/home/index.ts": `import type { Limit } from "../../../outside"; const limit: Limit = { n: 1 }; Page({ data: { limit } });` })).toEqual([]);
  });

  it("one subpackage's script in another, or in the main package", async () => {
    const one = { "app.json": SUBPACKAGES, ...pages, "one/shared.ts": "export const a = 1;" };
    const use = `import { a } from "../one/shared"; Page({ data: { a } });`;
    expect(await problemsOf({ ...one, "two/page.ts": use })).toEqual([expect.stringMatching(/belongs to the subpackage one\/, which two\/page\.ts cannot require/)]);
    expect(await problemsOf({ ...one, "one/page.ts": `import { a } from "./shared"; Page({ data: { a } });` })).toEqual([]);
  });

  it("another subpackage's component without a placeholder", async () => {
    const files = { "app.json": SUBPACKAGES, ...pages, "one/card.json": `{"component":true}`, "one/card.wxml": "<view />", "one/card.ts": "Component({});" };
    const using = (extra: object): string => JSON.stringify({ usingComponents: { card: "/one/card" }, ...extra });
    expect(await problemsOf({ ...files, "pages/home/index.json": using({}) })).toEqual([expect.stringMatching(/needs a componentPlaceholder/)]);
    expect(await problemsOf({ ...files, "pages/home/index.json": using({ componentPlaceholder: { card: "view" } }) })).toEqual([]);
  });

  it("packages that WeChat would not pack", async () => {
    expect(await problemsOf({ "app.ts": `import postcss from "postcss"; App({ postcss });` })).toEqual([expect.stringMatching(/package "postcss"/)]);
  });

  it("missing pages, components, templates and styles, all at once", async () => {
    const problems = await problemsOf({
      "pages/home/index.json": `{"usingComponents":{"gone":"./gone"}}`,
      "pages/home/index.wxml": `<include src="./part.wxml" /><view class="a" class="b" />`,
      "pages/home/index.wxss": `@import "./none.wxss";`,
      "pages/home/index.ts": `import "./nothing"; Page({});`,
    });
    expect(problems).toEqual([
      expect.stringMatching(/component "gone": "\.\/gone" not found/),
      expect.stringMatching(/index\.wxml:1:\d+ duplicated attribute/),
      expect.stringMatching(/"pages\/home\/part\.wxml" not found/),
      expect.stringMatching(/@import "\.\/none\.wxss" not found/),
      expect.stringMatching(/"\.\/nothing" not found/),
    ]);
    expect(await problemsOf({ "app.json": `{"pages":["pages/none/index"]}` })).toEqual([expect.stringMatching(/"pages\/none\/index" has no/)]);
  });
});

describe("the cache", () => {
  it("builds nothing when nothing has changed", async () => {
    const first = await buildProduct(FIXTURE, outDir);
    const builtAt = statSync(path.join(outDir, "product.js")).mtimeMs;
    const second = await buildProduct(FIXTURE, outDir);
    expect([first.built, second.built]).toEqual([true, false]);
    expect(second.durationMs).toBeLessThan(200);
    expect(statSync(path.join(outDir, "product.js")).mtimeMs).toBe(builtAt);
  });

  it("does not take a failed build for a good one", async () => {
    const product = testProduct("failing", { "pages/home/index.ts": `import "./nothing"; Page({});` });
    for (let attempt = 0; attempt < 2; attempt++) await expect(buildProduct(product.root, outDir)).rejects.toThrow(BuildError);
    product.remove();
    expect(existsSync(outDir)).toBe(true);
  });
});

describe("the server", () => {
  it("says when its port is taken, and hands out no source", async () => {
    const options = { root: FIXTURE, cloudUrl: "http://127.0.0.1:9", outDir };
    const first = await startPhone({ ...options, port: 0 });
    await expect(startPhone({ ...options, port: Number(new URL(first.url).port) })).rejects.toMatchObject({ code: "EADDRINUSE" });
    expect((await fetch(`${first.url}/app.ts`)).status).toBe(404);
    expect((await fetch(`${first.url}/assets/%2e%2e/%2e%2e/%2e%2e/%2e%2e/docs/x.png`)).status).toBe(404);
    expect((await fetch(`${first.url}/assets/wide.png`)).status).toBe(200);
    expect((await fetch(`${first.url}/client/callFunction`, { method: "POST" })).status).toBe(502);
    await first.close();
  });
});

describe("conversions", () => {
  it.each([
    ["20rpx", "calc(100cqw*20/750)"],
    ["-1.5rpx auto", "calc(100cqw*-1.5/750) auto"],
    ["100vh", "100cqh"],
    ["calc(50vw - env(safe-area-inset-bottom))", "calc(50cqw - var(--phone-safe-bottom,0px))"],
  ])("unit %s", (from, to) => expect(convertUnits(from)).toBe(to));

  it.each([
    ["view.a > text", "", "", "wx-view.a > wx-text"],
    [".a .b", "c1", "", ".c1--a .c1--b"],
    [":host(.on) .x", "c1", "", '[wx-host="c1"].on .c1--x'],
    ["page", "", "page[is=p]", "page[is=p]"],
    [".card", "", "page[is=p]", ":where(page[is=p]) .card"],
    ['[data-x="view .a"]', "c1", "", '[data-x="view .a"]'],
    [".picker-view picker-view", "", "", ".picker-view wx-picker-view"],
  ])("selector %s", (from, prefix, page, to) => expect(convertSelector(from, { prefix, page })).toBe(to));

  it("WXS: constructors as strings, patterns with their escapes", () => {
    expect(transformWxs(`x.constructor === 'Array'`)).toContain("__wxsConstructor(x) === 'Array'");
    expect(transformWxs(String.raw`getRegExp('\d+', 'g')`)).toContain(String.raw`getRegExp('\\d+', 'g')`);
  });
});
