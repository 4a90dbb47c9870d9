import type { TimeBankSettings } from "./settings";

/** What each setting of a bank is called and does, for who writes a pack; the docs and the import read it from here. */
interface SettingWords {
  chinese: string;
  about: string;
}
type Words<T> = { [K in keyof T]: SettingWords };

export const settingWords = {
  minutesPerCoin: { chinese: "一个币", about: "帮多少分钟存 1 个时间币" },
  capMinutes: { chinese: "上限", about: "一个账户最多存多少分钟，再多的进公共时间池；null 不设" },
  floorMinutes: { chinese: "可以欠", about: "账户最低到多少分钟，0 或负数" },
  giftTo: { chinese: "送给谁", about: "spouse 配偶、parent 父母、child 子女、grandparent、grandchild；空着就不能送" },
  donation: { chinese: "捐赠", about: "能不能捐进公共时间池" },
  groupsDonateOnly: { chinese: "团队只能捐", about: "团队的时间只能捐出去" },
  poolHelps: { chinese: "时间池帮人", about: "公共时间池帮不帮没有积蓄的人" },
  inheritable: { chinese: "继承", about: "人不在了，时间能不能由家人继承；不能就进公共时间池" },
  skills: { chinese: "帮什么", about: "可以请人帮、愿意帮的事：code、name、hint，帮孩子的写 child: true（要先核对）" },
} as const satisfies Words<Omit<TimeBankSettings, "redemption" | "service">>;

export const redemptionWords = {
  minimumAge: { chinese: "几岁能用", about: "满几岁可以用存下的时间；null 不限" },
  hardship: { chinese: "急难", about: "遇到急难能不能提前用" },
} as const satisfies Words<TimeBankSettings["redemption"]>;

export const serviceWords = {
  codeSeconds: { chinese: "码换得多快", about: "签到码多少秒换一次；上一个码还能用同样久" },
  placeMetres: { chinese: "多远算到了", about: "按位置签到时离约好的地方多少米以内" },
  earlyMinutes: { chinese: "提前签到", about: "开始前多少分钟可以签到" },
  graceMinutes: { chinese: "忘了签退", about: "该结束后多少分钟还没签退，就先按约好的时间记" },
  restMinutes: { chinese: "休息", about: "一个人两班之间至少多少分钟" },
  dayMinutes: { chinese: "一天最多", about: "一个人一天最多记多少分钟；null 不限" },
  invitationHours: { chinese: "等回音", about: "问了志愿者，等多少小时没回音就问别人" },
  stageHours: { chinese: "逐步扩大", about: "先问本网格，多少小时没人再问本站、党员、全社区" },
  confirmHours: { chinese: "等确认", about: "被帮的一方多少小时没确认，就请居民组长看" },
  leaderHours: { chinese: "等组长", about: "居民组长多少小时也没回音，就按约好的时间记" },
} as const satisfies Words<TimeBankSettings["service"]>;
