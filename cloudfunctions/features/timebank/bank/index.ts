import type { Handlers } from "../../../platform/serve";

export const bankHandlers = {} satisfies Partial<Handlers>;
