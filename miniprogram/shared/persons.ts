import type { CallData } from "../../contracts/calls";

type NamedPerson = CallData<"requests.open">["owner"];

type Called = Pick<NamedPerson, "called" | "title">;

/** Some are called by their title already: 周站长 is 站长, and 街道纪主任 begins as 街道干部 does. */
const saysTitle = ({ called, title }: Called): boolean => called.includes(title) || (title.length > 2 && called.startsWith(title.slice(0, 2)));

/** 支委小陈, but 周站长 and not 站长周站长. */
export const spokenPerson = (person: Called): string => (saysTitle(person) ? person.called : `${person.title}${person.called}`);

/** The title to set beside the name: empty where the name already says it. */
export const titleBeside = (person: Called): string => (saysTitle(person) ? "" : person.title);

/** A stand-in chain ends with somebody who has none: then the station's line is the way on. */
export function standInText({ owner, standIn, station }: { owner: NamedPerson; standIn: NamedPerson; station: { name: string } }): string {
  if (owner.personId === standIn.personId) return `找不到${owner.called}时，请打${station.name}电话`;
  return `找不到${owner.called}时，${spokenPerson(standIn)}接手`;
}
