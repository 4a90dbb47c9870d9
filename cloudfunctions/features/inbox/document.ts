import type { Stored } from "../../platform/database";

/** `inbox/{hash of what it tells and to whom}`: telling the same thing twice is one entry. Never changed once written. */
export interface InboxDocument extends Stored {
  schemaVersion: 1;
  communityId: string;
  /** A personId or a staffId. */
  to: string;
  /** Epoch ms of what happened, not of the delivery. */
  at: number;
  /** The sentence as read: names staff as residents know them, never a resident, a room or his words. */
  text: string;
  /** The reader still has to do something. */
  todo: boolean;
  requestId?: string;
  link?: "bindings" | "staff" | "me";
}
