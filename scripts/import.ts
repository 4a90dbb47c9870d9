/**
 * `npm run import -- FOLDER [--dry-run] [--setup-code] [--env ID] [--url URL]`: a community pack into the database.
 * `npm run import -- --hours FILE [--community ID] [--dry-run] …`: past sessions from a paper book into its time bank.
 * Credentials come from the environment (TENCENTCLOUD_SECRETID, TENCENTCLOUD_SECRETKEY), the environment's id from --env
 * or TCB_ENV; --url names a local cloud instead.
 */
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import type { Database } from "../cloudfunctions/platform/database";
import { minutesText } from "../contracts/timebank/minutes";
import { UsageError, chooseEnvironment, runCommand } from "./environment";
import { describePackProblem } from "./importPack/problem";

const usage = `用法：npm run import -- 文件夹 [--dry-run] [--setup-code] [--env 环境ID] [--url 本地云地址]
      npm run import -- --hours 表格.csv [--community 社区编号] [--dry-run] [--env 环境ID] [--url 本地云地址]
  --dry-run     只检查，什么都不改
  --hours FILE  把纸质记录里过去的服务记进时间银行；同一行送多少次都只记一次
  --community   记进哪个社区；只有一个社区时不用写
  --setup-code  给书记和街道的同志各再发一个加入码，先前的作废（第一次导入时会自动各发一个）；
                换了微信也用它，新微信填上以后，旧微信就不再有这个岗位
  --env ID      云开发环境；也可以写在环境变量 TCB_ENV 里
  --url URL     导入到本机的模拟环境（npm start 显示的云地址）
密钥从环境变量 TENCENTCLOUD_SECRETID、TENCENTCLOUD_SECRETKEY 读取。`;

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      "dry-run": { type: "boolean", default: false }, "setup-code": { type: "boolean", default: false },
      hours: { type: "string" }, community: { type: "string" }, env: { type: "string" }, url: { type: "string" }, help: { type: "boolean" },
    },
  });
  if (values.help) return undefined;
  if (values.hours === undefined && positionals.length !== 1) throw new UsageError("要写一个文件夹，或者用 --hours 写一个表格。");
  if (values.hours !== undefined && (positionals.length > 0 || values["setup-code"])) throw new UsageError("--hours 只记过去的服务，请和资料包分开导入。");
  return {
    folder: positionals[0] ?? "", hours: values.hours, community: values.community,
    dryRun: values["dry-run"], setupAgain: values["setup-code"], env: values.env, url: values.url,
  };
}
type Wanted = NonNullable<ReturnType<typeof readArguments>>;

async function main(): Promise<number> {
  const wanted = readArguments();
  if (!wanted) {
    console.log(usage);
    return 0;
  }
  chooseEnvironment(wanted.env, wanted.url, "导入到哪里");
  return wanted.hours === undefined ? importFolder(wanted) : importPaper(wanted.hours, wanted);
}

async function importFolder({ folder, dryRun, setupAgain }: Wanted): Promise<number> {
  const { importPack } = await import("./importPack");
  const { openDatabase } = await import("../cloudfunctions/platform/database");
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
  for (const setup of [result.setupCode, result.streetCode])
    if (setup) console.log(`\n${setup.calledName}的加入码（请直接交给本人；只显示这一次，7 天内有效，只能用一次；丢了就加 --setup-code 再发）：${setup.code}`);
  return 0;
}

/** The one community there is, when none was named. */
async function communityOf(database: Database, named: string | undefined): Promise<string> {
  if (named !== undefined) return named;
  const { listCommunityStates } = await import("../cloudfunctions/features/org");
  const states = await listCommunityStates(database);
  if (states.length !== 1) throw new UsageError(`这里有 ${states.length} 个社区，请用 --community 写明是哪一个：${states.map(({ _id, name }) => `${_id}（${name}）`).join("、")}`);
  return states[0]!._id;
}

async function importPaper(file: string, { community, dryRun }: Wanted): Promise<number> {
  if (!existsSync(file)) throw new Error(`没有这个文件：${file}`);
  const { importHours } = await import("./importHours");
  const { serverNow } = await import("./serverTime");
  const { openDatabase } = await import("../cloudfunctions/platform/database");
  const database = openDatabase();
  const communityId = await communityOf(database, community);
  const result = await importHours({ file: basename(file), bytes: new Uint8Array(readFileSync(file)), database, communityId, now: await serverNow(), dryRun });
  for (const problem of result.problems) console.log(describePackProblem(problem));
  if (result.outcome === "refused") {
    console.log("有写错的行，什么都没有记。改好后再运行一次。");
    return 1;
  }
  for (const { line, message } of result.listed) console.log(`待定 ${basename(file)}:${line} ${message}`);
  for (const { name, lines, minutes } of result.people) console.log(`· ${name}：${lines} 次，${minutesText(minutes)}`);
  const { lines, known, fresh, listed, outcome } = result;
  const done = outcome === "checked" ? "可以记" : "记了";
  console.log(`表里 ${lines} 次：以前记过 ${known} 次，${done} ${fresh.lines} 次（${minutesText(fresh.minutes)}），要核对 ${listed.length} 次。`);
  if (outcome === "checked") console.log("什么都没有改（--dry-run）。");
  return listed.length ? 1 : 0;
}

runCommand(main, usage);
