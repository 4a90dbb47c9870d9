import { dayOf } from "../../contracts/kernel/day";
import { dayMs, hourMs, minuteMs } from "../../contracts/kernel/milliseconds";
import type { Organisation } from "../../contracts/org/organisation";
import { findUnit } from "../../cloudfunctions/features/org";
import type { BindingDocument, SeatDocument } from "../../cloudfunctions/features/people/documents";
import { confirmersOf } from "../../cloudfunctions/features/people/household";
import { newPerson } from "../../cloudfunctions/features/people/repository";
import { activePosts, type PersonDocument } from "../../cloudfunctions/platform/actor";
import { shortHash } from "../../cloudfunctions/platform/hash";
import cast from "./people.json";
import type { Random } from "./random";

/** Who is who in the demo: the cast of people.json, everybody of the pack, and neighbours. All names are invented. */
export type CastKey = "resident" | "newcomer" | "volunteer" | "teacher" | "wife" | "groupLeader" | "committeeMember" | "stationHead" | "secretary" | "other";

export const openidOf = (key: CastKey): string => {
  const found = cast.find((one) => one.key === key);
  if (!found) throw new Error(`people.json: nobody has the key ${key}`);
  return found.openid;
};
const calledOf = (key: CastKey): string => cast.find((one) => one.key === key)!.name;
const staffKeys: readonly CastKey[] = ["groupLeader", "committeeMember", "stationHead", "secretary"];

export interface Population {
  people: PersonDocument[];
  bindings: BindingDocument[];
  seats: SeatDocument[];
  /** Staff id → who sits there. */
  seated: ReadonlyMap<string, PersonDocument>;
  /** Those who live somewhere and may have said something; the cast is not among them. */
  neighbours: PersonDocument[];
}

const surnames = [..."王李张刘杨黄吴周徐孙马朱胡林郭高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"];
const givenNames = [
  "秀兰", "桂英", "淑珍", "玉梅", "国强", "建军", "志明", "德全", "永福", "小芳", "雅静", "俊杰", "思远", "佳怡", "浩然", "春花", "长顺", "满仓",
  "晓燕", "文博", "丽娟", "海涛", "雪梅", "正国", "明亮", "秋月", "新民", "素云", "家豪", "欣妍", "宗泽", "远航", "青松", "红霞", "大勇", "静宜",
];

interface Making {
  organisation: Organisation;
  now: number;
  random: Random;
}

/** A person as his first write made him four months ago, who last looked at his inbox two days ago. */
function personOf({ organisation: { communityId }, now }: Making, openid: string, name: string, rest: Partial<PersonDocument> = {}): PersonDocument {
  return { ...newPerson(openid, communityId, now - 120 * dayMs), version: 1, name, inboxReadAt: now - 2 * dayMs, ...rest };
}

/** Somebody who said he lives here, and whether that was looked at yet. */
function living(making: Making, person: PersonDocument, unitCode: string, room: string, state: "pending" | "confirmed"): { person: PersonDocument; binding: BindingDocument } {
  const { organisation, now } = making;
  const unit = findUnit(organisation, unitCode);
  if (!unit) throw new Error(`the demo's pack has no unit ${unitCode}`);
  const bindingId = shortHash("demo binding", person._id);
  const createdAt = state === "pending" ? now - making.random.whole(2, 40) * hourMs : person.createdAt;
  const by = confirmersOf(organisation, unit.gridCode, dayOf(now))[0] ?? "";
  const binding: BindingDocument = {
    _id: bindingId, schemaVersion: 1, version: state === "pending" ? 1 : 2,
    communityId: person.communityId, personId: person._id, unitCode, gridCode: unit.gridCode, stationCode: unit.stationCode,
    room, name: person.name, state, payloadHash: shortHash(bindingId, "said"), createdAt,
    ...(state === "confirmed" && { decided: { by, at: createdAt + dayMs, operation: shortHash(bindingId, "decided"), payloadHash: shortHash(bindingId, "answer") } }),
  };
  return { person: { ...person, household: { state, bindingId, unitCode, room, gridCode: unit.gridCode } }, binding };
}

/** A unit by how people say it. */
export function unitCodeOf(organisation: Organisation, building: string, unit: string): string {
  const found = organisation.buildings.find(({ name }) => name === building)?.units.find(({ name }) => name === unit);
  if (!found) throw new Error(`the demo's pack has no ${building} ${unit}`);
  return found.code;
}

/** Staff id of somebody of the cast. */
export function staffIdOf(organisation: Organisation, key: CastKey): string {
  const found = organisation.staff.find(({ calledName }) => calledName === calledOf(key));
  if (!found) throw new Error(`the demo's pack has nobody called ${calledOf(key)}`);
  return found.staffId;
}

const room = (random: Random): string => `${random.whole(1, 8)}0${random.whole(1, 4)}`;
const nameOf = (random: Random): string => random.pick(surnames) + random.pick(givenNames);
const phoneOf = (random: Random): string => `1990000${String(random.whole(0, 9999)).padStart(4, "0")}`;

/**
 * Everybody of the pack signed in long ago, but for a few leaders whom an invitation still awaits; one of them is of the
 * cast's own station, so that its head has somebody to invite: a building steward, since no matter is anybody else's then.
 */
function staffOf(making: Making, unseated: number): Pick<Population, "people" | "seats" | "seated"> {
  const { organisation, now } = making;
  const own = new Map(staffKeys.flatMap((key) => {
    const found = organisation.staff.find(({ calledName }) => calledName === calledOf(key));
    return found ? [[found.staffId, openidOf(key)] as const] : [];
  }));
  const today = dayOf(now);
  const inOffice = organisation.staff.filter(({ staffId }) => activePosts(organisation, staffId, today).length > 0);
  const leaders = inOffice.filter(({ staffId }) => !own.has(staffId) && activePosts(organisation, staffId, today).every(({ role }) => role === "residentGroupLeader"));
  const stationCode = [...own.keys()].flatMap((id) => activePosts(organisation, id, today)).find(({ role }) => role === "stationHead")?.scopeCode;
  const ownGrids = new Set(organisation.grids.filter((grid) => grid.stationCode === stationCode).map(({ code }) => code));
  const invitable = leaders.filter(({ staffId }) =>
    activePosts(organisation, staffId, today).every(({ titleCode, scopeCode }) => titleCode === "buildingSteward" && ownGrids.has(scopeCode)),
  );
  const waiting = [...leaders.slice(-unseated), ...invitable.slice(-1)];
  const seated = new Map(
    inOffice.filter((one) => unseated === 0 || !waiting.includes(one)).map(({ staffId, name }) => {
      const openid = own.get(staffId) ?? `demo-staff-${staffId.replace(/\W/g, "-")}`;
      return [staffId, personOf(making, openid, name, { staffId, inboxReadAt: now - 90 * minuteMs })] as const;
    }),
  );
  const seats = [...seated].map(([staffId, person]): SeatDocument => ({
    _id: staffId, schemaVersion: 1, version: 1, communityId: organisation.communityId, personId: person._id, takenAt: person.createdAt,
  }));
  return { people: [...seated.values()], seats, seated };
}

function neighboursOf(making: Making, count: number, pending: number, fitsGrid: (gridCode: string) => boolean): Pick<Population, "people" | "bindings" | "neighbours"> {
  const { organisation, random } = making;
  const units = organisation.buildings.flatMap(({ units: own }) => own).filter(({ gridCode }) => fitsGrid(gridCode));
  const housed = Array.from({ length: count }, (_, index) => {
    const openid = `demo-${organisation.communityId}-${String(index + 1).padStart(3, "0")}`;
    const person = personOf(making, openid, nameOf(random), random.next() < 0.5 ? { phone: phoneOf(random) } : {});
    return living(making, person, random.pick(units).code, room(random), index < pending ? "pending" : "confirmed");
  });
  return {
    people: housed.map(({ person }) => person),
    bindings: housed.map(({ binding }) => binding),
    neighbours: housed.filter(({ binding }) => binding.state === "confirmed").map(({ person }) => person),
  };
}

interface Scene {
  neighbours: number;
  pending: number;
  /** Staff who have not joined yet. */
  unseated: number;
}

function populate(making: Making, { neighbours, pending, unseated }: Scene): Population {
  const staff = staffOf(making, unseated);
  const today = dayOf(making.now);
  const led = (gridCode: string) => confirmersOf(making.organisation, gridCode, today).some((staffId) => staff.seated.has(staffId));
  const around = neighboursOf(making, neighbours, pending, led);
  return { ...staff, ...around, people: [...staff.people, ...around.people] };
}

/** The first community, with the cast in its houses. */
export function populateMain(making: Making): Population {
  const population = populate(making, { neighbours: 150, pending: 3, unseated: 3 });
  const { organisation, now } = making;
  const homes: [CastKey, string, string, string][] = [["resident", "27 栋", "3 单元", "402"], ["volunteer", "26 栋", "1 单元", "301"]];
  const castHousehold = homes.map(([key, building, unit, at]) => {
    const person = personOf(making, openidOf(key), calledOf(key), { phone: phoneOf(making.random), inboxReadAt: now - 83 * minuteMs });
    return living(making, person, unitCodeOf(organisation, building, unit), at, "confirmed");
  });
  // Two of 老何's own grid wait for him, so that his list has something to decide.
  const newOnes = (["27 栋", "26 栋"] as const).map((building, index) => {
    const person = personOf(making, `demo-new-${index + 1}`, nameOf(making.random), { createdAt: now - 30 * hourMs });
    return living(making, person, unitCodeOf(organisation, building, "1 单元"), room(making.random), "pending");
  });
  const newcomer = personOf(making, openidOf("newcomer"), calledOf("newcomer"), { createdAt: now - 3 * dayMs, inboxReadAt: now });
  // Numbers of their own: whoever comes after them draws the same as without them.
  const couple = ([["teacher", "19900000601"], ["wife", "19900000602"]] as const).map(([key, phone]) =>
    living(making, personOf(making, openidOf(key), calledOf(key), { phone, inboxReadAt: now - 83 * minuteMs }), unitCodeOf(organisation, "25 栋", "2 单元"), "601", "confirmed"),
  );
  const all = [...castHousehold, ...couple, ...newOnes];
  return {
    ...population,
    people: [...population.people, ...all.map(({ person }) => person), newcomer],
    bindings: [...population.bindings, ...all.map(({ binding }) => binding)],
  };
}

/** The second community: small, and closed to everybody of the first. */
export function populateOther(making: Making): Population {
  const population = populate(making, { neighbours: 14, pending: 1, unseated: 1 });
  const home = making.organisation.buildings[0]!.units[0]!;
  const person = personOf(making, openidOf("other"), calledOf("other"));
  const { person: bound, binding } = living(making, person, home.code, "201", "confirmed");
  return { ...population, people: [...population.people, bound], bindings: [...population.bindings, binding] };
}
