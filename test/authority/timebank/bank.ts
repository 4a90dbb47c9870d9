import type { Examples } from "../examples";

export const bankExamples = {} satisfies Partial<Examples>;
