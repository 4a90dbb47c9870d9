import type { CallData } from "../../contracts/calls";

type NamedPerson = CallData<"requests.open">["owner"];

/** 支委小陈, but 周站长 and not 站长周站长: some are called by their title already. */
export const spokenPerson = ({ called, title }: Pick<NamedPerson, "called" | "title">): string =>
  called.includes(title) ? called : `${title}${called}`;

/** The title to set beside the name: empty where the name already says it. */
export const titleBeside = ({ called, title }: Pick<NamedPerson, "called" | "title">): string =>
  called.includes(title) ? "" : title;

/** A stand-in chain ends with somebody who has none: then the station's line is the way on. */
export function standInText({ owner, standIn, station }: { owner: NamedPerson; standIn: NamedPerson; station: { name: string } }): string {
  if (owner.personId === standIn.personId) return `找不到${owner.called}时，请打${station.name}电话`;
  return `找不到${owner.called}时，${spokenPerson(standIn)}接手`;
}
