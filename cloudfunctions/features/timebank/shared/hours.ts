import type * as z from "zod/mini";
import type { hoursView } from "../../../../contracts/timebank/membersCalls";
import { dayOf } from "../../../../contracts/kernel/day";
import { minutesText } from "../../../../contracts/timebank/minutes";
import type { TimeBankSettings } from "../../../../contracts/timebank/settings";
import { type AccountDocument, available, mayRedeem, posted } from "../ledger";
import { accountCodeOf } from "./accountCode";
import { dateText } from "./wording";

/** An account in words, for its holder and for the branch. Pure. */

/** What somebody ought to know about his account before he counts on it; the gravest first, one at a time. */
function noteOf(account: AccountDocument, settings: TimeBankSettings, at: number): string | undefined {
  if (account.status === "closed") return "这个账户已经注销了。";
  if (account.status === "frozen") return "暂时冻结，能用的先不能用。还能存；有疑问请找支委。";
  if (!mayRedeem(account, settings, dayOf(at))) {
    if (account.mayRedeemFrom !== undefined) return `${dateText(account.mayRedeemFrom)}起可以兑换；在那以前先存着，一分钟也不会少。`;
    return `满 ${settings.redemption.minimumAge} 岁可以兑换，请找支委登记一下；${settings.redemption.hardship ? "遇到急难也可以申请提前用。" : "在那以前先存着。"}`;
  }
  if (account.cap !== null && posted(account) >= account.cap) return "已经存满了，再帮忙的时间会捐进公共时间池，荣誉时间照样记。";
  return undefined;
}

export function hoursOf(account: AccountDocument, settings: TimeBankSettings, at: number): z.output<typeof hoursView> {
  const [free, held] = [available(account), account.debitsPending];
  const note = noteOf(account, settings, at);
  return {
    availableMinutes: free,
    availableText: minutesText(free),
    heldMinutes: held,
    heldText: minutesText(held),
    honourMinutes: account.honour,
    honourText: minutesText(account.honour),
    accountCode: accountCodeOf(account._id),
    ...(note !== undefined && { note }),
    ...(account.status === "frozen" && { frozen: true }),
  };
}

/** How the pool is doing: it is everybody's. Absent: nothing has come in yet. */
export function poolText(pool: AccountDocument | undefined): string {
  const minutes = pool ? available(pool) : 0;
  return minutes > 0 ? `公共时间池里有 ${minutesText(minutes)}，帮没有积蓄的邻居。` : "公共时间池还空着，捐一点就能帮到没有积蓄的邻居。";
}
