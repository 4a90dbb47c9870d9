import type { StaffRole } from "../kernel/role";
import type { Intent, Urgency } from "../requests/request";

/**
 * One community's organisation as it stands in one version: immutable once written, checked whole by the import.
 * Everything that decides who owns a matter is in here, so that a decision can be explained later from the version it
 * was made with. Codes are unique within their kind and never reused for something else.
 */
export interface Organisation {
  communityId: string;
  /** Counts up from 1; `communities/{communityId}.orgVersion` points at the one in force. */
  version: number;
  name: string;
  streetName: string;
  /** As the community counts them; nothing is decided by them. */
  households?: number;
  residents?: number;
  /** First dialled, then written: the order is the order on the screen. */
  emergencyNumbers: { label: string; phone: string }[];
  /** Where a matter goes that no grid can be found for. */
  triageStationCode: string;
  /** How far outside every grid a point may lie and still be given to the nearest, in metres. */
  nearestToleranceMetres: number;
  stations: Station[];
  branches: { code: string; name: string }[];
  grids: Grid[];
  buildings: Building[];
  titles: Title[];
  staff: StaffPerson[];
  posts: Post[];
  categories: Category[];
  rules: RoutingRule[];
}

export interface Station {
  code: string;
  /** Short, for receipt numbers: 1–4 digits or capital letters. */
  receiptPrefix: string;
  name: string;
  branchCode: string;
  phone: string;
  address: string;
  /** GCJ-02. */
  point?: { lng: number; lat: number };
  /** Who is at the desk when, week by week. */
  duty: DutySlot[];
}

export interface DutySlot {
  /** 1 Monday … 7 Sunday. */
  weekday: number;
  /** Local minutes after midnight. */
  fromMinute: number;
  toMinute: number;
  staffId: string;
}

export interface Grid {
  code: string;
  name: string;
  stationCode: string;
  /** GCJ-02 rings as in GeoJSON; absent in most communities, where buildings and units decide. */
  area?: { type: "Polygon" | "MultiPolygon"; coordinates: number[][][] | number[][][][] };
}

export interface Building {
  code: string;
  /** As people say it: 27 栋, 桂花苑 3 号楼. */
  name: string;
  address?: string;
  /** What else it is called, and its pinyin, so that a few characters find it. */
  searchWords: string[];
  point?: { lng: number; lat: number };
  /** Never empty: a building without units has one unit named after itself. */
  units: Unit[];
}

export interface Unit {
  code: string;
  name: string;
  /** Grids are given by unit, since a building may lie across two. */
  gridCode: string;
  /** What the code at the door carries: ≤24 characters of [A-Za-z0-9_-], unique in the whole deployment. */
  doorCode: string;
}

export interface Title {
  code: string;
  name: string;
  role: StaffRole;
  /** Held by somebody of the street office: above the community's secretary, so complaints about him end there. */
  ofStreet?: boolean;
}

export interface StaffPerson {
  /** `${communityId}:${code of the pack}`: the same person in every version. */
  staffId: string;
  name: string;
  /** What residents call this person: 老何, 周站长. */
  calledName: string;
}

/** Who holds a title where, from when to when. Never deleted: an ended post keeps what was decided explainable. */
export interface Post {
  staffId: string;
  titleCode: string;
  /** A grid code, a station code, or the community id, by the reach of the title's role. */
  scopeCode: string;
  fromDay: string;
  /** The first day on which it no longer holds. */
  toDay?: string;
  /** Who takes over when this person is away; stand-ins chain. Absent only in a community-wide post: the chain's end. */
  standInId?: string;
}

export interface Category {
  code: string;
  name: string;
  /** One line under the name that helps to choose. */
  hint: string;
  /** A TDesign icon name. */
  icon: string;
  intent: Intent;
  urgency: Urgency;
  /** Working days to an answer when the urgency is ordinary. */
  limitWorkingDays: number;
  /** `owner`: only the accountable person and his superior may read it (complaints, family matters). */
  audience: "station" | "owner";
  /** A number to call before anything is written, shown on the form (gas, 12356 …). */
  callFirst?: { label: string; phone: string };
  /** The person meant by the matter must be named, so that it never reaches him. */
  asksAboutPerson?: boolean;
}

/** Ordered; the first whose conditions all hold and that yields a present person decides. */
export interface RoutingRule {
  code: string;
  when: { category?: string[]; intent?: Intent[]; urgency?: Urgency[]; gridCode?: string[]; stationCode?: string[] };
  /** `ofGrid`: the grid's own station. */
  station: "ofGrid" | (string & {});
  /** Title codes in order of preference, looked for in the grid, then its station, then the community. */
  titles: string[];
  /** A named person instead of a title; the rule is off once he has left. */
  staffId?: string;
  /** In plain words, for the staff who ask why a matter came to them. */
  why: string;
}

/**
 * `communities/{communityId}`: the pointer that flips, and what changes daily. Read with the organisation at most every
 * 10 s by an instance, so that neither costs a call of its own.
 */
export interface CommunityState {
  _id: string;
  /** As in the organisation in force: a newcomer chooses among communities without any organisation being loaded. */
  name: string;
  streetName: string;
  orgVersion: number;
  version: number;
  /** staffId → away until (exclusive, epoch ms). */
  away: Record<string, number>;
  /** staffId → from when (epoch ms), for who said it before the day; absent, since he said it. */
  awayFrom?: Record<string, number>;
  /** Rule codes switched off because their person has left, with when it was noticed. */
  rulesOff: Record<string, number>;
  /** The local day on which import or clock last looked for what a date alone brings about. */
  lookedAtDay: string;
  /** It could not be looked at: the clock tries again no earlier, epoch ms. */
  putOffUntil?: number;
  /** Features this community has switched on. */
  carriers: string[];
}

/**
 * `doors/{doorCode}`: whose door a code is, so that a newcomer's scan finds its community; which unit and grid it is,
 * the organisation in force says. Written by the import before the pointer flips and never given to another community.
 */
export interface DoorDocument {
  _id: string;
  communityId: string;
}
