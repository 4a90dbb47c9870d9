/** The shifts of a need as rows under their days. Pure. */
import { came, dayMs, hourMs, invitedWords, isGone, lackWords, saidYes } from "../../../../shared/contracts";
import { turnActionLabels, type NeedStory, type ShiftView, type TurnAction } from "../../../../shared/timebankWords";

/** `look`: the shift's own page, where a volunteer finds when to check in, and how to give it back. */
export type ShiftAction = TurnAction | "cancelShift" | "look";

export interface ShiftRow {
  shiftId: string;
  version: number;
  /** 11月29日 周日; empty where the row above has the same day. */
  dayText: string;
  timeText: string;
  /** 11月29日 周日 19:00–20:00, for who only hears the row: several have the same hour. */
  spoken: string;
  /** Who comes, or came. */
  people: string;
  chip: string;
  chipTone: string;
  buttons: { action: ShiftAction; label: string; primary: boolean }[];
  /** One's own: the whole row leads to its page. */
  leads: boolean;
  over: boolean;
}

/** A volunteer is led to 签到 from a little before it opens: the page there says from when. */
const LEADS_BEFORE_MS = 3 * hourMs;

export interface RowsFor {
  side: NeedStory["side"];
  mayCancel: boolean;
  /** Of the phone: only to tell which button to show. The cloud decides. */
  nowMs: number;
}

export function shiftRows(shifts: readonly ShiftView[], { side, mayCancel, nowMs }: RowsFor): ShiftRow[] {
  let day = "";
  return [...shifts]
    .sort((a, b) => a.fromAt - b.fromAt)
    .map((shift) => {
      const sameDay = shift.day === day;
      day = shift.day;
      const over = shift.state !== "open";
      const mine = shift.turns.find((turn) => turn.mine);
      const turns = shift.turns.filter((turn) => turn.mine || !isGone(turn));
      return {
        shiftId: shift.shiftId,
        version: shift.version,
        dayText: sameDay ? "" : shift.dayText,
        timeText: shift.timeText,
        spoken: `${shift.dayText} ${shift.timeText}`,
        people: turns.map(({ called, stateText, mine }) => (mine ? `您${stateText}` : `${called} ${stateText}`)).join("，"),
        ...chipOf(shift, side),
        buttons: over ? [] : [...turnButtons(shift, nowMs), ...(mayCancel ? [{ action: "cancelShift" as const, label: "这班不用了", primary: false }] : [])],
        // His page has something to do or to read.
        leads: mine !== undefined && saidYes(mine),
        over,
      };
    });
}

/** What is not to come any more. What was called off never took place, and stands apart from what did. */
export interface Fold {
  key: "over" | "cancelled";
  text: string;
  closeText: string;
  rows: ShiftRow[];
}

const nobodyCame = ({ state, turns }: ShiftView): boolean => state === "over" && !turns.some(came);

export function foldsOf(shifts: readonly ShiftView[], about: RowsFor): Fold[] {
  const { side } = about;
  const rowsOf = (state: Fold["key"]): ShiftRow[] => shiftRows(shifts.filter((shift) => shift.state === state), about);
  const [over, cancelled] = [rowsOf("over"), rowsOf("cancelled")];
  const missed = side === "volunteer" ? 0 : shifts.filter(nobodyCame).length;
  const folds: Fold[] = [
    { key: "over", text: `看过去的 ${over.length} 班${missed ? `（${missed} 班没有人来）` : ""}`, closeText: "收起过去的", rows: over },
    { key: "cancelled", text: `看没有去的 ${cancelled.length} 班`, closeText: "收起没有去的", rows: cancelled },
  ];
  return folds.filter(({ rows }) => rows.length > 0);
}

/**
 * The shifts of a series that somebody could take all at once: a Sunday evening every week is one promise, the four shifts
 * of a day in the ward are not.
 */
export function seriesToTake(shifts: readonly ShiftView[]): ShiftView[] {
  const open = shifts.filter(({ actions, state }) => state === "open" && actions.includes("take")).sort((a, b) => a.fromAt - b.fromAt);
  const weekly = open.every(({ fromAt }, index) => index === 0 || fromAt - open[index - 1]!.fromAt >= 6 * dayMs);
  return open.length > 1 && weekly ? open : [];
}

function chipOf({ state, endText, free, funding, invited, missing, turns }: ShiftView, side: NeedStory["side"]): { chip: string; chipTone: string } {
  if (state === "cancelled") return { chip: endText || "取消了", chipTone: "plain" };
  if (state === "over") return { chip: endText || "过了", chipTone: turns.some((turn) => turn.state === "served") ? "good" : "plain" };
  if (funding === "undecided" && side !== "volunteer") return { chip: "等支部同意", chipTone: "waiting" };
  // a shift that has begun has no free place any more, whether or not somebody came
  if (free === 0 && turns.every((turn) => turn.state === "missed" || isGone(turn))) return { chip: "没有人来", chipTone: "plain" };
  if (turns.some(({ state }) => state === "inProgress")) return { chip: "来了", chipTone: "good" };
  if (turns.some(({ late }) => late)) return { chip: "还没有签到", chipTone: "waiting" };
  if (missing === 0) return { chip: lackWords({ missing, invited }), chipTone: "good" };
  // Nobody else can be asked while those who were may still say yes, or no.
  return { chip: free === 0 ? invitedWords(invited) : lackWords({ missing, invited }), chipTone: "waiting" };
}

function turnButtons({ actions, turns, fromAt }: ShiftView, nowMs: number): ShiftRow["buttons"] {
  const mine = turns.find((turn) => turn.mine);
  const leads: TurnAction[] = [];
  if (mine?.state === "inProgress") leads.push("checkOut");
  if (mine?.state === "promised" && fromAt - nowMs < LEADS_BEFORE_MS) leads.push("checkIn");
  // Giving back is on the shift's own page: on every row a slip of the thumb would do it, and it is not what one comes for.
  return [...leads, ...actions.filter((action) => action !== "giveBack")].map((action) => ({ action, label: turnActionLabels[action], primary: action === "checkIn" || action === "checkOut" }));
}
