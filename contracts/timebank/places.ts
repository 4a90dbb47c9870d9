/**
 * How many of the places of shifts to come still lack somebody: places less promises. Who was invited and has not answered
 * is not there yet, and is said beside it. Cloud and phone say it alike. Pure.
 */
export interface Lack {
  missing: number;
  /** People who were asked and have not answered. */
  invited: number;
}

/** 等答复, with how many were invited. */
export const invitedWords = (invited: number): string => `邀请了 ${invited} 位，等答复`;

/** 还缺 1 人 · 还有 21 个空位，邀请了 6 位，等答复 · 都有人了. One neighbour may fill several places, so they are not so many people. */
export function lackWords({ missing, invited }: Lack): string {
  if (missing === 0) return "都有人了";
  const lack = missing === 1 ? "还缺 1 人" : `还有 ${missing} 个空位`;
  return invited ? `${lack}，${invitedWords(invited)}` : lack;
}
