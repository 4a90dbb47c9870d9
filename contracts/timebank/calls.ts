import { bankCalls } from "./bankCalls";
import { membersCalls } from "./membersCalls";
import { needsCalls } from "./needsCalls";
import { serviceCalls } from "./serviceCalls";

/** The time bank's calls, by room: who takes part, what is needed, what was done, and what the branch looks after. */
export const timebankCalls = { ...membersCalls, ...needsCalls, ...serviceCalls, ...bankCalls } as const;
