/** The ledger's vocabulary, shared by cloud, pages and docs. Every rejection has one Chinese sentence. */

/** What an entry does. Each is one operation of one person, or of the clock. */
export const entryKinds = [
  /** Hours served are issued by the bank. */
  "deposit",
  /** Minutes are set aside for help to come. */
  "hold",
  /** A hold is paid to who served, up to its amount; the rest is released. */
  "service",
  "void",
  /** The clock lets go of a hold whose time is over. */
  "expiry",
  "gift",
  "donation",
  /** Takes back an earlier entry, wholly or in part. */
  "correction",
  /** Gives back what corrections took from an earlier entry, wholly or in part. */
  "restoration",
  "freezing",
  "thawing",
  /** Death, moving away, leaving for good. */
  "closing",
  /** Two accounts of one person become one. */
  "merging",
  /** Floor, cap, or from when the hours may be redeemed. */
  "terms",
] as const;
export type EntryKind = (typeof entryKinds)[number];

/** Hours that can be spent, and hours of honour, which spending never lowers. */
export const books = ["spendable", "honour"] as const;
export type Book = (typeof books)[number];

/** A group's hours can only be donated; the pool helps those who have nothing saved. */
export type AccountKind = "person" | "group" | "pool";
export type AccountStatus = "open" | "frozen" | "closed";
export type HoldState = "pending" | "posted" | "voided" | "expired";

/** Spouse and direct relatives, as the published rules of Chinese time banks have it. */
export const relations = ["spouse", "parent", "child", "grandparent", "grandchild"] as const;
export type Relation = (typeof relations)[number];

export type ClosingReason = "death" | "movedAway" | "left";

/** Why the ledger said no. A rejection is stored under its operation's id and stays one. */
export const rejectionWords = {
  accountUnknown: "还没有开时间账户，请先报名。",
  accountFrozen: "这个账户暂时冻结了，存入不受影响；要用请找支委。",
  accountClosed: "这个账户已经注销了。",
  notEnough: "可用的时间不够，别人帮忙要用的已经先留出来了。",
  sameAccount: "不能转给自己。",
  capReached: "对方的时间已经存满了，收不下这么多。",
  holdUnknown: "没有找到这次预留。",
  holdSettled: "这次预留已经结清了。",
  holdExpired: "这次预留已经过期，时间退回账户了。",
  overHold: "实际时间比预留的长，只能按预留的结算。",
  tooManyHolds: "同时预留的太多了，请先结清一些。",
  groupDonatesOnly: "团队的时间只能捐出去。",
  notYetRedeemable: "还没到可以兑换的年龄；有急难可以向支委申请。",
  notRelated: "时间只能赠给配偶和直系亲属。",
  donationOff: "本社区没有开通捐赠。",
  poolOff: "本社区没有开通公共时间池。",
  poolWaits: "公共时间池正在帮您请的另一位邻居，等那一次结束，或者请党支部定。",
  hasOwnHours: "公共时间池先帮没有积蓄的人，请先用自己的时间。",
  originalUnknown: "没有找到要更正的那一笔。",
  notCorrectable: "这一笔不能更正。",
  overOriginal: "更正的时间加起来超过了原来那一笔。",
  termsWrong: "可用时间已经低于这个下限，不能这样改。",
} as const;
export type Rejection = keyof typeof rejectionWords;
