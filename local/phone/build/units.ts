/**
 * Lengths that mean the phone's viewport, not the browser's. A page's body is a size container, so container units
 * are the phone's own: 100cqw is 750rpx or 100vw, 100cqh the height left by the bars.
 */
const NUMBER = "(-?(?:\\d+\\.?\\d*|\\.\\d+))";
const RPX = new RegExp(`${NUMBER}rpx\\b`, "g");
const VIEWPORT = new RegExp(`${NUMBER}(vw|vh|vmin|vmax)\\b`, "g");
const SAFE_AREA = /\b(?:env|constant)\(\s*safe-area-inset-(top|right|bottom|left)\s*(?:,[^()]*)?\)/g;

export function convertUnits(value: string): string {
  return value
    .replace(RPX, (_, amount: string) => `calc(100cqw*${amount}/750)`)
    .replace(VIEWPORT, (_, amount: string, unit: string) => `${amount}cq${unit === "vw" ? "w" : unit === "vh" ? "h" : unit.slice(1)}`)
    .replace(SAFE_AREA, (_, side: string) => `var(--phone-safe-${side},0px)`);
}

/** In a media condition rpx is measured against the usual 375 px wide screen. */
export function convertConditionUnits(condition: string): string {
  return condition.replace(RPX, (_, amount: string) => `${Number(amount) / 2}px`);
}
