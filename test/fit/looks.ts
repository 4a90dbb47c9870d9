import type { Look } from "./inPage";

/** WeChat's largest setting on Android; iPhones end earlier. */
export const LARGEST_WECHAT_FONT = 1.65;

/**
 * Width decides in the two arrangements; the other looks change colours or sizes, and the narrowest is where those pinch:
 * at one's desk they are looked at there only, before a change is let in at every width.
 */
const every = [320, 375, 430];
const narrowest = process.env["CI"] ? every : [320];

/** Standard first: the larger font is compared with it. */
export const looks: readonly (Look & { widths: readonly number[] })[] = [
  { name: "standard", elder: false, dark: false, font: 1, widths: every },
  { name: "largest WeChat font", elder: false, dark: false, font: LARGEST_WECHAT_FONT, widths: narrowest },
  { name: "dark", elder: false, dark: true, font: 1, widths: narrowest },
  { name: "elder view", elder: true, dark: false, font: 1, widths: every },
  { name: "elder view, dark", elder: true, dark: true, font: 1, widths: narrowest },
  { name: "elder view, largest WeChat font", elder: true, dark: false, font: LARGEST_WECHAT_FONT, widths: narrowest },
];
