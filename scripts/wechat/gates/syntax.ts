/** wcc and wcsc, WeChat's compilers of WXML and WXSS: they refuse what the offline compile lets through. */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { filesBelow } from "../files";
import type { Finding, GateResult, Inspection } from "../inspection";
import { referencesIn, resolveReference } from "../references";
import type { WechatTools } from "../tools";

/** wcc writes what it compiled to stdout: megabytes with TDesign's templates. */
const MAX_BUFFER_BYTES = 256 * 1024 * 1024;

export function checkWcc({ root, tools }: Inspection): GateResult {
  const folder = join(root, "miniprogram");
  const all = filesBelow(folder);
  const templates = all.filter((path) => path.endsWith(".wxml"));
  const scripts = all.filter((path) => path.endsWith(".wxs"));
  const compile = (files: string[]) =>
    run(tools, "wcc", folder, ["-d", "-cc", "0", ...files, ...scripts, "-gn", "$gwx"]);
  // It stops at the first error, so a broken set is gone through one by one.
  const broken = templates.length > 0 && compile(templates) !== null;
  const findings = broken ? templates.flatMap((path) => toFindings(path, compile([path]))) : [];
  return { gate: "wcc", read: { templates: templates.length }, findings };
}

export function checkWcsc({ root, tools }: Inspection): GateResult {
  const folder = join(root, "miniprogram");
  const styles = filesBelow(folder).filter((path) => path.endsWith(".wxss"));
  const compile = (files: string[]) => run(tools, "wcsc", folder, ["-db", "-pc", "0", ...files]);
  const broken = styles.length > 0 && compile(styles) !== null;
  const findings = broken
    ? styles.flatMap((path) => toFindings(path, compile(withImports(folder, path))))
    : [];
  return { gate: "wcsc", read: { styles: styles.length }, findings };
}

/** null when all is well, else what the compiler said */
function run(tools: WechatTools, program: "wcc" | "wcsc", cwd: string, args: string[]): string | null {
  const platforms: Partial<Record<NodeJS.Platform, string>> = {
    darwin: "mac",
    linux: "linux",
    win32: "windows",
  };
  const platform = platforms[process.platform];
  if (platform === undefined)
    throw new Error(`${program} exists for Linux, macOS and Windows, not for ${process.platform}`);
  const binary = tools.path(
    `miniprogram-compiler/bin/${platform}/${program}${platform === "windows" ? ".exe" : ""}`,
  );
  chmodSync(binary, 0o755); // npm unpacks it without the bit
  const result = spawnSync(binary, args, { cwd, encoding: "utf8", maxBuffer: MAX_BUFFER_BYTES });
  if (result.error)
    throw new Error(`${program} can't be run here (it needs an x86-64 machine): ${result.error.message}`);
  if (result.status === 0) return null;
  return (
    result.stderr.trim() || result.stdout.trim() || `${program} ended with ${result.status ?? result.signal}`
  );
}

function withImports(folder: string, path: string): string[] {
  const tree = { has: (file: string) => existsSync(join(folder, file)) };
  const all = new Set([path]);
  for (const file of all) {
    for (const reference of referencesIn(file, readFileSync(join(folder, file), "utf8"))) {
      for (const imported of resolveReference(tree, file, reference) ?? []) all.add(imported);
    }
  }
  return [...all];
}

/** wcc: `a.wxml:2:7: …`; wcsc: `ERR: a.wxss(3:15): …` */
function toFindings(path: string, output: string | null): Finding[] {
  if (output === null) return [];
  const [first = ""] = output.replace(/^ERR:\s*/, "").split("\n");
  const place = /^([\w@./-]+)[:(](\d+):\d+\)?:\s*(.*)$/.exec(first);
  return [
    {
      file: `miniprogram/${place?.[1] ?? path}`,
      ...(place && { line: Number(place[2]) }),
      message: place?.[3] ?? first,
    },
  ];
}
