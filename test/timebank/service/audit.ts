/**
 * What holds of sessions after every step, worked out from the documents alone and with none of the product's arithmetic.
 * The ledger's own invariants stand in ../audit.ts.
 */
import type { GuardDocument } from "../../../cloudfunctions/features/timebank/ledger/guards.repository";
import type { SessionDocument, ShiftDocument } from "../../../cloudfunctions/features/timebank/shared/documents";
import type { Database } from "../../../cloudfunctions/platform/database";
import { type Books, faultsIn, readBooks } from "../audit";
import { minuteMs } from "../../../contracts/kernel/milliseconds";

export interface Service extends Books {
  sessions: SessionDocument[];
  shifts: ShiftDocument[];
}

/** @param ids of the documents there can be: neither collection has an index over a whole community */
export async function readService(database: Database, communityId: string, ids: { sessions: readonly string[]; shifts: readonly string[] }): Promise<Service> {
  const [books, sessions, shifts] = await Promise.all([
    readBooks(database, communityId),
    database.collection<SessionDocument>("timeSessions").find({ _id: { $in: [...ids.sessions] } }, { limit: 100 }),
    database.collection<ShiftDocument>("timeShifts").find({ _id: { $in: [...ids.shifts] } }, { limit: 100 }),
  ]);
  return { ...books, sessions, shifts };
}

const total = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);
const bookedOf = ({ bookedFrom, bookedTo }: SessionDocument): number => (bookedTo - bookedFrom) / minuteMs;

/** What a volunteer was given, and taken back from, against what his sessions say. */
function creditFaults({ accounts, transfers, sessions }: Service, dayMinutes: number): string[] {
  return [...new Set(sessions.map(({ volunteerId }) => volunteerId))].flatMap((volunteerId) => {
    const own = sessions.filter((session) => session.volunteerId === volunteerId);
    const account = accounts.find(({ holder }) => holder === volunteerId);
    if (!account) return [];
    const received = transfers.filter(({ kind, lines }) => (kind === "service" || kind === "deposit") && lines.some((line) => line.account === account._id && line.book === "honour" && line.minutes > 0));
    const paid = own.filter(({ state, entries }) => state === "confirmed" || entries.length > 0);
    const settled = total(own.filter(({ entries }) => entries.length > 0).map(({ creditedMinutes = 0 }) => creditedMinutes));
    const onTheWay = total(own.filter(({ state }) => state === "confirmed").map((session) => bookedOf(session)));
    return [
      ...(received.length > paid.length ? [`twice: ${volunteerId} was paid ${received.length} times for ${paid.length} sessions`] : []),
      ...(account.honour > total(own.map(bookedOf)) ? [`booked: ${volunteerId} has ${account.honour} minutes, more than was booked`] : []),
      ...(account.honour > dayMinutes ? [`day: ${volunteerId} has ${account.honour} minutes for one day`] : []),
      ...(Math.abs(account.honour - settled) > onTheWay ? [`credited: ${volunteerId} has ${account.honour} minutes, his sessions say ${settled}`] : []),
    ];
  });
}

/** Whose times are what somebody checked out at; an end that was only planned may lie behind the next beginning. */
const countedOf = ({ outAt, forgotten }: SessionDocument): boolean => outAt !== undefined && !forgotten;

function sessionFaults({ sessions, shifts, transfers, guards }: Service): string[] {
  const entries = sessions.flatMap((session) => session.entries);
  const payments = (session: SessionDocument) => session.entries.filter((id) => transfers.some(({ _id, kind }) => _id === id && (kind === "service" || kind === "deposit")));
  const intervals = (volunteerId: string) => guards.find(({ person }: GuardDocument) => person === volunteerId)?.intervals ?? [];
  // One that the next turn has ended waits for its check-out or for the clock: he is no longer there.
  const isOver = ({ _id, volunteerId }: SessionDocument) => intervals(volunteerId).some(({ id, state }) => id === _id && state === "done");
  const going = (volunteerId: string) => sessions.filter((session) => session.volunteerId === volunteerId && session.state === "inProgress" && !isOver(session));
  return [
    ...(new Set(entries).size < entries.length ? ["entries: one entry pays two sessions"] : []),
    ...sessions.flatMap((session) => [
      ...(payments(session).length > 1 ? [`twice: ${session._id} was paid by ${payments(session).length} entries`] : []),
      ...((session.creditedMinutes ?? 0) > bookedOf(session) ? [`booked: ${session._id} has ${session.creditedMinutes} minutes of ${bookedOf(session)}`] : []),
      ...(session.state === "settled" && session.toSettle ? [`settled: ${session._id} still has to be`] : []),
      ...(going(session.volunteerId).length > 1 ? [`presence: ${session.volunteerId} is in two places`] : []),
    ]),
    ...sessions.flatMap((a) => sessions.flatMap((b) => (a._id < b._id && a.volunteerId === b.volunteerId && countedOf(a) && countedOf(b) && a.inAt < b.outAt! && b.inAt < a.outAt! ? [`time: ${a.volunteerId} is in ${a._id} and in ${b._id} at once`] : []))),
    ...shifts.flatMap(({ _id, turns }) =>
      turns.flatMap(({ personId, state }) => {
        const session = sessions.find(({ shiftId, volunteerId }) => shiftId === _id && volunteerId === personId);
        const expected = session === undefined ? ["promised", "missed"] : session.state === "inProgress" ? ["inProgress"] : ["served"];
        return expected.includes(state) ? [] : [`turns: ${personId} is ${state}, his session ${session?.state ?? "never was"}`];
      }),
    ),
  ];
}

/** One sentence for each thing that doesn't hold; its first word names it. */
export const serviceFaults = (service: Service, dayMinutes: number): string[] => [...faultsIn(service), ...sessionFaults(service), ...creditFaults(service, dayMinutes)];

/** When everything has been said and time has passed: nothing is left over. */
export function leftOver({ sessions, shifts, holds }: Service): string[] {
  const disputed = new Set(sessions.filter(({ state }) => state === "disputed").map(({ hold }) => hold));
  return [
    ...sessions.filter(({ state }) => state !== "settled" && state !== "disputed").map(({ _id, state }) => `end: ${_id} is still ${state}`),
    ...[...sessions, ...shifts].filter(({ effects }) => effects.length > 0).map(({ _id }) => `end: ${_id} has something to tell`),
    ...shifts.filter(({ closeAt }) => closeAt !== undefined).map(({ _id }) => `end: ${_id} is not closed`),
    ...shifts.flatMap(({ turns }) => turns.filter(({ state }) => state === "promised").map(({ personId }) => `end: ${personId} is still waited for`)),
    ...holds.filter(({ _id, state }) => state === "pending" && !disputed.has(_id)).map(({ _id }) => `end: ${_id} is still held`),
  ];
}
