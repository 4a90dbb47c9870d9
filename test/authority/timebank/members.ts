import type { Examples } from "../examples";

export const membersExamples = {} satisfies Partial<Examples>;
