import type { Examples } from "../examples";

export const needsExamples = {} satisfies Partial<Examples>;
