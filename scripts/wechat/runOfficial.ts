/** Stages a copy of the product and has the vendor's tool compile it, offline, in a process of its own. */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import type { OfficialResult } from "./inspection";
import type { OfficialJob } from "./official";
import type { WechatTools } from "./tools";

const TIMEOUT_MS = 5 * 60_000;
const COPIED = ["miniprogram", "contracts", "package.json", "project.config.json"];

/** Copies what the compilers read, so that a check sees one state of the product and changes none of it. */
export function stageProduct(root: string, copy: string): void {
  mkdirSync(copy, { recursive: true });
  for (const name of COPIED) {
    const from = join(root, name);
    if (existsSync(from)) cpSync(from, join(copy, name), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"), "junction");
}

/**
 * @param copy a staged product
 * @param work an empty folder for whatever comes out
 * @throws when the vendor's tool itself breaks; an error in the product is part of the result
 */
export function runOfficial(copy: string, work: string, tools: WechatTools): OfficialResult {
  const started = Date.now();
  const job: OfficialJob = {
    toolsFolder: tools.folder,
    projectPath: copy,
    npmProject: join(work, "npm-project"),
    vendorNpmFolder: join(work, "vendor-npm"),
    compiledProject: join(work, "compiled"),
    compiledFolder: join(work, "compiled", "miniprogram"),
    resultFile: join(work, "result.json"),
  };
  stageNpmProject(copy, job.npmProject);
  mkdirSync(job.compiledFolder, { recursive: true });
  mkdirSync(job.vendorNpmFolder, { recursive: true });
  writeFileSync(
    join(job.compiledProject, "project.config.json"),
    readFileSync(join(copy, "project.config.json")),
  );
  writeFileSync(join(work, "job.json"), JSON.stringify(job));
  const refusals = join(work, "refused-hosts");
  const [runner, guard] = plainScripts(work);
  const run = spawnSync(process.execPath, [runner, join(work, "job.json")], {
    cwd: work,
    timeout: TIMEOUT_MS,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    env: {
      ...process.env,
      NODE_OPTIONS: `--require ${JSON.stringify(guard)}`,
      LINLI_REFUSED_HOSTS: refusals,
    },
  });
  if (run.status !== 0)
    throw new Error(
      `WeChat's tool broke (${run.error?.message ?? `exit code ${run.status}`}):\n${run.stderr.slice(-4000)}`,
    );
  const outcome = JSON.parse(readFileSync(job.resultFile, "utf8")) as Omit<OfficialResult, "milliseconds">;
  return {
    ...outcome,
    compiledFolder: job.compiledFolder,
    vendorNpmFolder: join(job.vendorNpmFolder, "miniprogram_npm"),
    refusedHosts: existsSync(refusals)
      ? [...new Set(readFileSync(refusals, "utf8").split("\n").filter(Boolean))]
      : [],
    milliseconds: Date.now() - started,
  };
}

/** The vendor's packing globs below node_modules and follows no link there, so the packages are copied. */
function stageNpmProject(copy: string, npmProject: string): void {
  mkdirSync(npmProject, { recursive: true });
  cpSync(join(copy, "package.json"), join(npmProject, "package.json"));
  const { dependencies = {} } = JSON.parse(readFileSync(join(copy, "package.json"), "utf8")) as {
    dependencies?: Record<string, string>;
  };
  for (const name of Object.keys(dependencies)) {
    cpSync(join(copy, "node_modules", name), join(npmProject, "node_modules", name), {
      recursive: true,
      dereference: true,
    });
  }
}

/** Plain JavaScript, because a TypeScript loader would hook itself into every module and child of the vendor's tool. */
function plainScripts(work: string): [runner: string, guard: string] {
  buildSync({
    entryPoints: [join(__dirname, "official.ts"), join(__dirname, "networkGuard.ts")],
    outdir: work,
    outExtension: { ".js": ".cjs" },
    platform: "node",
    format: "cjs",
    target: "node20",
  });
  return [join(work, "official.cjs"), join(work, "networkGuard.cjs")];
}
