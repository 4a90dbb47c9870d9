import { dayOf } from "../../contracts/kernel/day";
import type { CallContract } from "../../contracts/kernel/call";
import type { CommunityState, Organisation, Post } from "../../contracts/org/organisation";
import { type Role, type StaffRole, reachOfRole } from "../../contracts/kernel/role";
import type { Versioned } from "./database";
import type { Done } from "./done";

/**
 * `people/{personId}`: one person in one community. The openid is an attribute of a person, not his name: it stands in
 * no other document. Staff are two ids of one human being: `_id`, under which he is a resident like any other, and
 * `staffId`, under which the community's pack names him.
 */
export interface PersonDocument extends Versioned {
  schemaVersion: 1;
  communityId: string;
  openid: string;
  /** Whether this is the community the person looks at now; one true for an openid. */
  current: boolean;
  /** As the person wrote it; empty until then. */
  name: string;
  phone?: string;
  staffId?: string;
  /** Under which he sat in his seat before he changed his WeChat account, newest first: the same human being. */
  formerPersonIds?: string[];
  household?: HouseholdOfPerson;
  /** What he last said of himself; absent until then. */
  done?: Done;
  /** What he reported on the last day on which he did: how much, and by which operations at last. */
  filed?: { day: string; count: number; operations: string[] };
  /** Everything in the inbox up to here was read, epoch ms. */
  inboxReadAt: number;
  createdAt: number;
}

export interface HouseholdOfPerson {
  state: "pending" | "confirmed" | "declined";
  bindingId: string;
  unitCode: string;
  room: string;
  gridCode: string;
  /** Why it was declined: a code of `declineReasons`. */
  declineReason?: string;
}

/** The unit that counts as somebody's home: what was declined is no address, and what still waits is one already. */
export const homeUnitOf = (person: Pick<PersonDocument, "household"> | undefined): HouseholdOfPerson | undefined =>
  person?.household?.state === "declined" ? undefined : person?.household;

/**
 * Every login that is known to be this human being. Not for "is this mine": what he filed under another login stays there.
 * For what nobody may do in his own matter.
 */
export const selvesOf = ({ _id, formerPersonIds = [] }: Pick<PersonDocument, "_id" | "formerPersonIds">): string[] => [_id, ...formerPersonIds];

/** A post that holds today, with the role its title stands for. */
export interface ActivePost extends Post {
  role: StaffRole;
  titleName: string;
}

/** Who calls: made from the platform's context and the database, never from what the phone says of itself. */
export interface Actor {
  openid: string;
  person: PersonDocument | undefined;
  roles: readonly Role[];
  posts: readonly ActivePost[];
  /** Both ids of the person, for "is this about me". Empty for a visitor. */
  ids: readonly string[];
}

/** Versions are immutable, so what each of the staff ever held lives exactly as long as its organisation is remembered. */
const postsByStaff = new WeakMap<Organisation, ReadonlyMap<string, readonly ActivePost[]>>();

function postsOf(organisation: Organisation): ReadonlyMap<string, readonly ActivePost[]> {
  const known = postsByStaff.get(organisation);
  if (known) return known;
  const titles = new Map(organisation.titles.map((title) => [title.code, title]));
  const posts = new Map<string, ActivePost[]>();
  for (const post of organisation.posts) {
    const title = titles.get(post.titleCode);
    if (title) posts.set(post.staffId, [...(posts.get(post.staffId) ?? []), { ...post, role: title.role, titleName: title.name }]);
  }
  postsByStaff.set(organisation, posts);
  return posts;
}

export const activePosts = (organisation: Organisation, staffId: string | undefined, day: string): ActivePost[] =>
  (staffId === undefined ? [] : (postsOf(organisation).get(staffId) ?? [])).filter(
    (post) => post.fromDay <= day && (post.toDay === undefined || day < post.toDay),
  );

export function actorOf(
  openid: string,
  person: PersonDocument | undefined,
  organisation: Organisation | undefined,
  at: number,
): Actor {
  const posts = organisation ? activePosts(organisation, person?.staffId, dayOf(at)) : [];
  const roles: Role[] = ["visitor", ...(person ? (["resident"] as const) : []), ...new Set(posts.map(({ role }) => role))];
  const ids = person ? [person._id, ...(person.staffId ? [person.staffId] : [])] : [];
  return { openid, person, roles, posts, ids };
}

/** How far the caller reaches in one call: the union of what each of his posts gives there. */
export interface Reach {
  community: boolean;
  stations: ReadonlySet<string>;
  grids: ReadonlySet<string>;
}

export function reachOf(contract: Pick<CallContract, "allow">, actor: Pick<Actor, "posts">): Reach {
  const stations = new Set<string>();
  const grids = new Set<string>();
  let community = false;
  for (const post of actor.posts) {
    if (!contract.allow[post.role]) continue;
    const reach = reachOfRole[post.role];
    if (reach === "community") community = true;
    else if (reach === "station") stations.add(post.scopeCode);
    else grids.add(post.scopeCode);
  }
  return { community, stations, grids };
}

/** Why a call is not this caller's: by his roles, or by what his community has switched on. Undefined: it is his. */
export function refusalOf(contract: Pick<CallContract, "allow" | "carrier">, { roles, person }: Pick<Actor, "roles" | "person">, state: Pick<CommunityState, "carriers"> | undefined): "notAllowed" | "notSignedIn" | "carrierOff" | undefined {
  if (!roles.some((role) => contract.allow[role])) return person ? "notAllowed" : "notSignedIn";
  return contract.carrier && !state?.carriers.includes(contract.carrier) ? "carrierOff" : undefined;
}

export const reaches = (reach: Reach, target: { stationCode?: string; gridCode?: string }): boolean =>
  reach.community ||
  (target.stationCode !== undefined && reach.stations.has(target.stationCode)) ||
  (target.gridCode !== undefined && reach.grids.has(target.gridCode));
