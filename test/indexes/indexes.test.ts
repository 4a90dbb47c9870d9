/**
 * Every query of the product is served by a declared index, and no index is declared for nothing. Each function of each
 * repository is run against the stand-in, which tells the index that it used; a new function without a line here fails.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { PersonDocument } from "../../cloudfunctions/platform/actor";
import { type Database, openDatabase } from "../../cloudfunctions/platform/database";
import * as inbox from "../../cloudfunctions/features/inbox/repository";
import * as org from "../../cloudfunctions/features/org/repository";
import * as invitations from "../../cloudfunctions/features/people/invitations.repository";
import * as looks from "../../cloudfunctions/features/people/looks.repository";
import * as people from "../../cloudfunctions/features/people/repository";
import { openFor } from "../../cloudfunctions/features/requests/attention";
import * as gridCounts from "../../cloudfunctions/features/requests/gridCounts.repository";
import * as requests from "../../cloudfunctions/features/requests/repository";
import * as packs from "../../scripts/importPack/store";
import { demoStartsAt, openidOf, startDemoCloud } from "../support/demo";
import { timebankRepositories } from "./timebank";
import type { TestCloud } from "../support/cloud";
import { hourMs } from "../../contracts/kernel/milliseconds";
import { askedQueue } from "./queue";

const features = join(__dirname, "../../cloudfunctions/features");
const declared = JSON.parse(readFileSync(join(__dirname, "../../cloudfunctions/indexes.json"), "utf8")) as Record<string, { name: string; unique: boolean }[]>;

/** What the functions are run with: somebody of the demo, and one request he filed. */
interface Given {
  database: Database;
  person: PersonDocument;
  communityId: string;
  ids: string[];
  at: number;
}
type Queries = Record<string, (given: Given) => Promise<unknown>>;

const position = { key: demoStartsAt, id: "f".repeat(24) };
const nobody = "0".repeat(24);
const firstFiled = async ({ database, communityId, person }: Given) =>
  (await requests.filedPage(database, communityId, person._id, true, undefined))[0]!;

/** By the repository's file; several runs where the query's form depends on what is asked. */
const repositories: Record<string, { module: object; queries: Queries; withoutQuery?: readonly string[] }> = {
  "inbox/repository.ts": {
    module: inbox,
    queries: {
      inboxPage: async ({ database, communityId, ids }) => {
        await inbox.inboxPage(database, communityId, ids, {}, 20);
        await inbox.inboxPage(database, communityId, ids, { at: { $gt: 0 } }, 20);
      },
      undelivered: ({ database, communityId, ids }) => inbox.undelivered(database, communityId, ids, 20),
      stillWaited: ({ database }) => inbox.stillWaited(database, (["bindings", "timeMembers", "timeNeeds", "timeSessions"] as const).map((collection) => ({ in: collection, id: "index-test", what: "" }))),
      insertEntries: ({ database, communityId, at }) =>
        inbox.insertEntries(database, [{ _id: "index-test", schemaVersion: 1, communityId, to: "nobody", at, text: "", todo: false }]),
      putEntries: ({ database, communityId, at }) =>
        people.transact(database, (transaction) => inbox.putEntries(transaction, [{ _id: "index-test", schemaVersion: 1, communityId, to: "nobody", at, text: "", todo: false }])),
      markRead: ({ database, person, at }) => inbox.markRead(database, person, at),
    },
  },
  "org/repository.ts": {
    module: org,
    withoutQuery: ["organisationId"],
    queries: {
      readCommunityState: ({ database, communityId }) => org.readCommunityState(database, communityId),
      readOrganisation: ({ database, communityId }) => org.readOrganisation(database, communityId, 1),
      listCommunityStates: ({ database }) => org.listCommunityStates(database),
      communitiesToLookAt: ({ database }) => org.communitiesToLookAt(database, "2026-11-23", 1, 10),
      putOffLook: ({ database }) => org.putOffLook(database, "index-test", 1),
      saveCommunityState: async ({ database, communityId }) => {
        const state = (await org.readCommunityState(database, communityId))!;
        await org.saveCommunityState(database, state, { ...state, away: { somebody: 1 } });
      },
      readDoor: ({ database }) => org.readDoor(database, "no-such-door"),
    },
  },
  "people/repository.ts": {
    module: people,
    withoutQuery: ["newPerson", "nextVersion"],
    queries: {
      findPerson: ({ database, person }) => people.findPerson(database, person.openid),
      peopleByIds: ({ database, communityId, person }) => people.peopleByIds(database, communityId, [person._id, nobody]),
      getPerson: ({ database, person }) => people.getPerson(database, person._id),
      countFiling: async ({ database, person }) => {
        for (const operation of ["index-test", "index-test-2"]) await people.countFiling(database, person, { operation, day: "2026-11-23", most: 20 });
      },
      savePerson: async ({ database, person }) => {
        const before = (await people.getPerson(database, person._id))!;
        await people.savePerson(database, before, { ...before, name: "别名" });
      },
      transact: ({ database, person }) => people.transact(database, (transaction) => transaction.get("people", person._id)),
      otherCurrentPersons: ({ database, person, communityId }) => people.otherCurrentPersons(database, person.openid, communityId),
      enterWithin: ({ database, person, communityId, at }) =>
        people.transact(database, (transaction) => people.enterWithin(transaction, [], { openid: person.openid, communityId, at }, () => undefined)),
      enterCommunity: ({ database, person, communityId, at }) => people.enterCommunity(database, person.openid, communityId, at),
      createPerson: ({ database, communityId, at }) => people.createPerson(database, "index-test", communityId, at),
      changeHousehold: ({ database, person }) => people.changeHousehold(database, person._id, nobody, () => ({ bindings: [] })),
      getBinding: ({ database }) => people.getBinding(database, nobody),
      peopleOfUnit: ({ database, communityId }) => people.peopleOfUnit(database, communityId, "b1-1"),
      pendingBindings: async ({ database, communityId }) => {
        await people.pendingBindings(database, communityId, ["g1", "g2"]);
        await people.pendingBindings(database, communityId, "all");
      },
      bindingsSince: ({ database, communityId, person }) => people.bindingsSince(database, communityId, person._id, 0, 20),
    },
  },
  "people/looks.repository.ts": {
    module: looks,
    queries: {
      insertLook: ({ database, communityId, at }) =>
        looks.insertLook(database, { _id: "index-test", schemaVersion: 1, communityId, about: "x", requestId: nobody, by: "y", byTitle: "", reason: "visit", at }),
      looksOf: ({ database, communityId }) => looks.looksOf(database, communityId, "x", 20),
    },
  },
  "people/invitations.repository.ts": {
    module: invitations,
    queries: {
      seatsOf: ({ database, communityId }) => invitations.seatsOf(database, communityId),
      getInvitation: ({ database }) => invitations.getInvitation(database, nobody),
      countTry: async ({ database, at }) => {
        for (const later of [0, 1, 7_200_000]) await invitations.countTry(database, "index-test", at + later, hourMs, 5);
      },
      changeSeat: ({ database, communityId }) => invitations.changeSeat(database, `${communityId}:nobody`, nobody, () => undefined),
      joinSeat: ({ database, communityId, at }) =>
        invitations.joinSeat(database, { openid: "index-test", communityId, staffId: `${communityId}:nobody`, invitationId: nobody, at }, () => undefined),
    },
  },
  "requests/repository.ts": {
    module: requests,
    withoutQuery: ["newReceipt", "stationDayId", "fileUrls"],
    queries: {
      findRequest: ({ database }) => requests.findRequest(database, nobody),
      saveRequest: async (given) => {
        const before = await firstFiled(given);
        await requests.saveRequest(given.database, before, before);
      },
      insertRequest: async (given) => {
        // Taken letters and then a repeat: every query that storing a request can lead to.
        const known = await firstFiled(given);
        const stored = { ...known, _id: nobody };
        await requests.insertRequest(given.database, stored, () => ({ ...stored, receipt: "X-0000-TEST" }));
        await requests.insertRequest(given.database, stored, () => stored);
      },
      filedPage: async ({ database, communityId, person }) => {
        for (const open of [true, false]) for (const from of [undefined, position]) await requests.filedPage(database, communityId, person._id, open, from);
      },
      concerning: ({ database, communityId, person, ids }) => requests.concerning(database, communityId, person._id, ids, 20),
      onDesk: async ({ database, communityId, person, ids, at }) => {
        const words = [openFor(person._id), "wait:nobody", "claim:s1"];
        for (const options of [{}, { position }, { dueUntil: at }, { position, dueUntil: at }])
          await requests.onDesk(database, communityId, words, ids, { ...options, limit: 20 });
      },
      doneBy: async ({ database, communityId, ids }) => {
        for (const from of [undefined, position]) await requests.doneBy(database, communityId, ids, from);
      },
      requestQueue: ({ database, at }) => askedQueue(requests.requestQueue(database), at),
      readStationDays: ({ database, communityId }) => requests.readStationDays(database, [requests.stationDayId(communityId, "s1", "2026-11-23")]),
      countIn: async ({ database, communityId }) => {
        for (const list of ["filed", "ended"] as const) await requests.countIn(database, { communityId, stationCode: "s1", day: "2030-01-01" }, list, nobody);
      },
    },
  },
  "requests/gridCounts.repository.ts": {
    module: gridCounts,
    queries: {
      readGridCounts: ({ database, communityId }) => gridCounts.readGridCounts(database, communityId),
      saveCounted: async (given) => {
        const before = await firstFiled(given);
        await gridCounts.saveCounted(given.database, before, { ...before, countedInGrid: "g01" });
        await gridCounts.saveCounted(given.database, before, { ...before, countedInGrid: before.countedInGrid });
      },
    },
  },
  "../../scripts/importPack/store.ts": {
    module: packs,
    // They only insert, or save through `saveCommunityState` above.
    withoutQuery: ["ImportConflict", "writeVersion", "writeDoors", "flip"],
    queries: {
      nextVersion: ({ database, communityId }) => packs.nextVersion(database, communityId),
      readDoors: ({ database }) => packs.readDoors(database, ["no-such-door"]),
    },
  },
  ...timebankRepositories,
};

/** Actions of the SDK that look for documents. */
const looking = new Set(["getDocument", "calculateDocument", "modifyDocument", "modifyAndReturnDoc", "removeDocument", "aggregateDocuments"].map((action) => `database.${action}`));

interface Seen {
  query: string;
  collection: string;
  index: string | null;
}

let cloud: TestCloud;
let given: Given;
const seen: Seen[] = [];

async function watch(query: string, run: (given: Given) => Promise<unknown>): Promise<Seen[]> {
  const { stats } = cloud.cloud;
  stats.reset();
  await run(given);
  const found = stats.report().recentOperations.filter(({ action }) => looking.has(action));
  const now = found.map(({ target, index }) => ({ query, collection: target, index }));
  seen.push(...now);
  return now;
}

beforeAll(async () => {
  cloud = await startDemoCloud();
  const database = openDatabase();
  const person = (await people.findPerson(database, openidOf("resident")))!;
  given = { database, person, communityId: person.communityId, ids: [person._id], at: demoStartsAt };
});
afterAll(() => cloud.close());

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith("repository.ts"))
    .map((entry) => join(entry.parentPath, entry.name).slice(features.length + 1))
    .sort();

test("every repository is looked at", () => {
  expect(Object.keys(repositories).filter((file) => !file.startsWith("..")).sort()).toEqual(filesOf(features));
});

describe.each(Object.entries(repositories))("%s", (file, { module, queries, withoutQuery = [] }) => {
  test("has each of its functions run here, or named as one that asks nothing", () => {
    expect([...Object.keys(queries), ...withoutQuery].sort()).toEqual(Object.keys(module).filter((name) => name in module).sort());
  });

  test.each(Object.entries(queries))("%s is served by a declared index", async (name, run) => {
    const found = await watch(`${file} ${name}`, run);
    expect(found.filter(({ index }) => index === null)).toEqual([]);
  });
});

test("functions that were run did ask the database", () => {
  const silent = Object.entries(repositories).flatMap(([file, { queries }]) =>
    Object.keys(queries).filter((name) => !seen.some(({ query }) => query === `${file} ${name}`)).map((name) => `${file} ${name}`),
  );
  // What only inserts looks for nothing.
  expect(silent).toEqual(["inbox/repository.ts insertEntries", "people/repository.ts createPerson", "people/looks.repository.ts insertLook", "timebank/shared/members.repository.ts insertMember", "timebank/bank/health.repository.ts insertMorning", "timebank/ledger/repository.ts openAccount", "timebank/ledger/reading.repository.ts insertStatement"]);
});

test("no index is declared that no query uses; a unique one is there for what it forbids", () => {
  const unused = Object.entries(declared).flatMap(([collection, indexes]) =>
    indexes.filter(({ name, unique }) => !unique && !seen.some((one) => one.collection === collection && one.index === name)).map(({ name }) => `${collection}.${name}`),
  );
  expect(unused).toEqual([]);
});

test("a query that no index serves is refused", async () => {
  await expect(given.database.collection("requests").find({ words: "灯" }, { limit: 1 })).rejects.toThrow(/no index of requests/);
});

test("only repositories speak to collections", () => {
  const others = readdirSync(join(features, ".."), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && !entry.name.endsWith("repository.ts") && entry.name !== "database.ts")
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => /\.collection[<(]/.test(readFileSync(path, "utf8")));
  expect(others).toEqual([]);
});
