/** What coming, going and confirming cost, through the door on the demo: database calls with identification, warm. */
import { deposit, openAccount, placeHolds } from "../../cloudfunctions/features/timebank/ledger";
import { codesFrom } from "../../cloudfunctions/features/timebank/service/codes";
import type { NeedDocument, ShiftDocument } from "../../cloudfunctions/features/timebank/shared/documents";
import { ledgerOf } from "../../cloudfunctions/features/timebank/shared/ledgerOf";
import type { PersonDocument } from "../../cloudfunctions/platform/actor";
import { openDatabase } from "../../cloudfunctions/platform/database";
import { payloadHash, shortHash } from "../../cloudfunctions/platform/hash";
import type { TestCloud } from "../support/cloud";
import { openidOf } from "../support/demo";
import { bookInterval } from "../timebank/guard";
import { dayMs, hourMs, minuteMs } from "../../contracts/kernel/milliseconds";
import { costOf } from "./databaseCalls";
import { atMost, fact, type Figures } from "./figure";

const [helped, helps] = ["resident", "volunteer"] as const;

async function personOf(key: string): Promise<PersonDocument> {
  return (await openDatabase().collection<PersonDocument>("people").find({ openid: openidOf(key), current: true }, { limit: 1 }))[0]!;
}

/** A shift of an hour that begins now, promised, and paid by whoever is helped. */
async function promised(number: number, at: number): Promise<{ shiftId: string; secret: string }> {
  const database = openDatabase();
  const [recipient, volunteer] = [await personOf(helped), await personOf(helps)];
  const { communityId } = recipient;
  const ledger = await ledgerOf({ database, communityId, by: "bench", at });
  const order = (what: string) => ({ documentId: shortHash("bench-checkout", what, String(number)), payloadHash: payloadHash({}) });
  const account = await openAccount(ledger, "person", recipient._id);
  await deposit(ledger, order("saved"), { account: account._id, minutes: 60 });
  const hold = order("hold");
  await placeHolds(ledger, hold, { from: account._id, groups: [{ first: 0, places: 1, minutes: 60, expiresAt: at + 40 * dayMs }] });
  const [needId, toAt, secret] = [`bench-need-${number}`, at + hourMs, `secret-${number}`];
  await bookInterval({ database, communityId, person: volunteer._id }, { id: `${needId}:0`, from: at, to: toAt });
  const common = { schemaVersion: 1 as const, version: 1, communityId, gridCode: "g01", stationCode: "s1", skill: "tutoring", effects: [] };
  await database.collection<NeedDocument>("timeNeeds").insert({
    ...common, _id: needId, storyVersion: 1, payloadHash: "", state: "open", open: true, askerId: recipient._id, recipientId: recipient._id, ownHours: true, proxies: [], people: [recipient._id],
    familyToken: "", codeSecret: secret, words: "辅导作业", place: { text: "家里" }, schedule: { kind: "once", day: "2026-11-23", fromMinute: 600, minutes: 60, places: 1 },
    stage: "grid", stageAt: at, offeredTo: [], attention: [], lacking: 0, nextAt: at, createdAt: at, events: [],
  });
  await database.collection<ShiftDocument>("timeShifts").insert({
    ...common, _id: `${needId}:0`, needId, child: false, fromAt: at, toAt, places: 1, funding: "own", holds: [`${hold.documentId}:0`], cancelled: false, closeAt: toAt,
    turns: [{ place: 0, personId: volunteer._id, state: "promised", at }], people: [volunteer._id],
  });
  return { shiftId: `${needId}:0`, secret };
}

export async function checkoutCalls(cloud: TestCloud): Promise<Figures> {
  const cost = { checkIn: 0, tap: 0, code: 0, confirm: 0 };
  // The first round warms the instance: settings and community are remembered for some seconds.
  for (const [number, kind] of (["tap", "tap", "code"] as const).entries()) {
    const { shiftId, secret } = await promised(number, cloud.cloud.clock.now());
    const code = () => codesFrom(secret, cloud.cloud.clock.now(), 60, 0)[0]!.digits;
    const arrived = await costOf(cloud, helps, "sessions.checkIn", { shiftId, presence: { kind: "code", code: code() } });
    const { sessionId } = arrived.data;
    cloud.cloud.clock.moveTo(cloud.cloud.clock.now() + 40 * minuteMs);
    const left = await costOf(cloud, helps, "sessions.checkOut", { sessionId, leaving: kind === "tap" ? { kind } : { kind, code: code() } });
    const confirmed = await costOf(cloud, helped, "sessions.step", { sessionId, version: left.data.version, step: { action: "confirm" } });
    cost.checkIn = arrived.cost.databaseCalls;
    cost[kind] = left.cost.databaseCalls;
    cost.confirm = confirmed.cost.databaseCalls;
  }
  return {
    "checkout.calls": atMost(Math.max(cost.tap, cost.code), 12, `database calls of one check-out, by a tap ${cost.tap}, by a code ${cost.code}: guard, turn and session in one transaction, and the other side told; identification included`),
    "checkin.calls": fact(cost.checkIn, "the same of one check-in by a code"),
    "confirm.calls": fact(cost.confirm, "the same of one confirmation, the hours paid from a hold and both told"),
  };
}
