/**
 * `npm run check:wechat`: WeChat's own tools over the product, offline. `-- --planted` plants mistakes of every kind
 * in a copy and shows that each is found. Exit code 1 on any finding (or on a planted mistake that went unseen).
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { inspect } from "./inspect";
import type { GateResult } from "./inspection";
import { showPlanted } from "./planted";
import { wechatTools } from "./tools";

const ROOT = join(__dirname, "..", "..");
const LOCAL = join(ROOT, ".local");

function main(): number {
  const { values } = parseArgs({
    options: { planted: { type: "boolean", default: false }, root: { type: "string", default: ROOT } },
  });
  const tools = wechatTools(join(LOCAL, "wechat-tools"), (text) => console.log(text));
  if (values.planted) return showPlanted(values.root, tools) ? 0 : 1;
  const started = Date.now();
  const { gates, sizes } = inspect(values.root, tools);
  for (const gate of gates) printGate(gate);
  const failed = gates.filter(({ findings }) => findings.length > 0);
  if (values.root === ROOT) {
    mkdirSync(LOCAL, { recursive: true });
    writeFileSync(join(LOCAL, "wechat-sizes.json"), `${JSON.stringify(sizes, null, 2)}\n`);
  }
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(
    failed.length === 0
      ? `all ${gates.length} gates ok, ${seconds} s`
      : `failed: ${failed.map(({ gate }) => gate).join(", ")}, ${seconds} s`,
  );
  return failed.length === 0 ? 0 : 1;
}

function printGate({ gate, read, findings, notes = [] }: GateResult): void {
  const counts = Object.entries(read).map(([kind, count]) => `${count} ${kind}`);
  const verdict = findings.length === 0 ? "ok" : `${findings.length} to correct`;
  console.log(`${gate.padEnd(8)} ${counts.join(", ")}: ${[verdict, ...notes].join("; ")}`);
  for (const { file, line, message } of findings)
    console.log(`  ${file}${line === undefined ? "" : `:${line}`} ${message}`);
}

process.exitCode = main();
