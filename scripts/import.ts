/**
 * `npm run import -- FOLDER [--dry-run] [--setup-code] [--env ID] [--url URL]`: a community pack into the database.
 * Credentials come from the environment (TENCENTCLOUD_SECRETID, TENCENTCLOUD_SECRETKEY), the environment's id from --env
 * or TCB_ENV; --url names a local cloud instead.
 */
import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { UsageError, chooseEnvironment, runCommand } from "./environment";
import { describePackProblem } from "./importPack/problem";

const usage = `用法：npm run import -- 文件夹 [--dry-run] [--setup-code] [--env 环境ID] [--url 本地云地址]
  --dry-run     只检查，什么都不改
  --setup-code  给书记再发一个加入码，先前的作废（第一次导入时会自动发一个）
  --env ID      云开发环境；也可以写在环境变量 TCB_ENV 里
  --url URL     导入到本机的模拟环境（npm start 显示的云地址）
密钥从环境变量 TENCENTCLOUD_SECRETID、TENCENTCLOUD_SECRETKEY 读取。`;

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { "dry-run": { type: "boolean", default: false }, "setup-code": { type: "boolean", default: false }, env: { type: "string" }, url: { type: "string" }, help: { type: "boolean" } },
  });
  if (values.help) return undefined;
  if (positionals.length !== 1) throw new UsageError("要写一个文件夹。");
  return { folder: positionals[0]!, dryRun: values["dry-run"], setupAgain: values["setup-code"], env: values.env, url: values.url };
}

async function main(): Promise<number> {
  const wanted = readArguments();
  if (!wanted) {
    console.log(usage);
    return 0;
  }
  chooseEnvironment(wanted.env, wanted.url, "导入到哪里");
  const { importPack } = await import("./importPack");
  const { openDatabase } = await import("../cloudfunctions/platform/database");
  const { folder, dryRun, setupAgain } = wanted;
  const result = await importPack({ folder, dryRun, setupAgain, database: openDatabase(), now: Date.now(), setupSecret: randomBytes(24).toString("hex") });
  for (const problem of result.problems) console.log(describePackProblem(problem));
  const errors = result.problems.filter(({ severity }) => severity === "error").length;
  if (result.outcome === "refused") {
    console.log(`有 ${errors} 处要改，什么都没有导入。改好后再运行一次。`);
    return 1;
  }
  for (const change of result.changes) console.log(`· ${change}`);
  for (const rule of result.rulesOff) console.log(`· 规则 ${rule} 里写的人已离任，规则停用，已告诉书记`);
  if (result.outcome === "checked") console.log("检查通过，什么都没有改（--dry-run）。");
  if (result.outcome === "unchanged") console.log(`和现在用的一样，没有变化（第 ${result.version} 版）。`);
  if (result.outcome === "imported") console.log(`已导入 ${result.communityId}，第 ${result.version} 版，10 秒内生效。`);
  if (result.setupCode) console.log(`\n${result.setupCode.calledName}的加入码（只显示这一次，7 天内有效，只能用一次；丢了就加 --setup-code 再发）：${result.setupCode.code}`);
  return 0;
}

runCommand(main, usage);
