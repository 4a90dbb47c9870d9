import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { packNpm } from "../../scripts/packNpm";

let root: string;
const write = (path: string, content: unknown) => {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
};
const packed = (path: string) => join(root, "miniprogram/miniprogram_npm", path);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "linli-pack-"));
  write("package.json", { dependencies: { lib: "1.0.0" } });
  write("node_modules/lib/package.json", { miniprogram: "dist" });
  write("node_modules/lib/dist/button/button.json", {
    component: true,
    usingComponents: { icon: "../icon/icon" },
  });
  write("node_modules/lib/dist/button/button.js", `import props from "./props"; require("days");`);
  write("node_modules/lib/dist/button/props.js", "export default {}");
  write("node_modules/lib/dist/button/button.wxml", `<wxs src="../utils.wxs" module="u"/>`);
  write("node_modules/lib/dist/button/button.d.ts", "export {}");
  write("node_modules/lib/dist/utils.wxs", "module.exports = {};");
  write("node_modules/lib/dist/icon/icon.json", { component: true });
  write("node_modules/lib/dist/icon/icon.js", "Component({})");
  write("node_modules/lib/dist/miniprogram_npm/days/index.js", "module.exports = 1;");
  write("node_modules/lib/dist/unused/unused.json", { component: true });
  write("miniprogram/pages/home/home.json", { usingComponents: { "t-button": "lib/button/button" } });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

it("copies what the pages reach, byte for byte, and nothing else", () => {
  expect(packNpm(root)).toMatchObject({ files: 8, changed: true });
  expect(readFileSync(packed("lib/button/button.js"), "utf8")).toBe(
    `import props from "./props"; require("days");`,
  );
  for (const path of [
    "lib/icon/icon.js",
    "lib/utils.wxs",
    "lib/button/props.js",
    "lib/miniprogram_npm/days/index.js",
  ]) {
    expect(existsSync(packed(path))).toBe(true);
  }
  expect(existsSync(packed("lib/unused/unused.json"))).toBe(false);
  expect(existsSync(packed("lib/button/button.d.ts"))).toBe(false);
});

it("changes nothing the second time, and removes what a page no longer uses", () => {
  packNpm(root);
  expect(packNpm(root).changed).toBe(false);
  write("miniprogram/pages/home/home.json", { usingComponents: { icon: "lib/icon/icon" } });
  expect(packNpm(root)).toMatchObject({ files: 2, changed: true });
  expect(existsSync(packed("lib/button/button.js"))).toBe(false);
});

it("says where a component is named that the package doesn't have", () => {
  write("miniprogram/pages/home/home.json", { usingComponents: { "t-tab": "lib/tab/tab" } });
  expect(() => packNpm(root)).toThrow(
    `miniprogram/pages/home/home.json:1: no "lib/tab/tab" in the installed packages`,
  );
});

it("refuses a dependency that the phone can't load", () => {
  write("package.json", { dependencies: { server: "1.0.0" } });
  write("node_modules/server/package.json", {});
  expect(() => packNpm(root)).toThrow(/"server" has no "miniprogram" field/);
});
