export { deliver, deliverFrom, tell, tellWithin, toldBeside } from "./deliver";
export { type Asked, askFor, type Effect, effectsOf, type InboxDocument, type InboxTelling, tellFor, type Telling, type WaitsFor, type WithEffects } from "./document";
export { inboxHandlers, unreadCount } from "./handlers";
export { entryOf } from "./merge";
