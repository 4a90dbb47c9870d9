import type { CallEvent } from "../../contracts/kernel/call";
import { homeHandlers } from "../features/home";
import { inboxHandlers } from "../features/inbox";
import { loadCommunity, orgHandlers } from "../features/org";
import { findPerson, peopleHandlers } from "../features/people";
import { requestHandlers } from "../features/requests";
import { timebankHandlers } from "../features/timebank";
import { openidOfCaller } from "../platform/identity";
import { type Door, serve } from "../platform/serve";

/** The one door for the phone. A feature adds one line. */
const door: Door = {
  handlers: { ...homeHandlers, ...inboxHandlers, ...orgHandlers, ...peopleHandlers, ...requestHandlers, ...timebankHandlers },
  openid: openidOfCaller,
  findPerson,
  loadCommunity,
};

export const main = (event: CallEvent) => serve(door, event);
