/**
 * How the pages look to this person: the elder view is his choice on this phone; the font scale is WeChat's setting.
 */
const ELDER_VIEW_KEY = "elderView";
/** Beyond this, words no longer fit a phone of 320 px side by side; the elder view is the better way up. */
const LARGEST_SCALE = 1.5;
const LARGEST_ELDER_SCALE = 1.15;

export interface Theme {
  /** Classes of the page's root. */
  root: string;
  /** Inline style of the page's root. */
  style: string;
  elder: boolean;
  /** How many times as large as at WeChat's standard font: for what is drawn, which no style reaches. */
  scale: number;
}

export function currentTheme(): Theme {
  const elder = isElderView();
  const scale = Math.min(fontScale(), elder ? LARGEST_ELDER_SCALE : LARGEST_SCALE);
  return { root: elder ? "look look--elder" : "look", style: `--scale:${scale}`, elder, scale };
}

export const isElderView = (): boolean => wx.getStorageSync<boolean | "">(ELDER_VIEW_KEY) === true;

export const setElderView = (elder: boolean): void => wx.setStorageSync(ELDER_VIEW_KEY, elder);

/** WeChat's font setting, ≥1: smaller settings would drop notes below 12 px. Older WeChat doesn't tell. */
function fontScale(): number {
  const factor: number | undefined = wx.getAppBaseInfo().fontSizeScaleFactor;
  return typeof factor === "number" && factor > 1 ? factor : 1;
}
