/**
 * WeChat's own tools: installed on first use, apart from the everyday install, into `.local/wechat-tools/<hash of
 * their lock>`. A changed lock installs anew and removes the old folder.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const MANIFEST_FOLDER = join(__dirname, "tools");
const MANIFEST_FILES = ["package.json", "package-lock.json", ".npmrc"];

export interface WechatTools {
  folder: string;
  /** `require` as a file inside the folder would have it */
  require: NodeJS.Require;
  /** the path of `node_modules/<path>` */
  path(path: string): string;
}

/**
 * @param cacheFolder where installations are kept
 * @param say is told once, and only if something has to be installed (a minute, 280 MB)
 * @throws when npm fails; its output goes to this process's stderr
 */
export function wechatTools(cacheFolder: string, say: (text: string) => void): WechatTools {
  const lock = readFileSync(join(MANIFEST_FOLDER, "package-lock.json"));
  const folder = join(cacheFolder, createHash("sha256").update(lock).digest("hex").slice(0, 16));
  if (!existsSync(folder)) {
    say("installing WeChat's tools (first use: about a minute, 280 MB)");
    install(cacheFolder, folder);
  }
  return {
    folder,
    require: createRequire(join(folder, "package.json")),
    path: (path) => join(folder, "node_modules", path),
  };
}

/** An interrupted installation leaves only a `.partial` folder, which the next one clears away. */
function install(cacheFolder: string, folder: string): void {
  mkdirSync(cacheFolder, { recursive: true });
  for (const old of readdirSync(cacheFolder))
    rmSync(join(cacheFolder, old), { recursive: true, force: true });
  const partial = `${folder}.partial`;
  mkdirSync(partial, { recursive: true });
  for (const file of MANIFEST_FILES) copyFileSync(join(MANIFEST_FOLDER, file), join(partial, file));
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const run = spawnSync(
    npm,
    ["ci", "--prefix", partial, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
    {
      cwd: partial,
      stdio: ["ignore", "ignore", "inherit"],
      shell: process.platform === "win32",
    },
  );
  if (run.status !== 0)
    throw new Error(`npm ci of WeChat's tools failed (${run.error?.message ?? `exit code ${run.status}`})`);
  renameSync(partial, folder);
}
