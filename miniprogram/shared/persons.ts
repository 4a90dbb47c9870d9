import type { CallData } from "../../contracts/calls";
import { saysTitle, titledName } from "./contracts";

type NamedPerson = CallData<"requests.open">["owner"];
type Called = Pick<NamedPerson, "called" | "title">;

/** 支委小陈, but 周站长 and not 站长周站长. */
export const spokenPerson: (person: Called) => string = titledName;

/** The title to set beside the name: empty where the name already says it. */
export const titleBeside = (person: Called): string => (saysTitle(person) ? "" : person.title);

/** Who deals with it now: the owner, or who stands in for him while he is away. */
export const dealing = ({ owner, acting }: { owner: NamedPerson; acting?: NamedPerson | undefined }): NamedPerson => acting ?? owner;

/** A stand-in chain ends with somebody who has none: then the station's line is the way on. */
export function standInText({ owner, acting, calledIn, standIn, station }: { owner: NamedPerson; acting?: NamedPerson | undefined; calledIn?: NamedPerson | undefined; standIn: NamedPerson; station: { name: string } }): string {
  if (acting) return `${owner.called}不在，由${spokenPerson(acting)}代`;
  // Two are named already: who comes next comes after both.
  const before = calledIn ? `${owner.called}和${calledIn.called}都找不到时` : `找不到${owner.called}时`;
  return owner.staffId === standIn.staffId ? `${before}，请打${station.name}电话` : `${before}，${spokenPerson(standIn)}接手`;
}
