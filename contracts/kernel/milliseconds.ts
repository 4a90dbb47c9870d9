/** How long things last, in milliseconds: the one place where these numbers stand. A local day is always 24 hours (day.ts). */
export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;
