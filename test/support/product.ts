/** The product's own door, built as it is deployed, on a local cloud with two small communities. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CallData, type CallInput, type CallName, calls } from "../../contracts/calls";
import type { CallReply } from "../../contracts/kernel/call";
import { startTestCloud, type TestCloud } from "./cloud";
import { communityIds, mondayMorning, organisation, people, stateOf } from "./communities";
import { builtFunctions } from "./prepared";

const productRoot = join(__dirname, "../../cloudfunctions");

export interface Product {
  cloud: TestCloud;
  /** Folder of the built functions, this file's own copy. */
  functions: string;
  /** Calls the door as this openid's phone does; writes get a fresh operationId unless one is given. */
  call<N extends CallName>(openid: string, call: N, input: CallInput<N>, operationId?: string): Promise<CallReply<CallData<N>>>;
  /** The same, for what no honest phone sends. */
  raw(openid: string, event: Record<string, unknown>): Promise<CallReply<unknown>>;
  /** Of the last call. */
  cost(): { databaseCalls: number; examined: number };
  /** The documents of a collection whose fields equal those given, seen from outside. At most 1,000 are looked at. */
  documents<T>(collection: string, equal?: Partial<T>): Promise<T[]>;
  close(): Promise<void>;
}

let operations = 0;
/** What a phone makes up for one intent of its user. */
export const newOperationId = (): string => `operation-${(operations += 1).toString().padStart(10, "0")}`;

async function insertAll(cloud: TestCloud, collection: string, documents: readonly object[]): Promise<void> {
  for (const document of documents) {
    const reply = (await cloud.database.collection(collection).add(document)) as { code?: string; message?: string };
    if (reply.code) throw new Error(`${collection}: ${reply.message}`);
  }
}

/** Community, doors, people and their seats as after an import and everybody's joining. */
export async function seedCommunities(cloud: TestCloud): Promise<void> {
  for (const organisationOf of [organisation(communityIds.own, "梧桐里社区"), organisation(communityIds.other, "河谷园社区")]) {
    const { communityId, version, buildings } = organisationOf;
    await insertAll(cloud, "organisations", [{ _id: `${communityId}:${version}`, ...organisationOf }]);
    await insertAll(cloud, "communities", [stateOf(organisationOf)]);
    await insertAll(cloud, "doors", buildings.flatMap(({ units }) => units.map(({ doorCode }) => ({ _id: doorCode, communityId }))));
    const everyone = people(communityId);
    await insertAll(cloud, "people", everyone);
    const seats = everyone.flatMap(({ _id, staffId }) => (staffId ? [{ _id: staffId, schemaVersion: 1, version: 1, communityId, personId: _id, takenAt: mondayMorning }] : []));
    await insertAll(cloud, "seats", seats);
  }
}

export async function startProduct(): Promise<Product> {
  const functions = mkdtempSync(join(tmpdir(), "linli-functions-"));
  cpSync(await builtFunctions(), functions, { recursive: true });
  const cloud = await startTestCloud({ functions, indexes: join(productRoot, "indexes.json"), rules: productRoot, timersByThemselves: false });
  cloud.cloud.clock.moveTo(mondayMorning);
  await seedCommunities(cloud);
  let last = { requestID: "" };

  async function raw(openid: string, event: Record<string, unknown>): Promise<CallReply<unknown>> {
    const reply = await cloud.call<CallReply<unknown>>(openid, "api", event);
    last = reply;
    if (!reply.result) throw new Error(`the function itself failed: ${reply.errMsg}`);
    return reply.result;
  }
  return {
    cloud,
    functions,
    raw,
    async call(openid, call, input, operationId = newOperationId()) {
      const reply = await raw(openid, { call, input, ...(calls[call].writes && { operationId }) });
      // What the phone relies on is checked here for every call of every test: nothing missing, nothing more.
      if (reply.ok) calls[call].reply.parse(reply.data);
      return reply as CallReply<never>;
    },
    cost: () => {
      const { databaseCalls, examined } = cloud.costOf(last);
      return { databaseCalls, examined };
    },
    async documents<T>(collection: string, equal: Partial<T> = {}): Promise<T[]> {
      // Any order of any fields is asked for here, which no index serves: read by id and looked through.
      const { command } = cloud.database;
      const { data } = await cloud.database.collection(collection).where({ _id: command.gt("") }).limit(1000).get();
      const wanted = Object.entries(equal);
      return (data as T[]).filter((document) => wanted.every(([field, value]) => document[field as keyof T] === value));
    },
    async close() {
      await cloud.close();
      rmSync(functions, { recursive: true, force: true });
    },
  };
}

/** The data of a reply that must be well. @throws Error with the failure otherwise */
export function dataOf<T>(reply: CallReply<T>): T {
  if (!reply.ok) throw new Error(`failed with ${JSON.stringify(reply.failure)}`);
  return reply.data;
}

export const codeOf = (reply: CallReply<unknown>): string => (reply.ok ? "ok" : reply.failure.code);
