import type { Building, Organisation } from "../../../contracts/org/organisation";

/** A page of a list: whoever wants another building types one more character. */
const mostBuildings = 20;

/** 27栋, ２７ 栋 and 27 幢 are the same to whoever looks for it. */
const simplified = (text: string): string => text.normalize("NFKC").toLowerCase().replace(/[\s#-]/g, "").replace(/[幢座]/g, "栋");

interface Searchable {
  building: Building;
  name: string;
  words: string[];
}
/** Versions are immutable, so what was prepared lives exactly as long as its organisation is remembered. */
const prepared = new WeakMap<Organisation, Searchable[]>();

function searchablesOf(organisation: Organisation): Searchable[] {
  const known = prepared.get(organisation);
  if (known) return known;
  const searchables = organisation.buildings.map((building) => ({
    building,
    name: simplified(building.name),
    words: [building.name, building.code, building.address ?? "", ...building.searchWords].map(simplified).filter(Boolean),
  }));
  prepared.set(organisation, searchables);
  return searchables;
}

/** 0 says it exactly, 1 begins with it, 2 has it somewhere, none does not. */
function rank({ name, words }: Searchable, wanted: string): number | undefined {
  if (name === wanted || name === `${wanted}栋` || words.includes(wanted)) return 0;
  if (words.some((word) => word.startsWith(wanted))) return 1;
  if (words.some((word) => word.includes(wanted))) return 2;
  return undefined;
}

/** Buildings by a few characters of name, number, address or pinyin; the likeliest first, at most 20. */
export function findBuildings(organisation: Organisation, text: string): Building[] {
  const wanted = simplified(text);
  if (!wanted) return [];
  return searchablesOf(organisation)
    .flatMap((searchable) => {
      const place = rank(searchable, wanted);
      return place === undefined ? [] : [{ building: searchable.building, place }];
    })
    .sort((a, b) => a.place - b.place || a.building.name.localeCompare(b.building.name, "zh-CN", { numeric: true }))
    .slice(0, mostBuildings)
    .map(({ building }) => building);
}
