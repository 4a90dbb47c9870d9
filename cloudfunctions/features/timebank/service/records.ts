import type * as z from "zod/mini";
import { monthDayText } from "../../../../contracts/kernel/day";
import { oldClockOf, oldClockText } from "../../../../contracts/kernel/oldClock";
import { pageSize } from "../../../../contracts/kernel/paging";
import { minutesText } from "../../../../contracts/timebank/minutes";
import type { recordLine } from "../../../../contracts/timebank/session";
import { pageFrom, positionOf } from "../../../platform/cursor";
import type { Handler, MemberContext } from "../../../platform/serve";
import type { SessionDocument } from "../shared/documents";
import { accountOf } from "../shared/accounts.repository";
import { bareViewer } from "./context";
import { actionsOf, partsOf, type SessionViewer } from "./parts";
import { countSessionsOf, sessionsOf } from "./repository";

/** The service record with what the ministry's Order 67 asks for; free of charge, and its own holder's to read. */
type RecordLine = z.output<typeof recordLine>;

const unsettledTexts: Partial<Record<SessionDocument["state"], string>> = {
  served: "等确认",
  unconfirmed: "等确认",
  disputed: "支委在看",
  confirmed: "已确认",
};

/** What was credited first, where the branch has changed it since. */
function correctedText({ events, creditedMinutes }: SessionDocument): string | undefined {
  const first = events.find(({ what }) => what === "settle")?.minutes;
  return first !== undefined && creditedMinutes !== undefined && first !== creditedMinutes ? `已更正：${minutesText(first)} → ${minutesText(creditedMinutes)}` : undefined;
}

/** A paper that tells only how long it was has no times to show. */
const timeText = ({ source, inAt, outAt, bookedTo }: SessionDocument): string =>
  source === "paper" && outAt === undefined ? "没有记几点" : `${oldClockText(inAt)}–${oldClockText(outAt ?? bookedTo)}`;

function lineOf(session: SessionDocument, viewer: SessionViewer): RecordLine {
  const { day } = oldClockOf(session.inAt);
  const corrected = correctedText(session);
  return {
    sessionId: session._id,
    day,
    dayText: `${day.slice(0, 4)}年${monthDayText(day)}`,
    timeText: timeText(session),
    place: session.placeText,
    content: session.content,
    organiser: session.organiser,
    inCharge: session.inCharge,
    actualText: minutesText(session.actualMinutes ?? 0),
    creditedText: session.state === "settled" ? minutesText(session.creditedMinutes ?? 0) : (unsettledTexts[session.state] ?? ""),
    fromPaper: session.source === "paper",
    ...(corrected !== undefined && { correctedText: corrected }),
    mayDispute: actionsOf(viewer, session, partsOf(viewer, session, session.proxies)).includes("dispute"),
    version: session.version,
  };
}

async function totalText({ database, person }: MemberContext): Promise<string> {
  const count = await countSessionsOf(database, person.communityId, person._id);
  const honour = (await accountOf(database, person.communityId, person._id))?.honour ?? 0;
  return `一共 ${count.toLocaleString("en")} 次，记了 ${minutesText(honour)}`;
}

export const listRecords: Handler<"records.list"> = async ({ cursor }, context) => {
  const { database, person } = context;
  const position = cursor === undefined ? undefined : positionOf(cursor);
  const found = await sessionsOf(database, person.communityId, person._id, position, pageSize + 1);
  const page = pageFrom(found, pageSize, ({ bookedFrom, _id }) => ({ key: bookedFrom, id: _id }));
  const viewer = bareViewer(context);
  return {
    ...page,
    items: page.items.map((session) => lineOf(session, viewer)),
    ...(position === undefined && { totalText: await totalText(context) }),
  };
};
