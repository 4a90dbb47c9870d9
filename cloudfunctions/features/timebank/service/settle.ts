import { dayOf } from "../../../../contracts/kernel/day";
import { minutesText } from "../../../../contracts/timebank/minutes";
import type { Rejection } from "../../../../contracts/timebank/words";
import type { Database } from "../../../platform/database";
import { payloadHash, shortHash } from "../../../platform/hash";
import type { Operation } from "../../../platform/serve";
import { correct, deposit, openAccount, postHold, restore, type TransferDocument, voidHolds } from "../ledger";
import { accountOf } from "../shared/accounts.repository";
import type { SessionDocument } from "../shared/documents";
import { otherSelvesOf } from "../shared/family";
import { ledgerOf } from "../shared/ledgerOf";
import { memberOf } from "../shared/members.repository";
import { skillName } from "../shared/wording";
import { changed } from "./advance";
import { creditWithinDay, findSession, saveSession } from "./repository";
import { tellAndRest } from "./telling";
import type { ServiceSettings } from "./rules";

/**
 * A confirmed session becomes hours. Invariant: every entry's id is made of the session alone, so that the call that
 * confirmed, the clock that comes after a crash, and both at once pay once.
 */
type Ledger = Awaited<ReturnType<typeof ledgerOf>>;

/** How often the branch has decided: what follows a second decision is another entry than what followed the first. */
const decisions = ({ events }: SessionDocument): number => events.filter(({ what }) => what === "decide").length;

const operationOf = (session: SessionDocument, what: string, payload: object): Operation => ({
  documentId: shortHash("timeSession", session._id, what, String(decisions(session))),
  payloadHash: payloadHash(payload),
});

/** The volunteer's own account does not take it: nobody else's trouble, and nothing the bank could do instead. */
const ofVolunteer: readonly Rejection[] = ["accountClosed", "sameAccount"];

/**
 * His account as another login of his goes on with it, since two were merged; none that was tried. A closed one is tried, too:
 * it may have been paid before it was merged on, and by what that came to a repeat pays nobody again.
 */
async function remainingAccount({ database, communityId }: Ledger, volunteerId: string, tried: readonly string[]): Promise<string | undefined> {
  for (const personId of otherSelvesOf(await memberOf(database, communityId, volunteerId))) {
    const account = await accountOf(database, communityId, personId);
    if (account && !tried.includes(account._id)) return account._id;
  }
  return undefined;
}

/**
 * Whoever served is paid, whatever became of the account that was to pay: frozen, closed or expired in between, its hold
 * is gone, and the bank issues the hours instead. Where his own account became another of his, that one gets them: each
 * account that was tried is an entry under an id of its own, so that a repeat comes to the same.
 */
async function pay(ledger: Ledger, session: SessionDocument, to: string, tried: readonly string[] = []): Promise<TransferDocument | undefined> {
  const { minutes, hold } = session.toSettle!;
  const under = (what: string) => (tried.length ? `${what}:${to}` : what);
  const release = async () => hold !== undefined && (await voidHolds(ledger, operationOf(session, "void", { hold }), { holds: [hold] }));
  if (minutes === 0) {
    await release();
    return undefined;
  }
  const held = hold === undefined ? undefined : await postHold(ledger, operationOf(session, under("pay"), { hold, minutes }), { hold, to, minutes });
  const entry = held && (held.rejection === undefined || ofVolunteer.includes(held.rejection)) ? held : await deposit(ledger, operationOf(session, under("issue"), { minutes }), { account: to, minutes });
  if (entry.rejection === undefined || !ofVolunteer.includes(entry.rejection)) return entry;
  const remaining = entry.rejection === "accountClosed" ? await remainingAccount(ledger, session.volunteerId, [...tried, to]) : undefined;
  if (remaining !== undefined) return pay(ledger, session, remaining, [...tried, to]);
  await release();
  return entry;
}

/** What was taken by mistake from an account that became another of his since is that one's: the bank issues it. */
async function giveBack(ledger: Ledger, session: SessionDocument, back: { entry: string; minutes: number }): Promise<TransferDocument> {
  const tried: string[] = [];
  let entry = await restore(ledger, operationOf(session, "restore", back), { transfer: back.entry, minutes: back.minutes });
  while (entry.rejection === "accountClosed") {
    const remaining = await remainingAccount(ledger, session.volunteerId, tried);
    if (remaining === undefined) return entry;
    tried.push(remaining);
    entry = await deposit(ledger, operationOf(session, `restore:${remaining}`, back), { account: remaining, minutes: back.minutes });
  }
  return entry;
}

async function entryFor(ledger: Ledger, session: SessionDocument): Promise<TransferDocument | undefined> {
  const { correct: cut, restore: back } = session.toSettle!;
  if (cut) return correct(ledger, operationOf(session, "cut", cut), { transfer: cut.entry, minutes: cut.minutes });
  if (back) return giveBack(ledger, session, back);
  if (session.entries.length) return undefined;
  return pay(ledger, session, (await openAccount(ledger, "person", session.volunteerId))._id);
}

/** What the entry came to: nothing is taken back that was spent, and nothing is given to an account that is closed. */
function settledAs(session: SessionDocument, entry: TransferDocument | undefined, { at, settings, skill }: { at: number; settings: ServiceSettings; skill: string }): SessionDocument {
  const { toSettle: decided, helpedCalled: _gone, ...rest } = session;
  const refused = entry?.rejection !== undefined;
  const { minutes: wanted, correct: cut, restore: back } = decided!;
  // Refused, it stays as it was: nothing where this was the payment.
  const minutes = !refused ? wanted : cut ? wanted + cut.minutes : back ? wanted - back.minutes : 0;
  const words = !refused ? undefined : cut ? "这些时间已经用掉了，没有扣回" : "志愿者的账户已经注销，没有存入";
  const text = refused ? `${skill}的时间没有变动：${words}。` : `${skill}确认了，${minutesText(minutes)}已经记到您的时间账户。`;
  const after = { ...rest, creditedMinutes: minutes, entries: entry && !refused ? [...session.entries, entry._id] : session.entries };
  const tell = (cut ?? back) && !refused ? [] : [{ to: [session.volunteerId], text }];
  return changed(after, { action: "settle", event: { minutes, ...(words !== undefined && { words }) }, tell }, { at, settings, by: "clock" });
}

export interface Settling {
  database: Database;
  at: number;
  settings: ServiceSettings;
}

/** What is given back is as much as the day still has room for: another session of the day may have taken what was cut. */
function backWithin({ minutes: wanted, restore: back }: NonNullable<SessionDocument["toSettle"]>, given: number): NonNullable<SessionDocument["toSettle"]> {
  const before = wanted - back!.minutes;
  return given > before ? { minutes: given, restore: { ...back!, minutes: given - before } } : { minutes: before };
}

/** Within the bound of a day, where the community has one: known before the confirmation is written. */
export async function withinDay(database: Database, session: SessionDocument, { dayMinutes }: ServiceSettings): Promise<SessionDocument> {
  const { toSettle } = session;
  if (dayMinutes === null || !toSettle || toSettle.correct) return session;
  const given = await creditWithinDay(database, session, dayOf(session.inAt), toSettle.minutes, dayMinutes);
  const within = toSettle.restore ? backWithin(toSettle, given) : { ...toSettle, minutes: given };
  return { ...session, creditedMinutes: within.minutes, toSettle: within };
}

/** What a session doesn't get after all is free for the day's others: before it is written, so that a crash repeats it. */
export async function freeDay(database: Database, session: SessionDocument, { dayMinutes }: ServiceSettings): Promise<void> {
  if (dayMinutes !== null) await creditWithinDay(database, session, dayOf(session.inAt), session.creditedMinutes ?? 0, dayMinutes);
}

/** @returns the session settled, by this call or by whoever was faster */
export async function settle({ database, at, settings }: Settling, session: SessionDocument): Promise<SessionDocument> {
  const ledger = await ledgerOf({ database, communityId: session.communityId, by: session.confirmedBy ?? "clock", at, skill: session.skill });
  const entry = await entryFor(ledger, session);
  const after = settledAs(session, entry, { at, settings, skill: skillName(ledger.settings, session.skill) });
  if (after.creditedMinutes !== session.creditedMinutes || session.toSettle?.correct || session.toSettle?.restore) await freeDay(database, after, settings);
  if (!(await saveSession(database, session, after))) return (await findSession(database, session._id)) ?? session;
  const settled = { ...after, version: session.version + 1 };
  return tellAndRest(database, settled, settings);
}
