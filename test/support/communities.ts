/**
 * Two small invented communities of one shape, so that a test reads well and "the other community" has a counterpart for
 * everyone. East station has grids g1 and g2, west station g3; every grid has its leader, every station its head and a
 * branch committee member.
 */
import { dayMs } from "../../contracts/kernel/milliseconds";
import type { CommunityState, Organisation, Post, Unit } from "../../contracts/org/organisation";
import type { PersonDocument } from "../../cloudfunctions/platform/actor";
import { personIdOf } from "../../cloudfunctions/features/people/personId";

/** Monday 23 November 2026, 10:00 in Shanghai: a working day, the desks are staffed. */
export const mondayMorning = Date.parse("2026-11-23T10:00:00+08:00");

export const communityIds = { own: "wtl", other: "hgy" } as const;
export type CommunityKey = keyof typeof communityIds;

export const staffCodes = ["secretary", "headEast", "headWest", "memberEast", "memberWest", "leader1", "leader2", "leader3"] as const;
export type StaffCode = (typeof staffCodes)[number];
/** A resident with a confirmed household in g1, one in g3, one with no household. */
export const residentCodes = ["resident1", "resident3", "newcomer"] as const;
export type ResidentCode = (typeof residentCodes)[number];

export const staffIdOf = (communityId: string, code: StaffCode): string => `${communityId}:${code}`;
export const openidOf = (communityId: string, code: StaffCode | ResidentCode): string => `o-${communityId}-${code}`;

const called: Record<StaffCode, { name: string; calledName: string }> = {
  secretary: { name: "秦书凡", calledName: "秦书记" },
  headEast: { name: "周东来", calledName: "周站长" },
  headWest: { name: "吴西岭", calledName: "吴站长" },
  memberEast: { name: "郑敏言", calledName: "郑委员" },
  memberWest: { name: "冯一帆", calledName: "冯委员" },
  leader1: { name: "何长青", calledName: "老何" },
  leader2: { name: "魏小满", calledName: "魏姐" },
  leader3: { name: "蒋望舒", calledName: "老蒋" },
};

const posts = (communityId: string): Post[] => {
  const post = (code: StaffCode, titleCode: string, scopeCode: string, standIn?: StaffCode): Post => ({
    staffId: staffIdOf(communityId, code),
    titleCode,
    scopeCode,
    fromDay: "2026-01-01",
    ...(standIn && { standInId: staffIdOf(communityId, standIn) }),
  });
  return [
    post("secretary", "secretary", communityId),
    post("headEast", "stationHead", "east", "memberEast"),
    post("headWest", "stationHead", "west", "memberWest"),
    post("memberEast", "member", "east", "headEast"),
    post("memberWest", "member", "west", "headWest"),
    post("leader1", "leader", "g1", "leader2"),
    post("leader2", "leader", "g2", "leader1"),
    post("leader3", "leader", "g3", "headWest"),
  ];
};

const unit = (communityId: string, number: number, gridCode: string): Unit => ({
  code: `b${number}-1`,
  name: "1 单元",
  gridCode,
  doorCode: `${communityId}-door-${number}`,
});

const square = (west: number) => ({
  type: "Polygon" as const,
  coordinates: [[[west, 29.5], [west + 0.01, 29.5], [west + 0.01, 29.51], [west, 29.51], [west, 29.5]]],
});

export function organisation(communityId: string, name: string): Organisation {
  const workdays = [1, 2, 3, 4, 5];
  const duty = (code: StaffCode) =>
    workdays.map((weekday) => ({ weekday, fromMinute: 540, toMinute: 1080, staffId: staffIdOf(communityId, code) }));
  const station = (code: string, stationName: string, prefix: string, head: StaffCode) => ({
    code,
    receiptPrefix: prefix,
    name: stationName,
    branchCode: `branch-${code}`,
    phone: "023-6550-0100",
    address: `${stationName}门口`,
    duty: duty(head),
  });
  return {
    communityId,
    version: 1,
    name,
    streetName: "青石街道",
    emergencyNumbers: [{ label: "火警", phone: "119" }],
    triageStationCode: "east",
    nearestToleranceMetres: 100,
    stations: [station("east", "东站", "E", "headEast"), station("west", "西站", "W", "headWest")],
    branches: [{ code: "branch-east", name: "第一党支部" }, { code: "branch-west", name: "第二党支部" }],
    grids: [
      { code: "g1", name: "第 1 网格", stationCode: "east", area: square(106.4) },
      { code: "g2", name: "第 2 网格", stationCode: "east", area: square(106.41) },
      { code: "g3", name: "第 3 网格", stationCode: "west", area: square(106.42) },
    ],
    buildings: [1, 2, 3].map((number) => ({
      code: `b${number}`,
      name: `${number} 栋`,
      searchWords: [`guihuayuan${number}`],
      units: [unit(communityId, number, `g${number}`)],
    })),
    titles: [
      { code: "secretary", name: "书记", role: "secretary" },
      { code: "stationHead", name: "站长", role: "stationHead" },
      { code: "member", name: "支委", role: "branchCommitteeMember" },
      { code: "leader", name: "居民组长", role: "residentGroupLeader" },
    ],
    staff: staffCodes.map((code) => ({ staffId: staffIdOf(communityId, code), ...called[code] })),
    posts: posts(communityId),
    categories: [
      { code: "facilities", name: "物业设施", hint: "水管、路灯、电梯", icon: "tools", intent: "report", urgency: "ordinary", limitWorkingDays: 3, audience: "station" },
    ],
    rules: [{ code: "all", when: {}, station: "ofGrid", titles: ["leader", "stationHead", "secretary"], why: "本网格的居民组长先去看" }],
  };
}

export const stateOf = ({ communityId, name, streetName, version }: Organisation): CommunityState => ({
  _id: communityId,
  name,
  streetName,
  orgVersion: version,
  version: 1,
  away: {},
  rulesOff: {},
  lookedAtDay: "2026-11-23",
  carriers: ["timebank"],
});

const person = (communityId: string, code: StaffCode | ResidentCode, rest: Partial<PersonDocument> = {}): PersonDocument => {
  const openid = openidOf(communityId, code);
  return {
    _id: personIdOf(openid, communityId),
    schemaVersion: 1,
    version: 1,
    communityId,
    openid,
    current: true,
    name: "",
    inboxReadAt: 0,
    createdAt: mondayMorning - dayMs,
    ...rest,
  };
};

const livingIn = (gridNumber: number): Partial<PersonDocument> => ({
  name: "陈阿姨",
  phone: "13812341234",
  household: { state: "confirmed", bindingId: `bound-${gridNumber}`, unitCode: `b${gridNumber}-1`, room: "402", gridCode: `g${gridNumber}` },
});

export const people = (communityId: string): PersonDocument[] => [
  ...staffCodes.map((code) => person(communityId, code, { staffId: staffIdOf(communityId, code) })),
  person(communityId, "resident1", livingIn(1)),
  person(communityId, "resident3", livingIn(3)),
  person(communityId, "newcomer", { name: "小林" }),
];
