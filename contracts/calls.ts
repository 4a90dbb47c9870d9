import type { InputOf, ReplyOf } from "./kernel/call";
import { homeCalls } from "./home/calls";
import { inboxCalls } from "./inbox/calls";
import { orgCalls } from "./org/calls";
import { peopleCalls } from "./people/calls";
import { requestCalls } from "./requests/calls";
import { timebankCalls } from "./timebank/calls";

/** Every call there is. A feature adds one line here, one at the door and one in app.json. */
export const calls = { ...homeCalls, ...inboxCalls, ...orgCalls, ...peopleCalls, ...requestCalls, ...timebankCalls } as const;

export type Calls = typeof calls;
export type CallName = keyof Calls;
export type CallInput<N extends CallName> = InputOf<Calls[N]>;
export type CallData<N extends CallName> = ReplyOf<Calls[N]>;
export type CallFailure<N extends CallName> = Calls[N]["failures"][number];
