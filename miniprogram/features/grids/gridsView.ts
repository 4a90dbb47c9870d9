import type { CallData } from "../../../contracts/calls";
import { spokenPerson } from "../../shared/persons";

/** The grids as the page reads them: sections by station, sentences instead of fields. */
export type Grids = CallData<"grids.open">;
type Station = Grids["stations"][number];
type Grid = Station["grids"][number];

export interface GridRow {
  gridCode: string;
  name: string;
  /** 居民组长老何；老何不在，魏姐接着. */
  people: string;
  /** 3 件在办; empty for whoever may not know. */
  openText: string;
  some: boolean;
  /** 您家, or the door one stands before; empty elsewhere. */
  ownText: string;
  /** All of it in one breath, for a screen reader. */
  spoken: string;
}

export interface StationSection {
  name: string;
  branch: string;
  phone: string;
  rows: GridRow[];
}

export interface Answer {
  title: string;
  detail: string;
  /** The station's line; empty where no one grid is meant. */
  phone: string;
}

export const openTextOf = ({ open }: Pick<Grid, "open">): string =>
  open === undefined ? "" : open === 0 ? "没有在办的" : `${open} 件在办`;

/** 居民组长老何、楼栋长小赵; who takes over is said where the first of them is away. */
function peopleText({ people, standIn }: Grid): string {
  const names = people.map(spokenPerson).join("、");
  const first = people[0];
  return standIn && first ? `${names}；${first.called}不在，${spokenPerson(standIn)}接着` : names;
}

function rowOf(grid: Grid, own: Grids["own"]): GridRow {
  const ownText = own?.gridCode === grid.gridCode ? ownWords[own.how] : "";
  const people = peopleText(grid);
  const openText = openTextOf(grid);
  return {
    gridCode: grid.gridCode,
    name: grid.name,
    people: people || "还没有定人，打站里电话都行",
    openText,
    some: (grid.open ?? 0) > 0,
    ownText,
    spoken: [grid.name, ownText, people && `${people}负责`, openText].filter(Boolean).join("，"),
  };
}

export const ownWords = { home: "您家", door: "这个门" } as const;

/** How near a grid is to whoever asks: his own, one whose numbers he sees, any other. */
const nearness = ({ gridCode, open }: Grid, own: Grids["own"]): number => (gridCode === own?.gridCode ? 0 : open !== undefined ? 1 : 2);

/** The nearest first, else in the order given. */
const nearestFirst = <T>(all: readonly T[], nearnessOf: (one: T) => number): T[] => [...all].sort((a, b) => nearnessOf(a) - nearnessOf(b));

/** One's own first, the rest as the community lists them: never by how much there is to do. */
export function sectionsOf({ stations, own }: Grids): StationSection[] {
  const gridNearness = (grid: Grid): number => nearness(grid, own);
  const withGrids = stations.filter(({ grids }) => grids.length > 0);
  const ordered = nearestFirst(withGrids, ({ grids }) => Math.min(...grids.map(gridNearness)));
  return ordered.map(({ name, branch, phone, grids }) => ({ name, branch, phone, rows: nearestFirst(grids, gridNearness).map((grid) => rowOf(grid, own)) }));
}

/** 归哪个网格管, in a sentence. */
export function answerOf(grids: Grids, gridCode: string): Answer {
  const station = grids.stations.find((one) => one.grids.some((grid) => grid.gridCode === gridCode));
  const grid = station?.grids.find((one) => one.gridCode === gridCode);
  if (!station || !grid) return overviewOf(grids);
  const { own } = grids;
  const people = peopleText(grid);
  const who = people ? `${people}负责` : "还没有定人，由站里负责";
  return {
    title: own?.gridCode === gridCode ? `${own.how === "home" ? "您家" : own.placeText}归${grid.name}管` : `这里归${grid.name}管`,
    detail: `${who}，属于${station.name}，${station.branch}牵头。${nowText(grid)}`,
    phone: station.phone,
  };
}

const nowText = ({ open }: Grid): string => (open === undefined ? "" : open === 0 ? "现在没有在办的事。" : `现在 ${open} 件在办。`);

/** What is true before a grid is chosen: for staff how much there is, for residents what to do. */
function overviewOf({ stations, areas }: Grids): Answer {
  const counted = stations.flatMap(({ grids }) => grids).filter(({ open }) => open !== undefined);
  const total = counted.reduce((sum, { open = 0 }) => sum + open, 0);
  const how = areas.length ? "点地图，或点名单里的一个网格，看归谁管。" : "点名单里的一个网格，看归谁管。";
  if (counted.length) return { title: `您看的 ${counted.length} 个网格，${total === 0 ? "没有在办的事" : `${total} 件在办`}`, detail: how, phone: "" };
  return { title: "哪里归谁管，都在这里", detail: how, phone: "" };
}
