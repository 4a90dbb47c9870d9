import { effectsOf, type Telling, type WaitsFor } from "../../inbox";
import { hourMs } from "../../../../contracts/kernel/milliseconds";
import type { SessionDocument, SessionEvent } from "../shared/documents";
import { lapsesAt, type ServiceSettings } from "./rules";

/** What follows from a session's state: who still has to do something, and when the clock looks again. Pure. */

export const toConfirmBy = (personId: string): string => `confirm:${personId}`;
export const unconfirmedIn = (gridCode: string): string => `unconfirmed:grid:${gridCode}`;
export const unconfirmedAtStation = (stationCode: string): string => `unconfirmed:station:${stationCode}`;
export const disputedAt = (stationCode: string): string => `disputed:${stationCode}`;

/** Who was helped, and family who act for him. */
export const helpedSide = ({ recipientId, proxies }: Pick<SessionDocument, "recipientId" | "proxies">): string[] => [
  ...(recipientId === undefined ? [] : [recipientId]),
  ...proxies.filter((proxy) => proxy !== recipientId),
];

function attentionOf(session: SessionDocument): string[] {
  const { state, gridCode, stationCode } = session;
  if (state === "served") return helpedSide(session).map(toConfirmBy);
  if (state === "unconfirmed") return [...helpedSide(session).map(toConfirmBy), unconfirmedIn(gridCode), unconfirmedAtStation(stationCode)];
  return state === "disputed" ? [disputedAt(stationCode)] : [];
}

/**
 * What a session waits for, in words that its entries in the inbox name: 等您办 goes when it waits for that no more, whoever
 * did it. `leader` and `branch` were asked because the side that was helped said nothing, or something else.
 */
type SessionWait = "confirmation" | "minutes" | "leader" | "branch";

export const sessionWaitsFor = ({ _id }: Pick<SessionDocument, "_id">, what: SessionWait): WaitsFor => ({ in: "timeSessions", id: _id, what });

function waitsOf({ state, forgotten, events }: SessionDocument): SessionWait[] {
  if (state === "disputed") return ["branch"];
  if (state !== "served" && state !== "unconfirmed") return [];
  const unsaid = forgotten && !events.some(({ what }) => what === "sayEnd");
  return ["confirmation", ...(unsaid ? ["minutes" as const] : []), ...(state === "unconfirmed" ? ["leader" as const] : [])];
}

const lastAt = ({ events }: SessionDocument, ...what: SessionEvent["what"][]): number => events.findLast((event) => what.includes(event.what))?.at ?? 0;

/** Epoch ms; undefined when only people can go on. */
export function nextCheckOf(session: SessionDocument, settings: ServiceSettings): number | undefined {
  switch (session.state) {
    case "inProgress": return lapsesAt(session, settings);
    case "served": return lastAt(session, "checkOut", "lapse") + settings.confirmHours * hourMs;
    case "unconfirmed": return lastAt(session, "askLeader") + settings.leaderHours * hourMs;
    // Paid at once by whoever confirms; what a crash left behind, the clock pays.
    case "confirmed": return lastAt(session, "confirm", "confirmBySilence", "decide");
    default: return undefined;
  }
}

/**
 * A session with what follows from its change. While something is to be told the clock looks at once: whoever changed it
 * delivers it himself, unless he died.
 */
export function withDerived(session: SessionDocument, at: number, settings: ServiceSettings, tell: readonly Telling[] = [], except: readonly string[] = []): SessionDocument {
  const { nextCheckAt: _before, ...rest } = session;
  const told = tell.map((telling) => ({ ...telling, sessionId: session._id }));
  const effects = [...session.effects, ...effectsOf(`${session._id}:${session.version + 1}`, at, told, except)];
  const next = nextCheckOf(session, settings);
  const nextCheckAt = effects.length ? Math.min(at, next ?? at) : next;
  return { ...rest, effects, attention: attentionOf(session), waits: waitsOf(session), ...(nextCheckAt !== undefined && { nextCheckAt }) };
}
