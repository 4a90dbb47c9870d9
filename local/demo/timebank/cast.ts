import type { Organisation } from "../../../contracts/org/organisation";
import { activePosts, type PersonDocument } from "../../../cloudfunctions/platform/actor";
import { dayOf } from "../../../contracts/kernel/day";
import { openidOf, type Population, staffIdOf } from "../seedPeople";

/** Who is who in the demo's time bank; everybody else who takes part is a neighbour drawn from the population. */
export interface BankCast {
  teacher: PersonDocument;
  wife: PersonDocument;
  resident: PersonDocument;
  volunteer: PersonDocument;
  groupLeader: PersonDocument;
  committeeMember: PersonDocument;
  /** Of the cast's own station, those of its own grid first. */
  near: PersonDocument[];
  /** Of the other stations. */
  far: PersonDocument[];
  /** Who decides for the station of a grid. */
  branchOf(gridCode: string): PersonDocument;
}

export function bankCastOf(organisation: Organisation, { people, neighbours, seated }: Population, now: number): BankCast {
  const personOf = (key: "teacher" | "wife" | "resident" | "volunteer" | "groupLeader" | "committeeMember") => people.find(({ openid }) => openid === openidOf(key))!;
  const stationOf = (gridCode: string) => organisation.grids.find(({ code }) => code === gridCode)!.stationCode;
  const teacher = personOf("teacher");
  const [ownGrid, ownStation] = [teacher.household!.gridCode, stationOf(teacher.household!.gridCode)];
  const isNear = (person: PersonDocument) => stationOf(person.household!.gridCode) === ownStation;
  const near = neighbours.filter(isNear);
  const isOwnGrid = ({ household }: PersonDocument) => household!.gridCode === ownGrid;
  const deciding = (stationCode: string): PersonDocument => {
    const holds = (staffId: string) => activePosts(organisation, staffId, dayOf(now)).some((post) => ["branchCommitteeMember", "stationHead"].includes(post.role) && post.scopeCode === stationCode);
    return [...seated].find(([staffId]) => holds(staffId))![1];
  };
  return {
    teacher,
    wife: personOf("wife"),
    resident: personOf("resident"),
    volunteer: personOf("volunteer"),
    groupLeader: seated.get(staffIdOf(organisation, "groupLeader"))!,
    committeeMember: seated.get(staffIdOf(organisation, "committeeMember"))!,
    near: [...near.filter(isOwnGrid), ...near.filter((person) => !isOwnGrid(person))],
    far: neighbours.filter((person) => !isNear(person)),
    branchOf: (gridCode) => (stationOf(gridCode) === ownStation ? seated.get(staffIdOf(organisation, "committeeMember"))! : deciding(stationOf(gridCode))),
  };
}
