import type { Look } from "./inPage";

/** WeChat's largest setting on Android; iPhones end earlier. */
export const LARGEST_WECHAT_FONT = 1.65;

/** The narrowest phone still in use, the commonest, the widest. */
export const widths: readonly number[] = [320, 375, 430];

/** Standard first: the larger font is compared with it. */
export const looks: readonly Look[] = [
  { name: "standard", elder: false, dark: false, font: 1 },
  { name: "largest WeChat font", elder: false, dark: false, font: LARGEST_WECHAT_FONT },
  { name: "dark", elder: false, dark: true, font: 1 },
  { name: "elder view", elder: true, dark: false, font: 1 },
  { name: "elder view, dark", elder: true, dark: true, font: 1 },
  { name: "elder view, largest WeChat font", elder: true, dark: false, font: LARGEST_WECHAT_FONT },
];
