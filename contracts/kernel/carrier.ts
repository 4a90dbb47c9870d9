/**
 * 载体: what a community switches on for itself in its pack; each chose its own. A call that belongs to a carrier is
 * refused by the cloud where that is off, and its tab is not shown.
 */
export const carriers = {
  timebank: "时间银行",
} as const;
export type Carrier = keyof typeof carriers;
