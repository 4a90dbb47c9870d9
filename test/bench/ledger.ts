/**
 * What the time bank's ledger costs: calls by count, time as a ratio within one run, turn by turn. The ledger runs in
 * the measuring process over the real SDK, the cloud in a process of its own.
 */
import { defaultSettings } from "../../contracts/timebank/settings";
import { accountIdOf, deposit, gift, openAccount } from "../../cloudfunctions/features/timebank/ledger";
import type { AccountDocument } from "../../cloudfunctions/features/timebank/ledger/documents";
import type { Ledger } from "../../cloudfunctions/features/timebank/ledger/repository";
import { openDatabase, takeCallCount } from "../../cloudfunctions/platform/database";
import { payloadHash, shortHash } from "../../cloudfunctions/platform/hash";
import type { Operation } from "../../cloudfunctions/platform/serve";
import { connect } from "../support/cloud";
import { atMost, exactly, fact, type Figures } from "./figure";
import { median, timed } from "./samples";

interface Cloud {
  url: string;
  env: string;
}

let count = 0;
const operation = (): Operation => ({ documentId: shortHash(`bench-${(count += 1)}`), payloadHash: payloadHash({}) });
/** Who calls is known after one call: a person by his openid; the community is remembered. */
const identification = 1;
const warmUp = 20;

async function pairOf(ledger: Ledger, name: string): Promise<readonly [string, string]> {
  const [from, to] = [(await openAccount(ledger, "person", `${name}-from`))._id, (await openAccount(ledger, "person", `${name}-to`))._id];
  await deposit(ledger, operation(), { account: from, minutes: 80_000 });
  return [from, to];
}

/** Entries as two accounts would have them after years: the transfer's own shape, so that every index holds them. */
async function fillHistory(ledger: Ledger, pair: readonly [string, string], entries: number): Promise<void> {
  const { database, communityId, at } = ledger;
  const touched = pair.map((account, index) => ({ account, version: index + 2, chain: "" }));
  for (let written = 0; written < entries; written += 1_000) {
    const documents = Array.from({ length: Math.min(1_000, entries - written) }, (_, index) => ({
      _id: shortHash("history", String(written + index)), schemaVersion: 1, communityId, kind: "gift", payloadHash: "", by: "bench", at, month: "2020-01",
      lines: [{ account: pair[0], book: "spendable", minutes: -1 }, { account: pair[1], book: "spendable", minutes: 1 }],
      pending: [], settles: [], sets: [], accounts: [...pair].sort(), touched,
    }));
    await database.collection("timeTransfers").insertMany(documents);
  }
}

/** The same transaction written bare: two accounts and the entry read, the entry inserted, the accounts put. */
async function bareTransfer(sdk: ReturnType<ReturnType<typeof connect>["database"]>, pair: readonly string[], model: object): Promise<void> {
  const _id = operation().documentId;
  await sdk.collection("timeTransfers").where({ _id }).get();
  const transaction = await sdk.startTransaction();
  const accounts = [];
  for (const id of pair) accounts.push((await transaction.collection("timeAccounts").doc(id).get()).data as AccountDocument | AccountDocument[]);
  await transaction.collection("timeTransfers").add({ ...model, _id });
  for (const found of accounts) {
    const { _id: id, ...rest } = Array.isArray(found) ? found[0]! : found;
    await transaction.collection("timeAccounts").doc(id).set(rest);
  }
  await transaction.commit();
}

async function calls(ledger: Ledger): Promise<Figures> {
  const [from, to] = await pairOf(ledger, "calls");
  const order = operation();
  const wish = { from, to, minutes: 60, relation: "child" as const };
  takeCallCount();
  await gift(ledger, order, wish);
  const once = takeCallCount() + identification;
  await gift(ledger, order, wish);
  const again = takeCallCount() + identification;
  return {
    "transfer.calls": atMost(once, 9, "database calls of one transfer between two accounts, identification included"),
    "transferReplay.calls": atMost(again, 2, "database calls of the same transfer sent again, identification included"),
  };
}

async function times(cloud: Cloud, ledger: Ledger, rounds: number, history: number): Promise<Figures> {
  const sdk = connect(cloud).database();
  const [empty, full, bare] = [await pairOf(ledger, "empty"), await pairOf(ledger, "full"), await pairOf(ledger, "bare")];
  await fillHistory(ledger, full, history);
  const give = async ([from, to]: readonly [string, string]) => gift(ledger, operation(), { from, to, minutes: 1, relation: "child" });
  const { _id: _, ...model } = await give(bare);
  const took = { empty: [] as number[], full: [] as number[], bare: [] as number[] };
  for (let round = -warmUp; round < rounds; round += 1) {
    const turn = { empty: await timed(() => give(empty)), full: await timed(() => give(full)), bare: await timed(() => bareTransfer(sdk, bare, model)) };
    if (round >= 0) for (const kind of ["empty", "full", "bare"] as const) took[kind].push(turn[kind].ms);
  }
  const p50 = { empty: median(took.empty), full: median(took.full), bare: median(took.bare) };
  return {
    "transfer.growth": atMost(p50.full / p50.empty, 1.1, `one transfer with ${history} entries on both accounts ÷ empty, ${rounds} rounds in turn: p50 ${p50.empty.toFixed(1)} → ${p50.full.toFixed(1)} ms`),
    "transfer.overRaw": atMost(p50.empty / p50.bare, 1.3, `one transfer ÷ the same transaction written bare against the SDK: p50 ${p50.empty.toFixed(1)} ÷ ${p50.bare.toFixed(1)} ms`),
  };
}

async function deposits(ledger: Ledger): Promise<Figures> {
  const accounts: string[] = [];
  for (let index = 0; index < 100; index += 1) accounts.push((await openAccount(ledger, "person", `volunteer-${index}`))._id);
  const { ms, value } = await timed(() => Promise.allSettled(accounts.map((account) => deposit(ledger, operation(), { account, minutes: 120 }))));
  const failed = value.filter((reply) => reply.status === "rejected" || reply.value.rejection !== undefined).length;
  return {
    "deposits.failed": exactly(failed, 0, "of 100 deposits at once, all issued by one bank"),
    "deposits.perSecond": fact((100 / ms) * 1000, "the same 100 deposits", "/s"),
  };
}

/** @param history entries on both accounts, for `transfer.growth` */
export async function ledgerCost(cloud: Cloud, rounds: number, history: number): Promise<Figures> {
  connect(cloud);
  const ledger: Ledger = {
    database: openDatabase(), communityId: `bench-${accountIdOf("bench", "pool", String(process.pid))}`, settings: { ...defaultSettings, capMinutes: null }, at: Date.now(), by: "bench",
  };
  return { ...(await calls(ledger)), ...(await times(cloud, ledger, rounds, history)), ...(await deposits(ledger)) };
}
