/** The time bank that `npm start` shows: sound books, and something true for every list and every face of the cast. */
import { type CallData, type CallInput, type CallName } from "../../contracts/calls";
import { memberStates } from "../../contracts/timebank/member";
import { needStates } from "../../contracts/timebank/need";
import { verifyCommunity } from "../../cloudfunctions/features/timebank/ledger";
import { type Database, openDatabase, type Stored } from "../../cloudfunctions/platform/database";
import { populateMain } from "../../local/demo/seedPeople";
import { seededRandom } from "../../local/demo/random";
import { playTimebank } from "../../local/demo/timebank";
import { checkPack } from "../../scripts/importPack/checkPack";
import { demoPack } from "../org/packFiles";
import { callAs, demoStartsAt, startDemoCloud } from "../support/demo";
import type { TestCloud } from "../support/cloud";
import { faultsIn, readBooks } from "./audit";

jest.setTimeout(180_000);

let cloud: TestCloud;
let database: Database;
beforeAll(async () => {
  cloud = await startDemoCloud();
  database = openDatabase();
});
afterAll(() => cloud.close());

const as = <N extends CallName>(key: string, call: N, input: CallInput<N>): Promise<CallData<N>> => callAs(cloud, key, call, input);
const statesOf = async (collection: string): Promise<string[]> => {
  const found = await database.collection<Stored & { state: string }>(collection).find({ _id: { $gt: "" } }, { order: { _id: 1 }, limit: 1000 });
  return [...new Set(found.map(({ state }) => state))].sort();
};

test("its books fold", async () => {
  expect(await verifyCommunity(database, "wutongli")).toMatchObject({ ok: true });
  const { guards } = await readBooks(database, "wutongli");
  expect(faultsIn({ accounts: [], transfers: [], holds: [], guards })).toEqual([]);
});

test("members and needs are in every state", async () => {
  expect(await statesOf("timeMembers")).toEqual([...memberStates].sort());
  expect(await statesOf("timeNeeds")).toEqual([...needStates].sort());
});

test("the teacher has a thousand hours of honour, two weeks held, and somebody to confirm", async () => {
  const tab = await as("teacher", "timebank.open", {});
  expect(tab.hours!.honourMinutes).toBeGreaterThan(60_000);
  expect(tab.hours!.heldMinutes).toBeGreaterThan(6_000);
  expect([tab.needs.length, tab.toConfirm.length]).toEqual([1, 1]);
  expect((await as("teacher", "certificates.mine", {})).certificates).toHaveLength(1);
  const story = await as("wife", "needs.open", { needId: tab.needs[0]!.needId });
  expect(story.shifts).toHaveLength(56);
  expect(new Set(story.shifts.flatMap(({ turns }) => turns.map(({ state }) => state)))).toEqual(new Set(["served", "inProgress", "promised", "invited", "missed"]));
});

test("向叔 is asked for today and has promised tonight; 陈阿姨 has a time to confirm", async () => {
  const { invited, promised, near } = await as("volunteer", "timebank.open", {});
  expect([invited.length, promised.length > 0, near.length > 0]).toEqual([2, true, true]);
  expect((await as("resident", "timebank.open", {})).toConfirm).toHaveLength(1);
  expect((await as("volunteer", "offers.near", {})).items.length).toBeGreaterThanOrEqual(5);
});

test("the branch has something on every tab, the leader somebody to confirm, and twelve weeks to look at", async () => {
  const { counts } = await as("committeeMember", "bank.open", {});
  expect(Object.entries(counts).filter(([, count]) => count === 0)).toEqual([]);
  expect((await as("groupLeader", "bank.list", { tab: "unconfirmed" })).items.length).toBeGreaterThan(0);
  expect((await as("secretary", "bank.health", {})).weeks).toHaveLength(12);
});

test("the same seed plays the same, whenever it is played", async () => {
  const organisation = checkPack(demoPack("wutongli"), undefined, "2026-11-23").organisation!;
  const state = { _id: organisation.communityId, name: organisation.name, streetName: "", orgVersion: organisation.version, version: 1, away: {}, rulesOff: {}, lookedAtDay: "2026-11-23", carriers: ["timebank"] };
  const played = new Map(await playTimebank({ organisation, state, now: demoStartsAt, population: populateMain({ organisation, now: demoStartsAt, random: seededRandom(329) }) }));
  for (const collection of ["timeMembers", "timeNeeds", "timeShifts", "timeAccounts", "timeCertificates", "timeGuards"]) {
    const stored = await database.collection<Stored>(collection).find({ _id: { $gt: "" } }, { order: { _id: 1 }, limit: 1000 });
    const ordered = [...played.get(collection)!].sort((a, b) => (a._id < b._id ? -1 : 1));
    expect(stored).toEqual(ordered);
  }
});
