/** One shift on its sheet, and what the system proposed with its reasons. Pure. */
import { lackWords } from "../../../../shared/contracts";
import type { NeedStory, ShiftView } from "../../../../shared/timebankWords";
import type { Picks, Proposed } from "./picks";
import { dotted } from "../../../../shared/dots";

/** Somebody can be asked: nobody is asked for hours that nobody pays yet. */
const isAskable = ({ state, free, funding }: ShiftView): boolean => state === "open" && free > 0 && funding !== "undecided";

export const mayAskAnybody = ({ actions, shifts }: Pick<NeedStory, "actions" | "shifts">): boolean => actions.includes("invite") && shifts.some(isAskable);

export interface ShiftSheet {
  shiftId: string;
  title: string;
  /** Who is in it, and who said no: a line each. */
  turns: { key: string; text: string }[];
  /** 还缺 1 人, 都有人了, 取消了. */
  lack: string;
  /** Somebody can still be asked. */
  mayAsk: boolean;
  mayCancel: boolean;
}

const stateText = ({ state, funding, missing, invited, turns }: ShiftView): string => {
  if (state === "cancelled") return "这一班取消了";
  if (state === "over") return "这一班过去了";
  if (funding === "undecided") return "先定时间从哪里出，再请人";
  return turns.some(({ late }) => late) ? "到点了，还没有签到" : lackWords({ missing, invited });
};

export function shiftSheet({ actions }: Pick<NeedStory, "actions">, shift: ShiftView): ShiftSheet {
  const open = shift.state === "open";
  return {
    shiftId: shift.shiftId,
    title: `${shift.dayText} ${shift.timeText}`,
    turns: shift.turns.map(({ called, stateText: text, personId }, index) => ({ key: `${personId ?? called}-${index}`, text: dotted(called, text) })),
    lack: stateText(shift),
    mayAsk: isAskable(shift) && actions.includes("invite"),
    mayCancel: open && actions.includes("cancelShift"),
  };
}

export interface ProposalView {
  key: string;
  shiftId: string;
  who: string;
  when: string;
  why: string;
  spoken: string;
}

/** In the order of the calendar. */
export function proposalView(picks: Picks, shifts: readonly ShiftView[]): ProposalView[] {
  const sorted = [...shifts].sort((a, b) => a.fromAt - b.fromAt);
  return sorted.flatMap(({ shiftId, dayText, timeText }) =>
    (picks[shiftId] ?? []).map(({ personId, called, why }) => {
      const when = `${dayText} ${timeText}`;
      const because = why === "" ? "您选的" : why;
      return { key: `${shiftId}-${personId}`, shiftId, who: `想请${called}`, when, why: because, spoken: `${when}，想请${called}，${because}。点开可以换人` };
    }),
  );
}

export interface UnfilledView {
  shiftId: string;
  whenText: string;
  why: string;
}

/** Shifts for which the system found nobody and nobody was chosen by hand since. */
export function unfilledView({ unfilled }: Proposed, picks: Picks, shifts: readonly ShiftView[]): UnfilledView[] {
  const lacks = (shiftId: string): boolean => shifts.some((shift) => shift.shiftId === shiftId && shift.state === "open" && shift.free > (picks[shiftId]?.length ?? 0));
  return unfilled.filter(({ shiftId }) => lacks(shiftId));
}
