import type { CallInput, CallName } from "../../contracts/calls";
import type { Role, StaffRole } from "../../contracts/kernel/role";
import { bankExamples } from "./timebank/bank";
import { membersExamples } from "./timebank/members";
import { needsExamples } from "./timebank/needs";
import { serviceExamples } from "./timebank/service";
import type { World } from "./world";

/** Where the record lies that a call names, seen from its caller. */
export const places = ["inside", "outside", "other"] as const;
export type Place = (typeof places)[number];

export interface Example<N extends CallName> {
  /** An honest input. `place` says which record it names; calls that name none ignore it. */
  input: (world: World, place: Place) => Promise<CallInput<N>> | CallInput<N>;
  /** Whether the input names a record that lies in somebody's grid. */
  names?: true;
  /** Failures that still prove that the caller was let in. */
  letInBy?: readonly string[];
  /** Roles that the contract lets in and the matter itself keeps out, with the reason. */
  narrower?: Partial<Record<StaffRole, string>>;
}

const words = "楼道灯不亮了";

/** One honest input for every call there is: a new call does not compile, and does not pass, without its own. */
export type Examples = { [N in CallName]: Example<N> };
export const examples: Examples = {
  ...membersExamples,
  ...needsExamples,
  ...serviceExamples,
  ...bankExamples,
  "home.open": { input: () => ({}) },
  "inbox.open": { input: () => ({}) },
  "inbox.read": { input: () => ({ until: 0 }) },
  "me.enter": { input: () => ({ communityId: "wtl" }) },
  "me.open": { input: () => ({}) },
  "me.save": { input: () => ({ name: "陈阿姨" }) },
  "org.findBuildings": { input: () => ({ text: "3" }) },
  "org.locate": { input: () => ({ point: { lng: 106.405, lat: 29.505 } }) },
  "grids.open": { input: () => ({ doorCode: "wtl-door-1" }) },
  "org.door": { input: () => ({ doorCode: "wtl-door-1" }) },
  "residents.bind": { input: () => ({ unitCode: "none", room: "402", name: "陈阿姨" }), letInBy: ["placeUnknown"] },
  "residents.leave": { input: () => ({}) },
  "residents.pending": { input: () => ({}) },
  "residents.decide": {
    names: true,
    input: async (world, place) => ({ ...(await world.freshBinding(place)), decision: { kind: "confirm" } }),
  },
  "staff.open": { input: () => ({}) },
  "staff.invite": { names: true, input: async (world, place) => ({ staffId: await world.emptySeat(place) }) },
  "staff.join": { input: () => ({ code: "WRONGCODE2" }), letInBy: ["invitationInvalid"] },
  "staff.away": { input: () => ({ untilDay: null }) },
  "requests.form": { input: () => ({ doorCode: "wtl-door-1" }) },
  "requests.submit": {
    input: () => ({
      words,
      category: "facilities",
      urgency: "ordinary",
      place: { kind: "door", doorCode: "wtl-door-1" },
      photos: [],
      audience: "station",
    }),
  },
  "requests.mine": { input: () => ({ open: true }) },
  "requests.open": { names: true, input: (world, place) => ({ requestId: world.records[place].requestId }) },
  "requests.advance": {
    names: true,
    input: (world, place) => ({ requestId: world.records[place].requestId, version: 0, step: { action: "addWord", words, photos: [] } }),
    // Let in as somebody who may read it, and told that this step is not his.
    letInBy: ["actionNotOpen"],
  },
  "requests.reveal": {
    names: true,
    input: (world, place) => ({ requestId: world.records[place].requestId, reason: "visit" }),
    narrower: {
      branchCommitteeMember: "只有正在办这件事的人能看居民的姓名、房号和电话",
      secretary: "只有正在办这件事的人能看居民的姓名、房号和电话",
    },
  },
  "workbench.open": { input: () => ({}) },
  "workbench.list": { input: () => ({ tab: "unclaimed" }) },
};

/** What says that somebody was not let in. Which of them is the call's own matter: never whether there is a record. */
export const keptOut: readonly string[] = ["notAllowed", "notSignedIn", "notFound", "personUnknown", "accountUnknown"];

/** The role under test → who plays it. */
export const callers = {
  visitor: undefined,
  resident: "resident1",
  residentGroupLeader: "leader1",
  branchCommitteeMember: "memberEast",
  stationHead: "headEast",
  secretary: "secretary",
} as const satisfies Record<Role, string | undefined>;
