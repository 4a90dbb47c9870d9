import type { Handlers } from "../../../platform/serve";

export const needsHandlers = {} satisfies Partial<Handlers>;
