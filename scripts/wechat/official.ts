/**
 * The vendor's tool, in a process of its own: it keeps timers and workers alive, so it has to be ended, and it
 * would call home, which networkGuard.ts refuses. Called by runOfficial.ts as
 * `node official.cjs JOB.json`; writes its result to the file that the job names.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { OfficialResult, QualityItem } from "./inspection";

export interface OfficialJob {
  toolsFolder: string;
  projectPath: string;
  /** holds package.json and a real node_modules with its dependencies */
  npmProject: string;
  vendorNpmFolder: string;
  compiledFolder: string;
  /** a project whose miniprogramRoot is the compiled tree, for the vendor's quality check */
  compiledProject: string;
  resultFile: string;
}

/** The part of miniprogram-ci's API used here; its own types drag 1,000 packages of declarations in. */
interface MiniprogramCi {
  Project: new (options: Record<string, unknown>) => unknown;
  packNpmManually(options: {
    packageJsonPath: string;
    miniprogramNpmDistDir: string;
  }): Promise<{ warnList: { msg: string }[] }>;
  getCompiledResult(options: Record<string, unknown>): Promise<Record<string, string | Buffer>>;
  checkCodeQuality(project: unknown): Promise<QualityItem[]>;
}

/** What WeChat's server answers for an ordinary mini-program: the limits of a package (MB), of tabs and of icons (KB). */
const PROJECT_ATTRIBUTES = {
  platform: false,
  appType: 0,
  isSandbox: false,
  released: true,
  setting: {
    MaxCodeSize: 2,
    MaxSubpackageSubCodeSize: 2,
    MaxSubpackageFullCodeSize: 30,
    NavigateMiniprogramLimit: 10,
    MaxSubPackageLimit: 100,
    MinTabbarCount: 2,
    MaxTabbarCount: 5,
    MaxCustomTabbarCount: 5,
    MaxTabbarIconSize: 40,
  },
};

type Outcome = Pick<OfficialResult, "compileError" | "compiledFiles" | "npmWarnings" | "quality">;

async function run(job: OfficialJob): Promise<Outcome> {
  const ci = createRequire(join(job.toolsFolder, "package.json"))("miniprogram-ci") as MiniprogramCi;
  const outcome: Outcome = { compileError: null, compiledFiles: {}, npmWarnings: [], quality: [] };
  const packed = await ci.packNpmManually({
    packageJsonPath: join(job.npmProject, "package.json"),
    miniprogramNpmDistDir: job.vendorNpmFolder,
  });
  outcome.npmWarnings = packed.warnList.map((warning) => warning.msg);
  try {
    const project = offlineProject(ci, job.projectPath);
    const compiled = await ci.getCompiledResult({
      project,
      setting: { useProjectConfig: true },
      onProgressUpdate: () => undefined,
    });
    outcome.compiledFiles = writeTree(job.compiledFolder, compiled);
  } catch (error) {
    outcome.compileError = error instanceof Error ? error.message : JSON.stringify(error);
    return outcome;
  }
  outcome.quality = await ci.checkCodeQuality(offlineProject(ci, job.compiledProject));
  return outcome;
}

function offlineProject(ci: MiniprogramCi, projectPath: string): unknown {
  return new ci.Project({
    appid: "touristappid",
    type: "miniProgram",
    projectPath,
    privateKey: "offline",
    ignores: ["node_modules/**/*", "contracts/**/*"],
    attr: () => Promise.resolve(PROJECT_ATTRIBUTES),
  });
}

function writeTree(folder: string, files: Record<string, string | Buffer>): Record<string, number> {
  const sizes: Record<string, number> = {};
  for (const [path, content] of Object.entries(files)) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
    sizes[path] = Buffer.byteLength(content);
  }
  return sizes;
}

const job = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")) as OfficialJob;
run(job).then(
  (outcome) => {
    writeFileSync(job.resultFile, JSON.stringify(outcome));
    process.exit(0);
  },
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
