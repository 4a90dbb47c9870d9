/**
 * Shifts that somebody promised, as the needs room leaves them: written straight into the database, so that the service
 * room is tested alone, with whatever hours, places and people a test wants.
 */
import { deposit, openAccount, placeHolds, poolIdOf, verifyCommunity } from "../../../cloudfunctions/features/timebank/ledger";
import type { Ledger } from "../../../cloudfunctions/features/timebank/ledger/repository";
import type { AccountDocument, HoldDocument, TransferDocument } from "../../../cloudfunctions/features/timebank/ledger/documents";
import type { InboxDocument } from "../../../cloudfunctions/features/inbox/document";
import type { MemberDocument, NeedDocument, SessionDocument, ShiftDocument } from "../../../cloudfunctions/features/timebank/shared/documents";
import { memberIdOf } from "../../../cloudfunctions/features/timebank/shared/members.repository";
import { codesFrom } from "../../../cloudfunctions/features/timebank/service/codes";
import { personIdOf } from "../../../cloudfunctions/features/people/personId";
import type { PersonDocument } from "../../../cloudfunctions/platform/actor";
import { openDatabase } from "../../../cloudfunctions/platform/database";
import { payloadHash, shortHash } from "../../../cloudfunctions/platform/hash";
import { dayMs, hourMs, minuteMs } from "../../../contracts/kernel/milliseconds";
import type { CallInput } from "../../../contracts/calls";
import { defaultSettings, type TimeBankSettings } from "../../../contracts/timebank/settings";
import { mondayMorning, openidOf } from "../../support/communities";
import { dataOf, newOperationId, type Product, startProduct } from "../../support/product";
import { faultsIn, readBooks } from "../audit";
import { bookInterval } from "../guard";

export const community = "wtl";

/** Who plays what; `volunteer…` are neighbours without a post. */
export const who = {
  recipient: openidOf(community, "resident1"),
  family: openidOf(community, "newcomer"),
  other: openidOf(community, "resident3"),
  volunteer: "o-wtl-volunteer",
  second: "o-wtl-second",
  leader: openidOf(community, "leader1"),
  otherLeader: openidOf(community, "leader3"),
  member: openidOf(community, "memberEast"),
  head: openidOf(community, "headEast"),
  otherHead: openidOf(community, "headWest"),
  secretary: openidOf(community, "secretary"),
  stranger: openidOf("hgy", "secretary"),
};
export const idOf = (openid: string): string => personIdOf(openid, community);

let operations = 0;
export const operation = (payload: object = {}) => ({ documentId: shortHash(`service-test-${(operations += 1)}`), payloadHash: payloadHash(payload) });

export const ledgerAt = (at: number, communityId = community, settings: Partial<TimeBankSettings> = {}): Ledger => ({
  database: openDatabase(), communityId, settings: { ...defaultSettings, ...settings }, at, by: "p-test",
});

const person = (openid: string, name: string): PersonDocument => ({
  _id: idOf(openid), schemaVersion: 1, version: 1, communityId: community, openid, current: true, name, inboxReadAt: 0, createdAt: mondayMorning - dayMs,
});

/** The test communities with two volunteers who have no post, and an account for the one who is helped. */
export async function startService(prepare: (product: Product) => Promise<void> = async () => {}): Promise<Product> {
  const product = await startProduct();
  await prepare(product);
  for (const one of [person(who.volunteer, "李老师"), person(who.second, "小赵")]) await product.cloud.database.collection("people").add(one);
  const ledger = ledgerAt(mondayMorning);
  const account = await openAccount(ledger, "person", idOf(who.recipient));
  await deposit(ledger, operation(), { account: account._id, minutes: 10_000 });
  return product;
}

export interface Promised {
  product: Product;
  needId: string;
  shiftId: string;
  secret: string;
  fromAt: number;
  toAt: number;
}
export interface Wish {
  /** Epoch ms; an hour from Monday 10:00 unless said. */
  fromAt?: number;
  minutes?: number;
  places?: number;
  volunteers?: readonly string[];
  funding?: "own" | "community";
  proxies?: readonly string[];
  /** Helped without an account, asked for by `proxies`. */
  onBehalf?: string;
  point?: { lng: number; lat: number };
  expiresAt?: number;
  gridCode?: string;
}

let needs = 0;

export async function promised(product: Product, wish: Wish = {}): Promise<Promised> {
  const { fromAt = mondayMorning, minutes = 60, volunteers = [who.volunteer], places = volunteers.length, funding = "own", gridCode = "g1" } = wish;
  const database = openDatabase();
  const needId = `need-${(needs += 1)}`;
  const [shiftId, toAt, secret] = [`${needId}:0`, fromAt + minutes * minuteMs, `secret-${needId}`];
  const ledger = ledgerAt(product.cloud.cloud.clock.now());
  const holds = funding === "community" ? [] : await heldFor(ledger, wish.onBehalf === undefined ? idOf(who.recipient) : undefined, places, minutes, wish.expiresAt ?? toAt + 40 * dayMs);
  const turns = volunteers.map((openid, place) => ({ place, personId: idOf(openid), state: "promised" as const, at: fromAt - hourMs, booking: `${shiftId}:${place}` }));
  for (const { personId, booking } of turns) {
    const interval = await bookInterval({ database, communityId: community, person: personId }, { id: booking, from: fromAt, to: toAt });
    if (interval.state !== "booked") throw new Error(`${personId} has something else to do then`);
  }
  const common = { schemaVersion: 1 as const, version: 1, communityId: community, gridCode, stationCode: gridCode === "g3" ? "west" : "east", skill: "tutoring", effects: [] };
  const need = {
    ...common, _id: needId, storyVersion: 1, payloadHash: "", state: "open", open: true, askerId: idOf(who.recipient), ownHours: true,
    ...(wish.onBehalf === undefined ? { recipientId: idOf(who.recipient) } : { onBehalf: { called: wish.onBehalf, consentAt: fromAt } }),
    proxies: (wish.proxies ?? []).map(idOf), people: [], familyToken: "", codeSecret: secret, words: "辅导作业",
    place: { text: "1 栋 1 单元 402", ...(wish.point && { point: wish.point }) },
    schedule: { kind: "once", day: "2026-11-23", fromMinute: 600, minutes, places },
    stage: "grid", stageAt: fromAt, offeredTo: [], attention: [], lacking: 0, nextAt: fromAt, createdAt: fromAt, events: [],
  } satisfies NeedDocument;
  const shift: ShiftDocument = {
    ...common, _id: shiftId, needId, child: false, fromAt, toAt, places, funding, holds, cancelled: false, closeAt: toAt, turns, people: turns.map(({ personId }) => personId),
  };
  await database.collection<NeedDocument>("timeNeeds").insert(need);
  await database.collection<ShiftDocument>("timeShifts").insert(shift);
  return { product, needId, shiftId, secret, fromAt, toAt };
}

async function heldFor(ledger: Ledger, recipientId: string | undefined, places: number, minutes: number, expiresAt: number): Promise<string[]> {
  const order = operation({ places, minutes });
  const from = recipientId === undefined ? poolIdOf(ledger.communityId) : (await openAccount(ledger, "person", recipientId))._id;
  const entry = await placeHolds(ledger, order, { from, groups: [{ first: 0, places, minutes, expiresAt }], ...(recipientId === undefined && { withoutAccount: true }) });
  if (entry.rejection !== undefined) throw new Error(`the hours were not held: ${entry.rejection}`);
  return Array.from({ length: places }, (_, place) => `${order.documentId}:${place}`);
}

/** What the place shows at that moment. */
export const codeAt = ({ secret }: Promised, at: number): string => codesFrom(secret, at, defaultSettings.service.codeSeconds, 0)[0]!.digits;

export const at = ({ product }: Promised, time: number): void => product.cloud.cloud.clock.moveTo(time);

const now = ({ product }: Promised): number => product.cloud.cloud.clock.now();

export const arrive = (shift: Promised, openid: string = who.volunteer, operationId = newOperationId()) =>
  shift.product.call(openid, "sessions.checkIn", { shiftId: shift.shiftId, presence: { kind: "code", code: codeAt(shift, now(shift)) } }, operationId);

export const leave = (shift: Promised, sessionId: string, openid: string = who.volunteer, operationId = newOperationId()) =>
  shift.product.call(openid, "sessions.checkOut", { sessionId, leaving: { kind: "tap" } }, operationId);

/** Came at the beginning and left after so many minutes. */
export async function served(shift: Promised, minutes = 60, openid: string = who.volunteer) {
  at(shift, shift.fromAt);
  const { sessionId } = dataOf(await arrive(shift, openid));
  at(shift, shift.fromAt + minutes * minuteMs);
  return dataOf(await leave(shift, sessionId, openid));
}

export const opened = async ({ product }: Promised, openid: string, sessionId: string) => dataOf(await product.call(openid, "sessions.open", { sessionId }));

/** A step with the version that its doer sees now. */
export async function step({ product }: Promised, openid: string, sessionId: string, one: CallInput<"sessions.step">["step"], operationId = newOperationId()) {
  const seen = await product.call(openid, "sessions.open", { sessionId });
  return product.call(openid, "sessions.step", { sessionId, version: seen.ok ? seen.data.version : 0, step: one }, operationId);
}

export const sessionOf = async ({ product }: Promised, sessionId: string): Promise<SessionDocument> => (await product.documents<SessionDocument>("timeSessions", { _id: sessionId }))[0]!;
export const shiftOf = async ({ product, shiftId }: Promised): Promise<ShiftDocument> => (await product.documents<ShiftDocument>("timeShifts", { _id: shiftId }))[0]!;
export const holdsOf = async (shift: Promised): Promise<HoldDocument[]> => {
  const { holds } = await shiftOf(shift);
  return (await shift.product.documents<HoldDocument>("timeHolds")).filter(({ _id }) => holds.includes(_id));
};
export const accountOf = async ({ product }: Promised, openid: string): Promise<AccountDocument> => (await product.documents<AccountDocument>("timeAccounts", { holder: idOf(openid) }))[0]!;
export const entriesOf = async ({ product }: Promised, ids: readonly string[]): Promise<TransferDocument[]> => (await product.documents<TransferDocument>("timeTransfers")).filter(({ _id }) => ids.includes(_id));
export const toldOf = ({ product }: Promised, sessionId: string): Promise<InboxDocument[]> => product.documents<InboxDocument>("inbox", { sessionId });

/** One round of the clock, as the timer starts it: by nobody. */
export async function tick({ product }: Pick<Promised, "product">): Promise<{ timebank: { sessions: number; shifts: number; failed: number } }> {
  const { result } = (await product.cloud.app.callFunction({ name: "clock", data: {} })) as { result: { timebank: { sessions: number; shifts: number; failed: number } } };
  return result;
}

/** What the branch has noted of somebody's family. */
export async function relate(openid: string, toOpenid: string): Promise<void> {
  const member: MemberDocument = {
    _id: memberIdOf(community, idOf(openid)), schemaVersion: 1, version: 1, communityId: community, personId: idOf(openid), state: "active", gridCode: "g1", stationCode: "east",
    skills: ["tutoring"], times: [], isMinor: false, partyMember: false, family: [{ personId: idOf(toOpenid), relation: "spouse", by: "p-test", at: 0 }], appliedAt: 0, done: [], effects: [],
  };
  await openDatabase().collection<MemberDocument>("timeMembers").put(member);
}

/** The invariants of the whole bank, by the auditor and by the product's own command. */
export async function bankFaults(communityId = community): Promise<string[]> {
  const verdict = await verifyCommunity(openDatabase(), communityId);
  return [...faultsIn(await readBooks(openDatabase(), communityId)), ...(verdict.ok ? [] : [`verify: ${verdict.fault.says}`])];
}

