import type { Handlers } from "../../../platform/serve";

export const membersHandlers = {} satisfies Partial<Handlers>;
