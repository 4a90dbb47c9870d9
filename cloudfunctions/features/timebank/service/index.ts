import type { Handlers } from "../../../platform/serve";

export const serviceHandlers = {} satisfies Partial<Handlers>;
