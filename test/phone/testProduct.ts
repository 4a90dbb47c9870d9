/** A mini-program written by a test, in a folder of its own inside the repository, so that npm packages are found. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

const FOLDER = path.join(__dirname, "../../.local/test-products");

export interface TestProduct {
  root: string;
  /** Where to build it. */
  outDir: string;
  write(files: Record<string, string>): void;
  remove(): void;
}

/** `files`: path → content. app.json and one page are there unless given. */
export function testProduct(name: string, files: Record<string, string> = {}): TestProduct {
  const root = path.join(FOLDER, `${name}-${process.pid}`);
  const outDir = `${root}-out`;
  rmSync(root, { recursive: true, force: true });
  const write = (given: Record<string, string>): void => {
    for (const [file, content] of Object.entries(given)) {
      mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
      writeFileSync(path.join(root, file), content);
    }
  };
  write({
    "app.json": JSON.stringify({ pages: ["pages/home/index"] }),
    "app.ts": "App({});",
    "pages/home/index.json": "{}",
    "pages/home/index.wxml": `<view id="text">{{text}}</view>`,
    "pages/home/index.ts": `Page({ data: { text: "一" } });`,
    ...files,
  });
  return { root, outDir, write, remove: () => [root, outDir].forEach((folder) => rmSync(folder, { recursive: true, force: true })) };
}
