/** What a phone downloads, as WeChat's own compiler counts it. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Figures } from "./figure";
import { atMost, fact } from "./figure";
import { root, stateDir } from "../../local/paths";

const megabyte = 1_000_000;

function newest(folder: string): number {
  const files = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  return Math.max(0, ...files.map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs));
}

/** @throws Error with what to do, when the official compile has not run yet */
export function phoneSizes(): Figures {
  const file = join(stateDir, "wechat-sizes.json");
  if (!existsSync(file)) throw new Error("the official compile has not run here: `npm run check:wechat`, then again");
  const { mainBytes, totalBytes } = JSON.parse(readFileSync(file, "utf8")) as { mainBytes: number; totalBytes: number };
  const stale = newest(join(root, "miniprogram")) > statSync(file).mtimeMs ? "; the source has changed since: `npm run check:wechat` counts anew" : "";
  return {
    "phone.mainBytes": atMost(mainBytes / megabyte, 1, `main package as the official compile makes it, ${mainBytes} bytes${stale}`, "MB"),
    "phone.totalBytes": fact(totalBytes / megabyte, `all packages together, ${totalBytes} bytes; WeChat allows 30 MB`, "MB"),
  };
}
