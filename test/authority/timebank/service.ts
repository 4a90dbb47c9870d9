import type { Examples } from "../examples";

export const serviceExamples = {} satisfies Partial<Examples>;
