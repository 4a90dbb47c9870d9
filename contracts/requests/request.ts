import * as z from "zod/mini";

/** 事项的意图. */
export const intents = ["consult", "askHelp", "complain", "report", "suggest"] as const;
export type Intent = (typeof intents)[number];

/** How soon: an emergency is dialled first, then written down. */
export const urgencies = ["ordinary", "urgent", "emergency"] as const;
export type Urgency = (typeof urgencies)[number];

export const requestStates = [
  "submitted",
  "accepted",
  "inProgress",
  "awaitingResident",
  "resolved",
  "closed",
  "reopened",
  "transferred",
  "withdrawn",
  "notAccepted",
] as const;
export type RequestState = (typeof requestStates)[number];
export const requestState = z.enum(requestStates);

/** The states in which somebody still owes something to somebody. */
export const openStates: readonly RequestState[] = [
  "submitted",
  "accepted",
  "inProgress",
  "awaitingResident",
  "resolved",
  "reopened",
  "transferred",
];

/** What somebody can be in one matter; authority within a request is written against these, not against roles. */
export const parts = [
  /** Said it, or it was said in his name. */
  "reporter",
  /** Wrote it down for somebody else, with his consent. */
  "proxy",
  /** The one accountable. */
  "owner",
  /** Named to step in, and called in because the owner was not found or is away. */
  "standIn",
  /** Does a named part; the owner stays. */
  "helper",
  /** 站长 of the station that does the work. */
  "stationHead",
  "secretary",
  /** May read it by his reach, and do nothing. */
  "colleague",
] as const;
export type Part = (typeof parts)[number];

/** Why a matter cannot be taken on here; each must come with a way on (`wayOn`), so that nobody is just turned away. */
export const notAcceptedReasons = {
  notOurs: "这件事不归社区办",
  alreadyOpen: "同一件事已经在办",
  needsPolice: "需要公安机关处理",
  needsCourt: "需要走法律途径",
  noWayToReach: "联系不上，也找不到地方",
} as const;
export const notAcceptedReason = z.enum(
  Object.keys(notAcceptedReasons) as [keyof typeof notAcceptedReasons, ...(keyof typeof notAcceptedReasons)[]],
);

/** Why a matter changes hands. */
export const transferReasons = {
  otherStation: "地方归另一个站",
  otherPerson: "由更合适的同志来办",
  away: "我这几天不在",
  conflict: "我和这件事有关系，应当回避",
} as const;
export const transferReason = z.enum(
  Object.keys(transferReasons) as [keyof typeof transferReasons, ...(keyof typeof transferReasons)[]],
);

/** Why a resident opens it again. */
export const reopenReasons = {
  notFixed: "其实没办好",
  cameBack: "又出现了",
  partly: "只办了一部分",
} as const;
export const reopenReason = z.enum(
  Object.keys(reopenReasons) as [keyof typeof reopenReasons, ...(keyof typeof reopenReasons)[]],
);
