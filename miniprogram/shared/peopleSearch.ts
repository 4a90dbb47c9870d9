/** Long lists of people: by station, and found by what one knows of them. Pure. */

/** What a person can be found by, and where he stands. */
export interface Findable {
  called: string;
  /** His titles, in words. */
  title: string;
  station?: string;
  grid?: string;
}

export interface PeopleGroup<P> {
  name: string;
  people: P[];
}

/** By station, in the order in which the first of each comes. */
export function byStation<P extends Findable>(people: readonly P[]): PeopleGroup<P>[] {
  const names = [...new Set(people.map(({ station = "" }) => station))];
  return names.map((name) => ({ name, people: people.filter(({ station = "" }) => station === name) }));
}

/** Spaces and 第 aside, as people type: 12网格 finds 第 12 网格. */
const plain = (text: string): string => text.replace(/[\s第]/g, "").toLowerCase();

/** Those of whom every word that was typed is true; all of them while nothing is. */
export function foundPeople<P extends Findable>(people: readonly P[], typed: string): P[] {
  const wanted = typed.split(/\s+/).map(plain).filter((word) => word !== "");
  return people.filter(({ called, title, station = "", grid = "" }) => {
    const known = [called, title, station, grid].map(plain);
    return wanted.every((word) => known.some((text) => text.includes(word)));
  });
}

/** 居民组长 · 第 12 网格. */
export const placedTitle = ({ title, grid = "" }: Findable): string => [title, grid].filter((part) => part !== "").join("\u00a0· ");
