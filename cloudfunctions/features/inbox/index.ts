export { deliver, tell, tellWithin } from "./deliver";
export { type Asked, askFor, type Effect, inboxIdOf, type InboxDocument, tellFor, type Telling, type WaitsFor } from "./document";
export { inboxHandlers, unreadCount } from "./handlers";
export { effectEntry, entryOf } from "./merge";
