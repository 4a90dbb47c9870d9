/** One clock for a whole district: what is broken in one place keeps nobody else waiting. */
import { loadCommunity, lookAtNewDay } from "../../cloudfunctions/features/org";
import { runRound } from "../../cloudfunctions/features/requests";
import { timebankRound } from "../../cloudfunctions/features/timebank";
import { deposit, freeze, openAccount } from "../../cloudfunctions/features/timebank/ledger";
import type { HoldDocument } from "../../cloudfunctions/features/timebank/ledger/documents";
import type { MemberDocument } from "../../cloudfunctions/features/timebank/shared/documents";
import { type Database, DatabaseError, openDatabase } from "../../cloudfunctions/platform/database";
import { minuteMs } from "../../contracts/kernel/milliseconds";
import type { CommunityState } from "../../contracts/org/organisation";
import { openidOf } from "../support/communities";
import type { Product } from "../support/product";
import { operation, placeHold } from "../timebank/bank";
import { aNeed, idOf, later, ledgerAt, save, startNeeds, who } from "../timebank/needs/support";
import { submitted } from "../requests/support";

interface Report {
  seen: number;
  failed: number;
  newDays: number;
  timebank: { sessions: number; shifts: number; members: number; failed: number; needs: { seen: number; failed: number } };
}

let product: Product;
beforeEach(async () => {
  product = await startNeeds();
});
afterEach(() => product.close());

const now = (): number => product.cloud.cloud.clock.now();
const tick = async (): Promise<Report> => ((await product.cloud.app.callFunction({ name: "clock", data: {} })) as { result: Report }).result;
const add = (collection: string, document: object) => product.cloud.database.collection(collection).add(document);
const change = (collection: string, id: string, fields: object) => product.cloud.database.collection(collection).doc(id).update(fields);
const found = async (collection: string, id: string): Promise<Record<string, unknown>> => (await product.documents<Record<string, unknown>>(collection, { _id: id }))[0]!;

/** Somebody's hold, in whichever community. */
async function heldIn(communityId: string, expiresAt: number): Promise<string> {
  const ledger = { ...ledgerAt(), communityId };
  const { _id: from } = await openAccount(ledger, "person", idOf(openidOf(communityId, "resident3"), communityId));
  await deposit(ledger, operation(), { account: from, minutes: 600 });
  return (await placeHold(ledger, operation(), { from, minutes: 60, expiresAt })).held;
}

test("a community whose settings nobody can read: every other has its round", async () => {
  await save(who.recipient, 600);
  const [request, need] = [await submitted(product), await aNeed(product)];
  const broken = { communityId: "hgy", schemaVersion: 1, version: 1, effects: [], nextCheckAt: 1 };
  await add("timeShifts", { ...broken, _id: "broken-shift", needId: "broken-need", turns: [], holds: [], cancelled: false, fromAt: 1, toAt: 2 });
  await add("timeNeeds", { ...broken, _id: "broken-need", open: true, state: "open", people: [], events: [], skill: "company" });
  const [theirs, ours] = [await heldIn("hgy", now() + 1), await heldIn("wtl", now() + 2)];
  await add("timeBanks", { _id: "hgy", settings: { capMinutes: "many" } });
  await change("timeShifts", `${need.needId}:0`, { nextCheckAt: now() });
  later(product, 0.05);
  const report = await tick();
  expect(report.timebank.needs.failed).toBe(3);
  expect((await request.document()).effects).toEqual([]);
  expect(await found("timeShifts", `${need.needId}:0`)).not.toHaveProperty("nextCheckAt");
  expect((await product.documents<HoldDocument>("timeHolds")).filter(({ _id }) => [theirs, ours].includes(_id)).map(({ communityId, state }) => [communityId, state]).sort()).toEqual([["hgy", "pending"], ["wtl", "expired"]]);
  // The rounds after it had their turn, too.
  expect(await product.documents("timeHealth", { communityId: "wtl" } as never)).toHaveLength(1);
});

test("a community whose organisation is broken: the day begins for the others, and what is due happens", async () => {
  await change("organisations", "hgy:1", { rules: "none" });
  const { document } = await submitted(product);
  later(product, 24);
  // Whoever comes first in the day's row is the broken one.
  await change("communities", "hgy", { lookedAtDay: "2026-01-01" });
  const report = await tick();
  expect([report.newDays, report.failed]).toEqual([2, 1]);
  expect((await product.documents<CommunityState>("communities", { _id: "wtl" }))[0]!.lookedAtDay).toBe("2026-11-24");
  expect((await document()).effects).toEqual([]);
});

describe("a hundred that nobody can work on", () => {
  let said: jest.SpyInstance;
  beforeEach(() => void (said = jest.spyOn(console, "error").mockImplementation(() => undefined)));
  afterEach(() => said.mockRestore());

  const timebank = async (at: number): Promise<number> => {
    const { failed, needs } = await timebankRound(openDatabase(), loadCommunity, at);
    return failed + needs.failed;
  };
  const ours = async (): Promise<string> => (await product.documents<MemberDocument>("timeMembers", { personId: idOf(who.near) }))[0]!._id;
  const dueNeed = async (): Promise<string> => (await aNeed(product)).needId;
  const settled = { schemaVersion: 1, version: 1, communityId: "wtl", state: "settled", skill: "company", effects: [], events: [] };
  const rows = [
    ["requests", "nextCheckAt", async () => (await submitted(product)).requestId, async (at: number) => (await runRound(openDatabase(), loadCommunity, at)).failed],
    ["timeNeeds", "nextCheckAt", dueNeed, timebank],
    ["timeShifts", "nextCheckAt", async () => `${await dueNeed()}:0`, timebank],
    ["timeShifts", "closeAt", async () => `${await dueNeed()}:0`, timebank],
    ["timeSessions", "nextCheckAt", async () => add("timeSessions", { ...settled, _id: "settled" }).then(() => "settled"), timebank],
    ["timeMembers", "nextCheckAt", ours, timebank],
    ["timeUnpaid", "nextCheckAt", async () => add("timeUnpaid", { _id: "frozen", communityId: "wtl", holder: idOf(who.recipient) }).then(() => "frozen"), timebank],
  ] as const;

  test.each(rows)("%s by %s: who stands behind them has his turn, they become no newer, and rest for ten minutes", async (collection, field, good, round) => {
    // What doesn't hold together, and what belongs to a community that is not there.
    const bad = Array.from({ length: 100 }, (_, n) => ({ _id: `bad-${n}`, version: 7, communityId: n % 2 && collection !== "timeUnpaid" ? "wtl" : "gone", receipt: `X-${n}`, [field]: 1 }));
    await openDatabase().collection(collection).insertMany(bad);
    const id = await good();
    await change(collection, id, { [field]: 2 });
    const at = now();
    const failed = await round(at);
    expect((await found(collection, id))?.[field] ?? Infinity).toBeGreaterThan(at);
    expect(failed).toBe(100);
    for (const one of ["bad-0", "bad-1"]) expect(await found(collection, one)).toMatchObject({ version: 7, [field]: at + 600_000 });
    expect(await round(at + minuteMs)).toBe(0);
    expect(await round(at + 600_000)).toBe(100);
  }, 60_000);

  const stuck = (communityId: string, n: number) => ({ _id: `stuck-${communityId}-${n}`, schemaVersion: 1, version: 7, communityId, from: `nobody-${n}`, minutes: 60, expiresAt: 1, state: "pending" });
  const hundred = Array.from({ length: 100 }, (_, n) => n);

  test("holds that can't be let go of: those behind them are, and they rest for ten minutes", async () => {
    await openDatabase().collection("timeHolds").insertMany(hundred.map((n) => stuck("wtl", n)));
    const good = await heldIn("wtl", now() + 1);
    const at = now() + 2;
    expect(await timebank(at)).toBe(1);
    expect(await found("timeHolds", "stuck-wtl-0")).toMatchObject({ version: 7, state: "pending", putOffUntil: at + 600_000 });
    expect(await timebank(at + 60_000)).toBe(0);
    expect((await found("timeHolds", good))["state"]).toBe("expired");
    expect(await timebank(at + 600_000)).toBe(1);
  }, 60_000);

  test("holds of five communities whose settings nobody can read: the sixth has its turn", async () => {
    for (const communityId of ["a", "b", "c", "d", "e"]) {
      await add("timeBanks", { _id: communityId, settings: { capMinutes: "many" } });
      await openDatabase().collection("timeHolds").insertMany(hundred.map((n) => stuck(communityId, n)));
    }
    const good = await heldIn("wtl", now() + 1);
    const at = now() + 2;
    const failures = [await timebank(at), await timebank(at + 60_000), await timebank(at + 120_000)];
    expect(failures).toEqual([3, 2, 0]);
    expect((await found("timeHolds", good))["state"]).toBe("expired");
  }, 60_000);

  const fails = () => Promise.reject(new DatabaseError("DATABASE_TIMEOUT", "asked for by the test"));
  test.each<[string, string, (real: Database) => Database]>([
    ["its community's settings", "hgy", (real) => ({
      transaction: (work, tries) => real.transaction(work, tries),
      collection: (name) => {
        const collection = real.collection<never>(name);
        return name === "timeBanks" ? Object.assign(Object.create(collection) as typeof collection, { get: fails }) : collection;
      },
    })],
    ["its entry", "wtl", (real) => ({ transaction: fails, collection: (name) => real.collection(name) })],
  ])("a hold for which the database failed at %s waits for the next minute, not for ten", async (_name, communityId, failing) => {
    const held = await heldIn(communityId, now() + 1);
    const at = now() + 2;
    await timebankRound(failing(openDatabase()), loadCommunity, at);
    expect(await found("timeHolds", held)).toMatchObject({ state: "pending" });
    expect(await found("timeHolds", held)).not.toHaveProperty("putOffUntil");
    await timebankRound(openDatabase(), loadCommunity, at + minuteMs);
    expect((await found("timeHolds", held))["state"]).toBe("expired");
  });

  test("communities without an organisation: the day begins for the others in the next round", async () => {
    const [ours] = await product.documents<CommunityState>("communities", { _id: "wtl" });
    await openDatabase().collection("communities").insertMany(hundred.map((n) => ({ ...ours!, _id: `bad-${n}`, version: 7, lookedAtDay: "2026-01-01" })));
    later(product, 24);
    const look = async (at: number) => {
      const tally = { failed: 0 };
      return [await lookAtNewDay(openDatabase(), at, tally), tally.failed];
    };
    expect(await look(now())).toEqual([100, 100]);
    expect(await found("communities", "bad-0")).toMatchObject({ version: 7, lookedAtDay: "2026-01-01" });
    expect(await look(now() + 60_000)).toEqual([2, 0]);
    expect((await found("communities", "wtl"))["lookedAtDay"]).toBe("2026-11-24");
    expect(await look(now() + 120_000)).toEqual([0, 0]);
    expect(await look(now() + 600_000)).toEqual([100, 100]);
  }, 60_000);

  test("who loses every race over hours that can't be used any more: what brought the clock there stays, and it comes again", async () => {
    const from = await save(who.recipient, 600);
    const need = await aNeed(product);
    await freeze(ledgerAt(now()), operation(), { account: from });
    const real = openDatabase();
    /** Whoever writes a shift by the version that he saw is too late, each time. */
    const crowded: Database = {
      transaction: (work, tries) => real.transaction(work, tries),
      collection: (name) => {
        const collection = real.collection<never>(name);
        return name === "timeShifts" ? Object.assign(Object.create(collection) as typeof collection, { update: () => Promise.resolve(0) }) : collection;
      },
    };
    later(product, 0.02);
    await timebankRound(crowded, loadCommunity, now());
    expect((await need.shifts())[0]!.funding).toBe("own");
    expect(await product.documents("timeUnpaid")).toHaveLength(1);
    await timebankRound(real, loadCommunity, now() + 60_000);
    expect((await need.shifts())[0]!.funding).toBe("undecided");
    expect(await product.documents("timeUnpaid")).toEqual([]);
  });
});
