import type { declineReasons } from "../../../contracts/people/calls";
import type { Stored, Versioned } from "../../platform/database";

/** `bindings/{operation}`: somebody says he lives here. Kept after the answer, so that it stays known who gave it. */
export interface BindingDocument extends Versioned {
  schemaVersion: 1;
  communityId: string;
  personId: string;
  unitCode: string;
  gridCode: string;
  stationCode: string;
  room: string;
  /** As the resident wrote it, for whoever knocks at the door to compare. */
  name: string;
  state: "pending" | "confirmed" | "declined" | "left";
  /** `again`: declined, and he has not filled it in anew since; so does his inbox know that it asks no more. */
  waits?: string[];
  payloadHash: string;
  createdAt: number;
  decided?: { by: string; at: number; reason?: keyof typeof declineReasons; operation: string; payloadHash: string };
}

/**
 * `seats/{staffId}`: a person of the pack as somebody who signs in. It names the one invitation that counts and the one
 * person who sits here, so that both change at one place or not at all.
 */
export interface SeatDocument extends Versioned {
  schemaVersion: 1;
  communityId: string;
  invitationId?: string;
  personId?: string;
  takenAt?: number;
}

/** `invitations/{sha256 of the code}`: the code itself is stored nowhere. */
export interface InvitationDocument extends Versioned {
  schemaVersion: 1;
  communityId: string;
  staffId: string;
  /** The staffId of who made it; `setup` for the first secretary's. */
  createdBy: string;
  createdAt: number;
  /** Epoch ms, exclusive. */
  expiresAt: number;
  payloadHash: string;
  /** The personId of who gets up from the seat when it is used; without it the seat must be empty. */
  replaces?: string;
  usedBy?: string;
  usedAt?: number;
  /** What used it, so that a repeat of the same joining is answered alike. */
  operation?: string;
}

/** `invitationTries/{hash of the openid}`: how often somebody tried a code in the running hour. */
export interface InvitationTriesDocument extends Stored {
  windowStartedAt: number;
  count: number;
}

/** `looks/{operation}`: somebody unmasked a resident or opened his time account; the resident sees it. */
export interface LookDocument extends Stored {
  schemaVersion: 1;
  communityId: string;
  /** The personId of who was looked at. */
  about: string;
  /** staffId. */
  by: string;
  byTitle: string;
  /** The matter that it was for. */
  requestId?: string;
  accountId?: string;
  reason: "visit" | "call" | "check";
  at: number;
}
