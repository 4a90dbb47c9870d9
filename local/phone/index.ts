/** The phone's public side. */
export { type PhoneOptions, type PhoneServer, startPhone } from "./server";
export type { Person } from "./runtime/config";
