import type { StaffRole } from "../../../../contracts/kernel/role";
import type { FreeTime, MemberDeclineReason, MemberState } from "../../../../contracts/timebank/member";
import type { Funding, NeedAction, NeedDraft, NeedSchedule, NeedState, OfferStage } from "../../../../contracts/timebank/need";
import type { DisputeReason, SessionAction, SessionState } from "../../../../contracts/timebank/session";
import type { TurnState } from "../../../../contracts/timebank/turn";
import type { Stored, Versioned } from "../../../platform/database";
import type { WithEffects } from "../../inbox";
import type { Noted } from "./relations";

/**
 * What the rooms of the time bank share. All are of one community; people stand here by personId only, and are named when
 * somebody who may know looks. A change is one versioned update, or one transaction where a guard has to agree.
 */

/** Epoch ms at which the clock looks at it next; absent: never. */
interface Clocked {
  nextCheckAt?: number;
}

/** `timeBanks/{communityId}`: what the community decided; read by `settingsOf`. */
export interface BankDocument extends Stored {
  settings: unknown;
}

/** `timeMembers/{hash of community and person}`. */
export interface MemberDocument extends Versioned, WithEffects, Clocked {
  schemaVersion: 1;
  communityId: string;
  personId: string;
  state: MemberState;
  /** What it waits for, as its inbox entries ask it: see members/waits.ts. Absent on what was written before. */
  waits?: string[];
  gridCode: string;
  stationCode: string;
  skills: string[];
  times: FreeTime[];
  wontDo?: string;
  isMinor: boolean;
  guardian?: { called: string; consentAt: number };
  partyMember: boolean;
  /** The check for help with children: that it was passed, and when. Nothing else of it is kept. */
  childCheckAt?: number;
  declined?: { reason: MemberDeclineReason; wayOn: string };
  /** As the branch established it, for gifts and inheritance; `by` as in `decidedBy`. */
  family: { personId: string; relation: Noted; by: string; at: number }[];
  /** Epoch ms; 0: never applied, and the document is there for `family` alone. */
  appliedAt: number;
  /** Who of the branch decided: his staffId, or his personId where he has none. */
  decidedBy?: string;
  /** What changed it last, oldest first, a handful: a repeat finds itself here. */
  done: { operation: string; payloadHash: string }[];
}

/** Who asked for somebody by posts that he held then: he acts for him as long as he holds one of them. */
export interface ByPost {
  personId: string;
  staffId: string;
  posts: { role: StaffRole; scopeCode: string }[];
}

export interface NeedEvent {
  /** The operation that made it: a repeat finds it here. */
  id: string;
  payloadHash?: string;
  at: number;
  /** A personId, a staffId, or `clock`. */
  by: string;
  what: NeedAction | "ask" | "join" | "unpaid";
  words?: string;
  /** How many were invited, or how many shifts fell out. */
  count?: number;
}

/**
 * `timeNeeds/{operation.documentId}`. `version` guards every write, the clock's included; `storyVersion` counts what people
 * decided, and is what a phone names when it decides.
 */
export interface NeedDocument extends Versioned, WithEffects, Clocked {
  schemaVersion: 1;
  communityId: string;
  storyVersion: number;
  /** Of the draft: a repeat with other content is refused. */
  payloadHash: string;
  state: NeedState;
  open: boolean;
  /** Its hours are not held or its shifts not written yet: whoever finds it so goes on with that, call or clock. */
  preparing?: true;
  /** Who asked, as a neighbour like any other: a personId. */
  askerId: string;
  /** Who is helped: absent when it is somebody without an account or phone, whom `onBehalf` names. */
  recipientId?: string;
  /** May act for the recipient: the one who asked for him, and family who joined by his link. */
  proxies: string[];
  /** Who of them acts by a post. */
  byPost?: ByPost;
  /** Recipient and proxies, for their own list. */
  people: string[];
  onBehalf?: { called: string; consentAt: number };
  /** Whether the recipient's own account may pay; where not, the pool, and else the branch decides. */
  ownHours: boolean;
  /** For somebody without an account on a neighbour's word alone: the pool pays one such need of his at a time. */
  onWord?: true;
  /** Lets one more of the family join; changed by every join. */
  familyToken: string;
  /** Makes the codes that are shown; never leaves the cloud. */
  codeSecret: string;
  skill: string;
  words: string;
  wish?: string;
  child?: { guardianCalled: string; consentAt: number; otherAdult: string };
  gridCode: string;
  stationCode: string;
  /** `kind` stays when the rest goes, for who asks again; absent on what was written before. */
  place: { text: string; point?: { lng: number; lat: number }; kind?: NeedDraft["place"]["kind"] };
  schedule: NeedSchedule;
  /** The shifts that the branch has let the bank pay: what becomes undecided later is decided anew. */
  funded?: string[];
  offerId?: string;
  requestId?: string;
  stage: OfferStage;
  stageAt: number;
  /** To whom it is offered, as tokens `grid:{code}`, `station:{code}`, `partyMembers`, `community`; empty when nothing is free. */
  offeredTo: string[];
  /** Who has it on his desk: tokens `station:{code}`, `grid:{code}` while somebody has to look at it. */
  attention: string[];
  /** What it waits for, as its inbox entries ask it: see needs/waits.ts. Absent on what was written before. */
  waits?: string[];
  /** How many places of shifts to come are offered. */
  lacking: number;
  /** How many of those shifts' places nobody has promised, and how many people are to answer; absent on what was written before. */
  missing?: number;
  invitedCount?: number;
  /** The next of its shifts to which somebody comes, or is there already. */
  coming?: { fromAt: number; toAt: number };
  /** Its people were told that only the last of its weekly times is left. */
  lastTimeTold?: true;
  /** Shifts to come of which its people and who arranges were told that they lack people. */
  unfilledTold?: string[];
  /** It is over, and nobody ever said that he would come. */
  unmet?: true;
  /** Epoch ms; of the next shift that lacks people, else of the next shift, else of the last. */
  nextAt: number;
  createdAt: number;
  events: NeedEvent[];
}

/** One a person and shift, whatever became of it. */
export interface Turn {
  /** Which of the shift's places, from 0: the hold of the same number pays for it. Absent once it is given back or refused. */
  place?: number;
  personId: string;
  state: TurnState;
  at: number;
  invitedUntil?: number;
  /** When who arranges last asked him, epoch ms. */
  invitedAt?: number;
  /** The interval in the volunteer's guard that a promise booked. */
  booking?: string;
  /** What changed it last, oldest first, a handful: a repeat finds itself here. */
  done?: { operation: string; payloadHash: string }[];
  /** The clock took it back because no answer came. */
  unanswered?: true;
  /** Why it was given back, for who arranges. */
  words?: string;
  sessionId?: string;
}

/** `timeShifts/{needId}:{n}`; never over-filled, because every turn is an update that names the version it saw. */
export interface ShiftDocument extends Versioned, WithEffects, Clocked {
  schemaVersion: 1;
  communityId: string;
  needId: string;
  gridCode: string;
  stationCode: string;
  skill: string;
  child: boolean;
  fromAt: number;
  toAt: number;
  places: number;
  funding: Funding;
  /** The ledger's hold for each place; empty unless `own` or `pool` pays. */
  holds: string[];
  cancelled: boolean;
  /** Cancelled, and everything it held is let go of: hours and the volunteers' time. */
  released?: true;
  /** Epoch ms of its end: when the clock looks who did not come, and lets go of what nobody earned. Set with the shift; absent once done. */
  closeAt?: number;
  turns: Turn[];
  /** Those of `turns` that keep a place, for the volunteer's own list. */
  people: string[];
}

export interface SessionEvent {
  at: number;
  /** A personId, a staffId, or `clock`. */
  by: string;
  /** `corrected`: the branch took back part of an entry that had paid it. */
  what: SessionAction | "checkIn" | "corrected";
  minutes?: number;
  words?: string;
  operation?: string;
  payloadHash?: string;
}

/** `timeSessions/{hash of shift and volunteer}`: so that group sessions credit each once, and nobody twice. */
export interface SessionDocument extends Versioned, WithEffects, Clocked {
  schemaVersion: 1;
  communityId: string;
  /** `paper`: from the book of former years; has neither need nor shift. */
  source: "live" | "paper";
  needId?: string;
  shiftId?: string;
  volunteerId: string;
  recipientId?: string;
  /** Who may confirm for the recipient, as they were at the check-in. */
  proxies: string[];
  /** Who of them acts by a post. */
  byPost?: ByPost;
  /** Who is helped without an account: what he is called, for the volunteer; gone when it is settled. */
  helpedCalled?: string;
  gridCode: string;
  stationCode: string;
  /** Who still has to do something, as tokens `confirm:{personId}`, `unconfirmed:grid:{code}`, `unconfirmed:station:{code}`, `disputed:{stationCode}`: see service/derived.ts. */
  attention: string[];
  /** What it waits for, as its inbox entries ask it: see service/derived.ts. Absent on what was written before. */
  waits?: string[];
  skill: string;
  /** As the record says it: the content, and a place without a room. */
  content: string;
  placeText: string;
  organiser: string;
  /** The staff member in charge, by the station's name where nobody was named. */
  inCharge: string;
  state: SessionState;
  bookedFrom: number;
  bookedTo: number;
  /** The ledger's hold that pays; absent where the bank issues the hours. */
  hold?: string;
  /** What a check-out is compared with, while it goes on. */
  check?: { secret: string; point?: { lng: number; lat: number } };
  /** Server time. */
  inAt: number;
  outAt?: number;
  /** Nobody checked out: the clock closed it at the planned end. */
  forgotten: boolean;
  /** How the two ends were shown. */
  shown: { in: "code" | "place" | "onBehalf" | "paper"; out?: "code" | "place" | "onBehalf" | "tap" | "clock" | "paper"; by?: string };
  /** Whole minutes as checked out, or as said afterwards. */
  actualMinutes?: number;
  /** What was confirmed and is credited: at most what was booked. */
  creditedMinutes?: number;
  /** A personId, also of staff; `clock` after a silence. */
  confirmedBy?: string;
  /** The staffIds who stand for the leader: whom the clock asked to confirm. */
  leaderIds?: string[];
  /** `by` is a personId, also of staff; `clock` after a silence. `minutes` is what a recipient would confirm. */
  disputed?: { by: string; reason: DisputeReason; words?: string; minutes?: number; at: number; answers?: { by: string; words: string; at: number }[] };
  /** Ledger entries of this session, oldest first: what paid it, and what took back. */
  entries: string[];
  /** What the ledger is to do while it is `confirmed`: decided once, so that a crash repeats the same. */
  toSettle?: { minutes: number; hold?: string; correct?: { entry: string; minutes: number }; restore?: { entry: string; minutes: number } };
  /** `operation` and `payloadHash` let a repeat find what it did. */
  events: SessionEvent[];
}

/** `timeOffers/{operation.documentId}`. */
export interface OfferDocument extends Versioned {
  schemaVersion: 1;
  communityId: string;
  personId: string;
  skill: string;
  words: string;
  times: FreeTime[];
  gridCode: string;
  stationCode: string;
  /** Of the draft it was made from: a repeat with other content is refused. */
  payloadHash: string;
  open: boolean;
  createdAt: number;
}
