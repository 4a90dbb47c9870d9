import * as z from "zod/mini";

/** How a sentence is shown; never by colour alone. */
export const tone = z.enum(["good", "waiting", "urgent", "plain"]);

/** What is true now, as a person would say it: 老何正在办 · 周四 18:00 前给您答复，还有 3 个工作日. */
export const headline = z.lazy(() => z.strictObject({ title: z.string(), detail: z.string(), tone }));
