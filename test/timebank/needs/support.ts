/** Neighbours who take part, needs as people ask for them, and hours to pay with: everything through the door but the members. */
import { addDays, dayOf } from "../../../contracts/kernel/day";
import { dayMs, hourMs } from "../../../contracts/kernel/milliseconds";
import { accountIdOf, deposit, donate, openAccount, verifyCommunity } from "../../../cloudfunctions/features/timebank/ledger";
import type { AccountDocument, HoldDocument, TransferDocument } from "../../../cloudfunctions/features/timebank/ledger/documents";
import type { GuardDocument } from "../../../cloudfunctions/features/timebank/ledger/guards.repository";
import type { Ledger } from "../../../cloudfunctions/features/timebank/ledger/repository";
import type { InboxDocument } from "../../../cloudfunctions/features/inbox/document";
import { personIdOf } from "../../../cloudfunctions/features/people/personId";
import { accountCodeOf } from "../../../cloudfunctions/features/timebank/shared/accountCode";
import type { MemberDocument, NeedDocument, ShiftDocument } from "../../../cloudfunctions/features/timebank/shared/documents";
import { memberIdOf } from "../../../cloudfunctions/features/timebank/shared/members.repository";
import type { PersonDocument } from "../../../cloudfunctions/platform/actor";
import { openDatabase } from "../../../cloudfunctions/platform/database";
import type { CallInput } from "../../../contracts/calls";
import { defaultSettings } from "../../../contracts/timebank/settings";
import { mondayMorning, openidOf } from "../../support/communities";
import { dataOf, newOperationId, type Product, startProduct } from "../../support/product";
import { faultsIn, readBooks } from "../audit";
import { operation } from "../bank";

export type Draft = CallInput<"needs.ask">;
export type NeedStep = CallInput<"needs.step">["step"];

/** Neighbours by the grid they live in; those of `staff` hold posts. */
export const who = {
  recipient: openidOf("wtl", "resident1"),
  family: "o-wtl-family",
  near: "o-wtl-near",
  nearToo: "o-wtl-near-too",
  station: "o-wtl-station",
  far: "o-wtl-far",
  party: "o-wtl-party",
  passer: "o-wtl-passer",
  newcomer: openidOf("wtl", "newcomer"),
  leader: openidOf("wtl", "leader1"),
  otherLeader: openidOf("wtl", "leader3"),
  member: openidOf("wtl", "memberEast"),
  head: openidOf("wtl", "headEast"),
  otherHead: openidOf("wtl", "headWest"),
  secretary: openidOf("wtl", "secretary"),
  stranger: openidOf("hgy", "resident1"),
};
export const idOf = (openid: string, communityId = "wtl"): string => personIdOf(openid, communityId);
/** The code of somebody's time account, as he says it. */
export const codeFor = (openid: string): string => accountCodeOf(accountIdOf("wtl", "person", idOf(openid)));

const allTimes: MemberDocument["times"] = [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) => (["morning", "afternoon", "evening", "night"] as const).map((part) => ({ weekday, part })));

export async function addPerson(product: Product, openid: string, name: string, grid: number): Promise<void> {
  const person: PersonDocument = {
    _id: idOf(openid), schemaVersion: 1, version: 1, communityId: "wtl", openid, current: true, name, inboxReadAt: 0, createdAt: mondayMorning,
    household: { state: "confirmed", bindingId: `bound-${openid}`, unitCode: `b${grid}-1`, room: "101", gridCode: `g${grid}` },
  };
  await product.cloud.database.collection("people").add(person);
}

/** Somebody who takes part, as the branch has approved him. */
export async function addMember(product: Product, openid: string, grid: number, rest: Partial<MemberDocument> = {}): Promise<void> {
  const member: MemberDocument = {
    _id: memberIdOf("wtl", idOf(openid)), schemaVersion: 1, version: 1, communityId: "wtl", personId: idOf(openid), state: "active",
    gridCode: `g${grid}`, stationCode: grid === 3 ? "west" : "east", skills: ["company", "ward"], times: allTimes, isMinor: false, partyMember: false,
    family: [], appliedAt: mondayMorning, effects: [], done: [], ...rest,
  };
  await product.cloud.database.collection("timeMembers").add(member);
}

export const ledgerAt = (at = mondayMorning): Ledger => ({ database: openDatabase(), communityId: "wtl", settings: defaultSettings, at, by: "p-test" });

export async function save(openid: string, minutes: number): Promise<string> {
  const ledger = ledgerAt();
  const { _id } = await openAccount(ledger, "person", idOf(openid));
  await deposit(ledger, operation(), { account: _id, minutes });
  return _id;
}

/** Gives hours to the pool, by somebody who saved them. */
export async function fillPool(minutes: number): Promise<void> {
  const from = await save("o-wtl-giver", minutes);
  await donate(ledgerAt(), operation(), { from, minutes });
}

export async function startNeeds(): Promise<Product> {
  const product = await startProduct();
  for (const [openid, name, grid] of [[who.family, "陈叔叔", 1], [who.near, "李老师", 1], [who.nearToo, "小周", 1], [who.station, "王姐", 2], [who.far, "老高", 3], [who.party, "老党员", 3], [who.passer, "路人", 1]] as const)
    await addPerson(product, openid, name, grid);
  await addMember(product, who.near, 1);
  await addMember(product, who.nearToo, 1);
  await addMember(product, who.station, 2);
  await addMember(product, who.far, 3);
  await addMember(product, who.party, 3, { partyMember: true });
  return product;
}

/** Wednesday evening, company for an hour. */
export const draftOf = (rest: Partial<Draft> = {}): Draft => ({
  skill: "company", words: "陪我说说话。", place: { kind: "home" }, schedule: { kind: "once", day: "2026-11-25", fromMinute: 1140, minutes: 60, places: 1 }, ...rest,
});
export const once = (day: string, fromMinute = 1140, minutes = 60, places = 1): Draft["schedule"] => ({ kind: "once", day, fromMinute, minutes, places });
/** Two weeks of four shifts a day from Thursday. */
export const fortnight: Draft["schedule"] = { kind: "roster", fromDay: "2026-11-26", days: 14, shifts: [480, 720, 960, 1200].map((fromMinute) => ({ fromMinute, minutes: 120, places: 1 })) };

export function needOf(product: Product, needId: string) {
  const open = (openid: string) => product.call(openid, "needs.open", { needId });
  const story = async (openid: string) => dataOf(await open(openid));
  const shifts = async () => (await product.documents<ShiftDocument>("timeShifts", { needId })).sort((a, b) => a.fromAt - b.fromAt || (a._id < b._id ? -1 : 1));
  return {
    needId,
    open,
    story,
    shifts,
    document: async (): Promise<NeedDocument> => (await product.documents<NeedDocument>("timeNeeds", { _id: needId }))[0]!,
    /** A step with the version that its doer sees now. */
    step: async (openid: string, step: NeedStep, operationId = newOperationId()) => {
      const seen = await open(openid);
      return product.call(openid, "needs.step", { needId, version: seen.ok ? seen.data.version : 0, step }, operationId);
    },
    turn: async (openid: string, action: "take" | "accept" | "refuse" | "giveBack", index = 0, operationId = newOperationId(), version?: number) => {
      const shift = (await shifts())[index]!;
      return product.call(openid, "shifts.step", { shiftId: shift._id, version: version ?? shift.version, step: { action } }, operationId);
    },
  };
}

export async function aNeed(product: Product, rest: Partial<Draft> = {}, openid = who.recipient) {
  const story = dataOf(await product.call(openid, "needs.ask", draftOf(rest)));
  return { ...needOf(product, story.needId), first: story };
}

export const account = async (product: Product, openid: string): Promise<AccountDocument | undefined> =>
  (await product.documents<AccountDocument>("timeAccounts", { _id: accountIdOf("wtl", "person", idOf(openid)) }))[0];
export const holdsIn = (product: Product, state: HoldDocument["state"]) => product.documents<HoldDocument>("timeHolds", { state });
export const entries = (product: Product) => product.documents<TransferDocument>("timeTransfers", { communityId: "wtl" });
export const guardOf = async (product: Product, openid: string): Promise<GuardDocument | undefined> => (await product.documents<GuardDocument>("timeGuards", { person: idOf(openid) }))[0];
export const inboxOf = async (product: Product, to: string): Promise<InboxDocument[]> => (await product.documents<InboxDocument>("inbox", { to })).sort((a, b) => a.at - b.at);

/** The product of the running tests. */
export let product: Product;
async function startWith(savedMinutes: number): Promise<void> {
  product = await startNeeds();
  if (savedMinutes > 0) await save(who.recipient, savedMinutes);
}

/** For tests that spoil what others would need: each starts anew, and leaves a bank that folds. */
export function eachStartsAnew({ savedMinutes = 0 } = {}): void {
  beforeEach(() => startWith(savedMinutes));
  afterEach(async () => {
    await expectSound();
    await product.close();
  });
}

/** The Wednesday of the running test's own week. */
export let day = "";
/** For tests that get on beside each other: one product for all, in which each has a week of its own, so that nobody is busy from the one before. */
export function eachInItsOwnWeek(): void {
  let weeks = 0;
  beforeAll(() => startWith(60_000));
  afterAll(() => product.close());
  beforeEach(() => {
    weeks += 1;
    const now = mondayMorning - (30 - weeks) * 7 * dayMs;
    product.cloud.cloud.clock.moveTo(now);
    day = addDays(dayOf(now), 2);
  });
}
export const wednesday = (places = 1) => ({ schedule: once(day, 1140, 60, places) });
export const later = ({ cloud: { cloud } }: Product, hours: number): void => cloud.clock.moveTo(cloud.clock.now() + hours * hourMs);
export const booked = async (product: Product, openid: string) => ((await guardOf(product, openid))?.intervals ?? []).filter(({ state }) => state === "booked");

/**
 * The first time of the ordinary need, promised by `who.near`: checked in at its beginning by `by`, left at its end, and
 * confirmed by nobody yet.
 * @returns the session's id
 */
export async function serveFirst({ needId, turn }: Awaited<ReturnType<typeof aNeed>>, by = who.recipient): Promise<string> {
  dataOf(await turn(who.near, "take"));
  moveTo(product, "2026-11-25T19:00:00");
  const { sessionId } = dataOf(await product.call(by, "sessions.checkIn", { shiftId: `${needId}:0`, presence: { kind: "onBehalf", personId: idOf(who.near) } }));
  moveTo(product, "2026-11-25T20:00:00");
  dataOf(await product.call(who.near, "sessions.checkOut", { sessionId, leaving: { kind: "tap" } }));
  return sessionId;
}

export const moveTo = (product: Product, local: string): void => product.cloud.cloud.clock.moveTo(Date.parse(`${local}+08:00`));
export async function tick(product: Product): Promise<void> {
  const { result } = (await product.cloud.app.callFunction({ name: "clock", data: {} })) as { result: { timebank: { needs: { failed: number } } } };
  if (result.timebank.needs.failed) throw new Error("the clock failed");
}

/** The bank folds, by the auditor and by the command. */
export async function expectSound(): Promise<void> {
  const database = openDatabase();
  expect(faultsIn(await readBooks(database, "wtl"))).toEqual([]);
  expect(await verifyCommunity(database, "wtl")).toMatchObject({ ok: true });
}
