/** An account as the branch sees it. Pure. */
import type { CallData } from "../../../../../contracts/calls";
import { monthDayText, monthText } from "../../../../shared/contracts";
import { relationNames } from "../../../../shared/timebankWords";
import { dotted } from "../../../../shared/dots";

export type Account = CallData<"accounts.open">;

/** 2027年1月1日: such days lie years away. */
export const yearDayText = (day: string): string => `${day.slice(0, 4)}年${monthDayText(day)}`;

export interface LineView {
  entryId: string;
  dayText: string;
  text: string;
  amountText: string;
  tone: string;
  /** What can still be taken back of it, or given back of what it took; 0: nothing. */
  correctableMinutes: number;
  restorableMinutes: number;
}

export interface AccountView {
  called: string;
  code: string;
  /** What is true of it now. */
  title: string;
  detail: string;
  tone: string;
  heldText: string;
  honourText: string;
  note: string;
  family: string[];
  terms: string[];
  lines: LineView[];
  monthText: string;
  /** The months beside the shown one; empty where there is none. */
  beside: { month: string; text: string }[];
}

const statusWords: Record<Account["status"], { said: string; tone: string }> = {
  open: { said: "", tone: "good" },
  frozen: { said: "暂时冻结了", tone: "waiting" },
  closed: { said: "已经注销", tone: "plain" },
};

export function accountView({ called, hours, status, family, mayRedeemFrom, hardshipUntil, lines, monthText: shownMonth, earlier, later }: Account): AccountView {
  const { said, tone } = statusWords[status];
  return {
    called,
    code: hours.accountCode,
    title: said === "" ? `${called}能用 ${hours.availableText}` : `${called}的账户${said}`,
    detail: dotted(said === "" ? "" : `还有 ${hours.availableText}`, `账户码 ${hours.accountCode}`),
    tone,
    heldText: hours.heldMinutes > 0 ? `给约好的帮忙留着 ${hours.heldText}` : "",
    honourText: `一共帮过别人 ${hours.honourText}`,
    note: hours.note ?? "",
    family: family.map(({ relation, called: name, accountCode }) => `${relationNames[relation]}：${name}（${accountCode}）`),
    terms: [
      ...(mayRedeemFrom === undefined ? [] : [`${yearDayText(mayRedeemFrom)}起可以用`]),
      ...(hardshipUntil === undefined ? [] : [`有急难，${yearDayText(hardshipUntil)}前可以先用`]),
    ],
    monthText: shownMonth,
    beside: [earlier, later].flatMap((month) => (month === undefined ? [] : [{ month, text: `看${monthText(month)}` }])),
    // The newest is what somebody comes about.
    lines: [...lines].reverse().map(({ entryId, dayText: day, text, amountText, tone: lineTone, correctableMinutes = 0, restorableMinutes = 0 }) => ({
      entryId,
      dayText: day,
      text,
      amountText,
      tone: lineTone,
      // The ledger moves nothing on a closed account.
      correctableMinutes: status === "closed" ? 0 : correctableMinutes,
      restorableMinutes: status === "closed" ? 0 : restorableMinutes,
    })),
  };
}
