import { bankHandlers } from "./bank";
import { membersHandlers } from "./members";
import { needsHandlers } from "./needs";
import { serviceHandlers } from "./service";

/** The time bank: who takes part, what is needed, what was done, what the branch looks after. The ledger is below them all. */
export const timebankHandlers = { ...membersHandlers, ...needsHandlers, ...serviceHandlers, ...bankHandlers };
