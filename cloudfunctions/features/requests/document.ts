import type { RequestAction } from "../../../contracts/requests/lifecycle";
import type { Intent, RequestState, Urgency } from "../../../contracts/requests/request";
import type { Stored, Versioned } from "../../platform/database";
import type { Asked, Effect } from "../inbox";
import type { GridCount } from "./gridCount";

/**
 * `requests/{hash of caller, call and operation}`: one request is one document with its story inside.
 *
 * Two counters: `version` guards every write, the clock's included; `storyVersion` counts what people did, and is what a
 * phone names when it decides. So the clock's bookkeeping never makes a phone stale.
 */
export interface RequestDocument extends Versioned {
  schemaVersion: 1;
  communityId: string;
  storyVersion: number;
  /** Of the input it was made from: a repeat with the same operation and other content is refused. */
  payloadHash: string;
  receipt: string;
  createdAt: number;
  /** Of the last thing somebody did. */
  updatedAt: number;

  /** The personId of who wrote it: its reporter, or the proxy when `onBehalf` is there. */
  filedBy: string;
  /** Removed with everything else about a person when the matter ends. */
  onBehalf?: { called: string };
  /** What handlers see of the person, masked, and what he left for this matter. Removed when it ends. */
  contact?: { masked: string; room?: string; phone?: string };
  /** Stays after `onBehalf` is gone: who may confirm doesn't change with minimisation. */
  filedAsProxy: boolean;

  words: string;
  photos: string[];
  categoryCode: string;
  categoryName: string;
  intent: Intent;
  urgency: Urgency;
  limitWorkingDays: number;

  /** Without the room. */
  placeText: string;
  unitCode?: string;
  point?: { lng: number; lat: number };
  /** Absent at the triage desk. */
  gridCode?: string;
  gridName: string;
  stationCode: string;
  branchCode: string;
  routing: Routing;

  audience: "station" | "owner";
  /** Staff id of whom a complaint is about; nobody below or beside him may have it either. */
  aboutStaffId?: string;
  /** Staff ids who never read it, own it or hear of it: whom it is about, and who stepped back from it. */
  hiddenFrom: string[];

  ownerId: string;
  /** Named to step in; absent only where the chain ends. */
  standInId?: string;
  /** Called in because the owner was not found, or did not take it in time. */
  standInCalled: boolean;
  helpers: Helper[];
  /** Owner, stand-in once called, helpers who still have a part: whose workbench it is on. */
  handlers: string[];

  state: RequestState;
  open: boolean;
  /** When an answer was first promised; later ones only go further by the time the clock stood still. */
  dueAt: number;
  /** Set while the clock stands still. */
  paused?: { at: number; leftMilliseconds: number };
  /** By when somebody should have taken it. */
  claimBy: number;
  acceptedAt?: number;
  resolvedAt?: number;
  closedAt?: number;
  rating?: { stars: number; words?: string };

  /** How often residents said 没找到人; what the clock noticed is in `events`, see `unclaimedCountOf`. */
  notFoundCount: number;
  transferCount: number;
  reopenCount: number;

  events: RequestEvent[];
  /** What is still to be told to people: written with the event, taken to the inbox by the clock. */
  effects: Effect[];
  /** Who was asked to do something and still is, by the entry that asked; absent on what was written before. */
  asked?: Asked[];
  /** One word a list that it stands on now, see attention.ts. */
  attention: string[];
  /** What the clock already did, so that doing it again changes nothing. */
  told: Told;
  /** The grid whose count of open matters it is in, see gridCount.ts. */
  countedInGrid?: string;
  /** Epoch ms of the next thing the clock has to look at; absent when there is none. */
  nextCheckAt?: number;
}

/** Reminders that went out, and counters that this request is in. */
export interface Told {
  unclaimed?: true;
  dueSoon?: true;
  overdue?: true;
  silence?: true;
  countedFiled?: true;
  countedEnded?: true;
}

/** How it came to where it is, so that it can be explained from the version it was decided with. */
export interface Routing {
  orgVersion: number;
  ruleCode: string;
  why: string;
  /** How the place was found: home, list, door, point, nearest, triage. */
  how: string;
  /** Rules and people passed over, in plain words. */
  skipped: string[];
  /** For the resident, when the place was guessed or is shared. */
  placeNote?: string;
}

export interface Helper {
  helpId: string;
  staffId: string;
  part: string;
  /** Local day by which it is to be done. */
  day: string;
  done: boolean;
}

/** Append-only. Whoever did it is kept by id and title, never by name or number. */
export interface RequestEvent {
  /** The operation that made it: a repeat finds it here and does nothing. */
  id: string;
  /** Of what was asked: the same operation with other content is refused. */
  payloadHash?: string;
  at: number;
  action: RequestAction | "submit";
  /** `resident` for whoever filed it, `clock` for nobody, else a staffId. */
  by: string;
  titleName?: string;
  words?: string;
  photos?: string[];
  /** The person or station it went to. */
  to?: string;
  /** Code of a reason from the contract's lists. */
  reason?: string;
  part?: string;
  day?: string;
  where?: "door" | "phone";
  stars?: number;
}

/** `stationDays/{community}:{station}:{day}`: whose ids came in and ended on a day; a set, so that counting twice counts once. */
export interface StationDayDocument extends Stored {
  schemaVersion: 1;
  communityId: string;
  stationCode: string;
  /** Local day, YYYY-MM-DD. */
  day: string;
  filed: string[];
  ended: string[];
}

/** `gridCounts/{community}`: how many open matters each grid has, but for confidential ones. Grids with none are absent. */
export interface GridCountsDocument extends Stored {
  schemaVersion: 1;
  communityId: string;
  open: GridCount[];
}
