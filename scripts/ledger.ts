/**
 * `npm run --silent ledger -- verify [--community ID] [--env ID] [--url URL]`: whether the time bank's books fold.
 * Exit 0 and the totals, 1 and the first entry that doesn't fold, 2 for a wrong command.
 */
import { parseArgs } from "node:util";
import { minutesText } from "../contracts/timebank/minutes";
import type { Verdict } from "../cloudfunctions/features/timebank/ledger/verify";
import { UsageError, chooseEnvironment, runCommand } from "./environment";

const usage = `用法：npm run --silent ledger -- verify [--community 社区ID] [--env 环境ID] [--url 本地云地址]
  verify          把时间银行的每一笔从头算一遍：对得上就列出合计（退出码 0），对不上就指出第一笔（退出码 1）
  --community ID  只查一个社区；不写就查全部
  --env ID        云开发环境；也可以写在环境变量 TCB_ENV 里
  --url URL       本机的模拟环境（npm start 显示的云地址）
密钥从环境变量 TENCENTCLOUD_SECRETID、TENCENTCLOUD_SECRETKEY 读取。`;

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { community: { type: "string" }, env: { type: "string" }, url: { type: "string" }, help: { type: "boolean" } },
  });
  if (values.help) return undefined;
  if (positionals.join(" ") !== "verify") throw new UsageError("要写 verify。");
  return { community: values.community, env: values.env, url: values.url };
}

function describe(communityId: string, verdict: Verdict): string {
  if (!verdict.ok) return `✗ ${communityId}: ${verdict.fault.id} ${verdict.fault.says}`;
  const { totals } = verdict;
  return [
    `✓ ${communityId}：每一笔都对得上`,
    `  账户 ${totals.accounts} · 记录 ${totals.entries}（其中未成功 ${totals.rejections}） · 月结单 ${totals.statements}`,
    `  发出 ${minutesText(totals.issued)} · 可用 ${minutesText(totals.available)} · 预留 ${minutesText(totals.held)}（${totals.pendingHolds} 笔） · 荣誉 ${minutesText(totals.honoured)}`,
  ].join("\n");
}

async function main(): Promise<number> {
  const wanted = readArguments();
  if (!wanted) {
    console.log(usage);
    return 0;
  }
  chooseEnvironment(wanted.env, wanted.url, "要查哪里");
  const { communitiesWithBank, verifyCommunity } = await import("../cloudfunctions/features/timebank/ledger");
  const { openDatabase } = await import("../cloudfunctions/platform/database");
  const database = openDatabase();
  const communities = wanted.community === undefined ? await communitiesWithBank(database) : [wanted.community];
  if (communities.length === 0) console.log("还没有社区开通时间银行。");
  for (const communityId of communities) {
    const verdict = await verifyCommunity(database, communityId);
    console.log(describe(communityId, verdict));
    if (!verdict.ok) return 1;
  }
  return 0;
}

runCommand(main, usage);
