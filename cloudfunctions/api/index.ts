import { homeCalls } from "../../contracts/home/calls";
import { inboxCalls } from "../../contracts/inbox/calls";
import type { CallEvent } from "../../contracts/kernel/call";
import { orgCalls } from "../../contracts/org/calls";
import { peopleCalls } from "../../contracts/people/calls";
import { requestCalls } from "../../contracts/requests/calls";
import { timebankCalls } from "../../contracts/timebank/calls";
import { openidOfCaller } from "../platform/identity";
import { lazily } from "../platform/lazily";
import { type Door, serve } from "../platform/serve";

/** The one door for the phone. A feature adds one line, and is loaded when one of its calls comes. */
const door: Door = {
  handlers: {
    ...lazily(homeCalls, async () => (await import("../features/home")).homeHandlers),
    ...lazily(inboxCalls, async () => (await import("../features/inbox")).inboxHandlers),
    ...lazily(orgCalls, async () => (await import("../features/org")).orgHandlers),
    ...lazily(peopleCalls, async () => (await import("../features/people")).peopleHandlers),
    ...lazily(requestCalls, async () => (await import("../features/requests")).requestHandlers),
    ...lazily(timebankCalls, async () => (await import("../features/timebank")).timebankHandlers),
  },
  openid: openidOfCaller,
  findPerson: async (database, openid) => (await import("../features/people")).findPerson(database, openid),
  loadCommunity: async (database, communityId) => (await import("../features/org")).loadCommunity(database, communityId),
};

export const main = (event: CallEvent) => serve(door, event);
