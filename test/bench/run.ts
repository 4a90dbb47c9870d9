/**
 * `npm run bench`: what the product costs, each figure as a ratio within one run wherever machines differ.
 * `-- --json` prints one JSON object with the same names, `-- --only NAME[,NAME]` runs the parts that give these figures,
 * `-- --quick` takes fewer rounds (to try it out; the figures of docs/bench.md are those of a whole run).
 */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { preparedDemo, startDemoCloud } from "../support/demo";
import { checkoutCalls } from "./checkout";
import { type CloudProcess, startCloudProcess } from "./cloudProcess";
import { bankCalls, databaseCalls } from "./databaseCalls";
import { makeDistrict } from "./district";
import { doorLoad } from "./door";
import { atMost, exactly, fact, type Figures, lineOf } from "./figure";
import { growth } from "./growth";
import { ledgerCost } from "./ledger";
import { listsExamined } from "./lists";
import { locate } from "./locate";
import { phoneCalls } from "./phoneCalls";
import { phoneReady } from "./phoneReady";
import { phoneSizes } from "./phoneSize";
import { rosterCost } from "./roster";
import { overRaw, throughput } from "./submitCost";

interface Run {
  quick: boolean;
  wants: (name: string) => boolean;
}

interface Part {
  names: readonly string[];
  measure: (run: Run) => Promise<Figures>;
}

const requestsOf = { small: 1_000, big: 200_000, bigQuick: 20_000 };
/** As many worker threads as production gives a function under load; the machine's cores decide what they are worth. */
const instances = 4;

/** The demo as it is: what one call costs in calls, and what one page asks. */
async function onDemo({ wants, quick }: Run): Promise<Figures> {
  const cloud = await startDemoCloud({ instancesPerFunction: 1 });
  try {
    const database = await databaseCalls(cloud);
    const dearest = Object.entries(database.opens).reduce((a, b) => (b[1] > a[1] ? b : a));
    const figures: Figures = {
      "submit.calls": atMost(database.submit, 3, "database calls of one submission, identification included"),
      "list.calls": atMost(database.list, 2, "database calls of one page of a list"),
      "advance.calls": atMost(database.advance, 3, "database calls of one step"),
      "open.dbCalls": atMost(dearest[1], 3, `database calls to open the dearest page (${dearest[0]}; ${Object.keys(database.opens).length} opened)`),
    };
    if (wants("timebank.openCalls")) {
      const pages = await bankCalls(cloud);
      figures["timebank.openCalls"] = fact(Math.max(...Object.values(pages)), `database calls to open the time bank's pages and the workbench: ${Object.entries(pages).map(([page, calls]) => `${page} ${calls}`).join(", ")}`);
    }
    if (wants("open.phoneCalls") || wants("open.aheadCalls")) {
      const { opening, ahead } = await phoneCalls(cloud.cloud.url, database.requestId);
      const busiest = Object.entries(opening).reduce((a, b) => (b[1] > a[1] ? b : a));
      figures["open.phoneCalls"] = exactly(busiest[1], 1, `cloud calls to open the busiest page (${busiest[0]}; ${Object.keys(opening).length} opened)`);
      figures["open.aheadCalls"] = fact(ahead, "what home asks for quietly after it stands, once a phone and day");
    }
    return wants("phone.ready") ? { ...figures, ...(await phoneReady(cloud.cloud.url, quick ? 2 : 5)) } : figures;
  } finally {
    await cloud.close();
  }
}

/** Two districts, small and big, both live. */
async function onDistricts({ wants, quick }: Run): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), "linli-bench-"));
  const running: CloudProcess[] = [];
  try {
    const demo = await preparedDemo();
    const functions = join(folder, "functions");
    cpSync(join(demo.functions, "api"), join(functions, "api"), { recursive: true });
    const start = async (name: string, requests: number) => {
      const district = makeDistrict(demo.data, join(folder, name), requests);
      console.error(`  ${district.requests} requests in ${district.communities} communities`);
      const cloud = await startCloudProcess(join(folder, name), functions, instances);
      running.push(cloud);
      return { cloud, residents: district.residents };
    };
    const rounds = quick ? 40 : 300;
    const small = await start("small", requestsOf.small);
    let figures: Figures = {};
    if (wants("list.examinedPerReturned")) figures = { ...figures, ...(await listsExamined(small.cloud)) };
    if (growthNames.some(wants)) {
      const sizes = { small: requestsOf.small, big: quick ? requestsOf.bigQuick : requestsOf.big };
      const big = await start("big", sizes.big);
      figures = { ...figures, ...(await growth(small.cloud, big.cloud, small.residents, rounds, sizes)) };
    }
    // From the far end of the residents: the growth rounds used up a part of the day's allowance of the first ones.
    const others = [...small.residents].reverse();
    if (wants("submit.overRaw")) figures = { ...figures, ...(await overRaw(small.cloud, others.slice(0, 400), rounds)) };
    if (throughputNames.some(wants)) figures = { ...figures, ...(await throughput(small.cloud, others.slice(400, 1100), 32, quick ? 5 : 20, instances)) };
    return figures;
  } finally {
    await Promise.all(running.map((cloud) => cloud.close()));
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The time bank's ledger on a cloud of its own: what a transfer costs, and what a long history adds. */
async function onLedger({ quick }: Run): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), "linli-bench-ledger-"));
  const cloud = await startCloudProcess(join(folder, "data"), (await preparedDemo()).functions, instances);
  try {
    return await ledgerCost(cloud, quick ? 40 : 300, quick ? 10_000 : 100_000);
  } finally {
    await cloud.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The time bank's service on the demo: coming, going and confirming through the door. */
async function onService(): Promise<Figures> {
  const cloud = await startDemoCloud({ instancesPerFunction: 1 });
  try {
    return await checkoutCalls(cloud);
  } finally {
    await cloud.close();
  }
}

const ledgerNames = ["transfer.calls", "transferReplay.calls", "transfer.growth", "transfer.overRaw", "deposits.failed", "deposits.perSecond"] as const;
const growthNames = ["submit.growth", "list.growth", "advance.growth", "growth.differing"] as const;
const throughputNames = ["submit.perSecond", "submit.p99"] as const;

const parts: readonly Part[] = [
  { names: ["submit.calls", "list.calls", "advance.calls", "open.dbCalls", "timebank.openCalls", "open.phoneCalls", "open.aheadCalls", "phone.ready"], measure: onDemo },
  { names: [...growthNames, "list.examinedPerReturned", "submit.overRaw", ...throughputNames], measure: onDistricts },
  { names: ledgerNames, measure: onLedger },
  { names: ["checkout.calls", "checkin.calls", "confirm.calls"], measure: onService },
  { names: ["roster.fillMs"], measure: async ({ quick }) => rosterCost(quick ? 5 : 25) },
  { names: ["door.load", "door.bytes"], measure: async ({ quick }) => doorLoad((await preparedDemo()).functions, quick ? 5 : 15) },
  { names: ["phone.mainBytes", "phone.totalBytes"], measure: async () => phoneSizes() },
  { names: ["locate.overPeer"], measure: async ({ quick }) => locate(quick ? 30 : 300) },
];

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: "boolean" }, only: { type: "string" }, quick: { type: "boolean" } } });
  const only = values.only?.split(",");
  const unknown = only?.find((name) => !parts.some(({ names }) => names.includes(name)));
  if (unknown !== undefined) throw new Error(`there is no figure ${unknown}; there are ${parts.flatMap(({ names }) => names).join(", ")}`);
  const run: Run = { quick: values.quick === true, wants: (name) => !only || only.includes(name) };

  const all: Figures = {};
  let failed = false;
  for (const { names, measure } of parts) {
    if (!names.some(run.wants)) continue;
    try {
      const figures = await measure(run);
      for (const [name, figure] of Object.entries(figures)) {
        if (!run.wants(name)) continue;
        all[name] = figure;
        if (!values.json) console.log(lineOf(name, figure));
      }
    } catch (error) {
      failed = true;
      console.error(`✗ ${names.filter(run.wants).join(", ")}: ${error instanceof Error ? error.stack : String(error)}`);
    }
  }
  if (values.json) console.log(JSON.stringify(Object.fromEntries(Object.entries(all).map(([name, { value }]) => [name, value]))));
  // Connections of the SDK and of the browser stay open by themselves.
  process.exit(failed ? 1 : 0);
}

void main();
