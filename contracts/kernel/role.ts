/**
 * Roles are fixed and few because authority is written against them; titles (站长, 支委, 楼栋长 …) are the community's
 * own words, listed in its pack, each mapped to one of these roles.
 */
export const roles = [
  /** Anyone whom WeChat knows and this deployment does not: no community chosen yet. */
  "visitor",
  /** A person of a community, bound to a household or not. */
  "resident",
  /** 居民组长: works in one grid. */
  "residentGroupLeader",
  /** 支委: member of a branch committee, works in one station. */
  "branchCommitteeMember",
  /** 站长: leads one station. */
  "stationHead",
  /** 书记: secretary of the community's Party committee. */
  "secretary",
] as const;
export type Role = (typeof roles)[number];

export const staffRoles = ["residentGroupLeader", "branchCommitteeMember", "stationHead", "secretary"] as const;
export type StaffRole = (typeof staffRoles)[number];

/** How far a role reaches: `none` needs no record at all (public facts), `own` is what concerns the caller himself. */
export type Scope = "none" | "own" | "grid" | "station" | "community";

/** The reach that each staff role has by itself, where a call does not narrow it. */
export const reachOfRole: Record<StaffRole, Scope> = {
  residentGroupLeader: "grid",
  branchCommitteeMember: "station",
  stationHead: "station",
  secretary: "community",
};
