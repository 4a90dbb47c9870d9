import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** In large letters a line may break anywhere: a loose dot would begin the next one. See miniprogram/shared/dots.ts. */
const root = join(__dirname, "../../miniprogram");
const loose = /\}\}? · |join\(" · "\)|' · '/;

test("no page and no script joins words by a loose dot", () => {
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) => /\.(wxml|ts)$/.test(file) && !/contracts\.|npm/.test(file));
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((file) => loose.test(readFileSync(join(root, file), "utf8")))).toEqual([]);
});

test.each(["<view>{{a}} · {{b}}</view>", "`${a} · ${b}`", '[a, b].join(" · ")', "{{a + ' · ' + b}}"])("%s is found", (line) => {
  expect(line).toMatch(loose);
});
