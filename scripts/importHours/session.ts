import type { Organisation } from "../../contracts/org/organisation";
import { minuteMs } from "../../contracts/kernel/milliseconds";
import { instantsOfOldClock } from "../../contracts/kernel/oldClock";
import { stationName } from "../../cloudfunctions/features/timebank/shared/home";
import type { SessionDocument } from "../../cloudfunctions/features/timebank/shared/documents";
import type { PaperLine } from "./lines";

const noon = 12 * 60;

/** Without clock times a session stands at noon of its day, for the lists, and has no end; its minutes are what counts. */
const timesOf = ({ when: { time } }: PaperLine): Pick<SessionDocument, "bookedFrom" | "bookedTo" | "inAt" | "outAt"> => {
  if (time.kind === "timed") return { bookedFrom: time.from, bookedTo: time.to, inAt: time.from, outAt: time.to };
  const begin = instantsOfOldClock(time.day, noon)[0]!;
  return { bookedFrom: begin, bookedTo: begin + time.minutes * minuteMs, inAt: begin };
};

/** The record of a line, settled by the entry of the same id. */
export function sessionOf(organisation: Organisation, line: PaperLine, at: number): SessionDocument {
  const { row, holder, when, skill, operation } = line;
  const ours = stationName(organisation, holder.stationCode);
  const said = [row.helped ? `帮的是${row.helped}` : "", row.remark].filter(Boolean).join("；");
  return {
    _id: operation.documentId,
    schemaVersion: 1,
    version: 1,
    communityId: organisation.communityId,
    source: "paper",
    volunteerId: holder.personId,
    proxies: [],
    attention: [],
    gridCode: holder.gridCode,
    stationCode: holder.stationCode,
    skill,
    content: row.content,
    placeText: row.place,
    organiser: row.organiser || ours,
    inCharge: row.inCharge || ours,
    state: "settled",
    ...timesOf(line),
    forgotten: false,
    shown: { in: "paper", out: "paper" },
    actualMinutes: when.minutes,
    creditedMinutes: when.minutes,
    entries: [operation.documentId],
    events: [{ at, by: "paper", what: "settle", minutes: when.minutes, ...(said && { words: said }) }],
    effects: [],
  };
}
