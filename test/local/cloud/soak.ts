/**
 * Kills the stand-in with -9 again and again under inserts and transactions from several clients, and looks after each
 * restart whether what was acknowledged is there and the sums hold: `npx tsx test/local/cloud/soak.ts [rounds] [folder]`.
 * Ends with code 1 at the first loss. The everyday test (durability.test.ts) does three such rounds, of inserts.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const ROOT = path.join(__dirname, "../../..");
const ACCOUNTS = 8;
const OPENING_BALANCE = 1000;
const INSERTERS = 3;
const TRANSFERRERS = 4;
const INDEXES = {
  rows: [{ name: "n", unique: true, keys: [{ name: "n", direction: 1 }] }],
  accounts: [],
  transfers: [{ name: "from", unique: false, keys: [{ name: "from", direction: 1 }] }],
};

interface Row {
  _id: string;
  n: number;
}
interface Transfer {
  _id: string;
  from: string;
  to: string;
  amount: number;
}
/** What the stand-in has acknowledged so far, over all rounds. */
interface Acknowledged {
  rows: Set<number>;
  transfers: Set<string>;
}

/** The stand-in is gone, as it is meant to be. */
class Gone extends Error {}

/** One request as the SDK sends it. Not by the SDK itself: it tries a dead address again for seconds. */
async function ask(
  url: string,
  action: string,
  parameters: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  try {
    const body = JSON.stringify({ action: `database.${action}`, ...parameters });
    const reply = await fetch(`${url}/admin`, { method: "POST", body });
    return (await reply.json()) as Record<string, unknown>;
  } catch {
    throw new Gone();
  }
}

async function every<T>(url: string, collectionName: string): Promise<T[]> {
  const found: T[] = [];
  for (;;) {
    const order = JSON.stringify({ _id: { $numberInt: "1" } });
    const page = { collectionName, queryType: "WHERE", order, offset: found.length, limit: 1000 };
    const { data } = (await ask(url, "getDocument", page)) as { data?: { list: string[] } };
    if (!data) throw new Error(`${collectionName} cannot be read`);
    found.push(...data.list.map((line) => JSON.parse(line) as T));
    if (data.list.length < 1000) return found;
  }
}

async function start(folder: string, indexes: string): Promise<{ child: ChildProcess; url: string }> {
  const command = ["--import", "tsx", "local/cloud/main.ts", "--port", "0", "--dir", folder];
  const child = spawn(process.execPath, [...command, "--indexes", indexes], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.once("data", (data: Buffer) => resolve(data.toString()));
    child.once("exit", (code) => reject(new Error(`the stand-in ended with ${code} before it was ready`)));
  });
  return { child, url: /http:\/\/[\d.:]+/.exec(line)?.[0] as string };
}

async function openAccounts(url: string): Promise<void> {
  const data = Array.from({ length: ACCOUNTS }, (_, i) =>
    JSON.stringify({ _id: `account${i}`, balance: OPENING_BALANCE }),
  );
  await ask(url, "insertDocument", { collectionName: "accounts", data });
}

let nextRow = 0;
async function insert(url: string, acknowledged: Acknowledged): Promise<void> {
  const n = nextRow++;
  const text = "楼道的灯不亮了".repeat(n % 50);
  const reply = await ask(url, "insertDocument", {
    collectionName: "rows",
    data: [JSON.stringify({ n, text })],
  });
  if (reply["data"]) acknowledged.rows.add(n);
}

let nextTransfer = 0;
/** Moves an amount between two accounts and notes it, in one transaction; a conflict just ends this attempt. */
async function transfer(url: string, acknowledged: Acknowledged): Promise<void> {
  const from = nextTransfer % ACCOUNTS;
  const to = (from + 1 + (nextTransfer % (ACCOUNTS - 1))) % ACCOUNTS;
  const _id = `transfer${nextTransfer++}`;
  const amount = 1 + (nextTransfer % 5);
  const { transactionId } = await ask(url, "startTransaction", {});
  const move = (account: number, by: number): Promise<Record<string, unknown>> =>
    ask(url, "modifyDocument", {
      collectionName: "accounts",
      transactionId,
      queryType: "DOC",
      query: JSON.stringify({ _id: `account${account}` }),
      data: JSON.stringify({ $inc: { balance: by } }),
      merge: true,
      multi: false,
      upsert: false,
    });
  const noted = JSON.stringify({ _id, from: `account${from}`, to: `account${to}`, amount });
  const steps = [
    () => move(from, -amount),
    () => move(to, amount),
    () => ask(url, "insertDocument", { collectionName: "transfers", transactionId, data: [noted] }),
    () => ask(url, "commitTransaction", { transactionId }),
  ];
  for (const step of steps) if ((await step())["code"]) return;
  acknowledged.transfers.add(_id);
}

async function untilGone(work: () => Promise<void>): Promise<void> {
  try {
    for (;;) await work();
  } catch (error) {
    if (!(error instanceof Gone)) throw error;
  }
}

/** @throws Error that names the first thing lost */
async function verify(url: string, acknowledged: Acknowledged): Promise<void> {
  const rows = new Set((await every<Row>(url, "rows")).map((row) => row.n));
  for (const n of acknowledged.rows) if (!rows.has(n)) throw new Error(`acknowledged row ${n} is lost`);
  const transfers = await every<Transfer>(url, "transfers");
  const noted = new Set(transfers.map((each) => each._id));
  for (const id of acknowledged.transfers) if (!noted.has(id)) throw new Error(`acknowledged ${id} is lost`);
  const expected = new Map<string, number>();
  for (let i = 0; i < ACCOUNTS; i++) expected.set(`account${i}`, OPENING_BALANCE);
  for (const { from, to, amount } of transfers) {
    expected.set(from, (expected.get(from) as number) - amount);
    expected.set(to, (expected.get(to) as number) + amount);
  }
  const accounts = await every<{ _id: string; balance: number }>(url, "accounts");
  if (accounts.length !== ACCOUNTS) throw new Error(`${accounts.length} accounts instead of ${ACCOUNTS}`);
  for (const { _id, balance } of accounts) {
    if (balance !== expected.get(_id))
      throw new Error(`${_id} holds ${balance}, its transfers say ${expected.get(_id)}`);
  }
}

/** Waits for some dozens of acknowledged writes rather than a time, since machines differ, then for any moment. */
async function underLoad({ rows, transfers }: Acknowledged): Promise<void> {
  const enough = rows.size + transfers.size + 30 + Math.random() * 120;
  while (rows.size + transfers.size < enough) await sleep(1);
  await sleep(Math.random() * 20);
}

async function main(): Promise<void> {
  const rounds = Number(process.argv[2] ?? 100);
  const dir = process.argv[3] ?? fs.mkdtempSync(path.join(os.tmpdir(), "linli-soak-"));
  fs.mkdirSync(dir, { recursive: true });
  const indexes = path.join(dir, "indexes.json");
  fs.writeFileSync(indexes, JSON.stringify(INDEXES));
  const acknowledged: Acknowledged = { rows: new Set(), transfers: new Set() };
  for (let round = 0; round <= rounds; round++) {
    const { child, url } = await start(path.join(dir, "data"), indexes);
    const ended = once(child, "exit");
    if (round === 0) await openAccounts(url);
    await verify(url, acknowledged).catch((error: unknown) => {
      child.kill("SIGKILL");
      throw error;
    });
    // The last start only looks.
    const work =
      round === rounds
        ? []
        : [
            ...Array.from({ length: INSERTERS }, () => untilGone(() => insert(url, acknowledged))),
            ...Array.from({ length: TRANSFERRERS }, () => untilGone(() => transfer(url, acknowledged))),
          ];
    if (work.length > 0) await underLoad(acknowledged);
    child.kill("SIGKILL");
    await Promise.all([...work, ended]);
    console.log(
      `round ${round}: ${acknowledged.rows.size} rows and ${acknowledged.transfers.size} transfers hold`,
    );
  }
  if (process.argv[3] === undefined) fs.rmSync(dir, { recursive: true, force: true });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
