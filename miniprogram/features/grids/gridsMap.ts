import { type Grids, ownWords } from "./gridsView";

/**
 * The grids as WeChat's map draws them. Nothing stands on it that the list beside it does not say in words, and no
 * colour without its number or name. The ground below is WeChat's own, light in the dark mode too, so the colours here
 * are the light ones and every name brings its own ground.
 */
interface Position {
  latitude: number;
  longitude: number;
}

interface MapPolygon {
  points: Position[];
  fillColor: string;
  strokeColor: string;
  strokeWidth: number;
  zIndex: number;
}

interface MapMarker extends Position {
  id: number;
  iconPath: string;
  width: number;
  height: number;
  label: { content: string; color: string; bgColor: string; fontSize: number; padding: number; borderRadius: number; textAlign: string; anchorX: number; anchorY: number };
}

export interface MapView {
  latitude: number;
  longitude: number;
  polygons: MapPolygon[];
  markers: MapMarker[];
  /** The corners of everything, with some room. */
  includePoints: Position[];
}

/** Who looks, and at what. */
export interface Looking {
  selected: string;
  elder: boolean;
  /** Of WeChat's font, as everywhere on the page. */
  scale: number;
  /** How wide the map stands on this phone, in px. */
  width: number;
}

const ink = "#1f2328";
const white = "#ffffff";
const line = "#8a6450";
const strongLine = "#6d4520";
/** See-through, so that streets stay readable. */
const plain = "#ffffff99";
const near = "#e3d2c5b3";
/** From how many open matters on. Always with the number on it. */
const shades = [
  { from: 6, fill: "#b08a72d9" },
  { from: 3, fill: "#cdb09ccc" },
  { from: 1, fill: "#e3d2c5cc" },
  { from: 0, fill: "#ffffffb3" },
] as const;

const fontPx = 12;
const elderFontPx = 20;
/** As high as the page's style makes it. */
const mapHeight = 260;
/** A line of a label is so many times as high as its letters. */
const lineHeight = 1.4;
const letterHeight = 1.2;
const padding = 4;
const room = 0.04;

type Area = Grids["areas"][number];
const positionOf = ([longitude, latitude]: readonly [number, number]): Position => ({ latitude, longitude });

/** 12 of 第 12 网格: what fits into a grid. */
const shortName = (name: string): string => name.replace(/^第\s*|\s*网格$/g, "").slice(0, 6);

interface Known {
  name: string;
  open: number | undefined;
  own: boolean;
  /** Of the station that one's own grid belongs to. */
  neighbour: boolean;
}

function knownGrids({ stations, own }: Grids): Map<string, Known> {
  return new Map(
    stations.flatMap(({ grids }) => {
      const neighbour = grids.some(({ gridCode }) => gridCode === own?.gridCode);
      return grids.map(({ gridCode, name, open }): [string, Known] => [gridCode, { name, open, own: gridCode === own?.gridCode, neighbour }]);
    }),
  );
}

const fillOf = ({ open, neighbour }: Known): string => (open === undefined ? (neighbour ? near : plain) : shades.find(({ from }) => open >= from)!.fill);

interface Naming {
  own: Grids["own"];
  /** Numbers stand on the map: then no grid may be named by a number of its own beside them. */
  counted: boolean;
  /** Whether a name stands within its grid. */
  fits: (area: Area, content: string) => boolean;
}

/** What stands on a grid; nothing where it would not fit, or would say nothing. */
function contentOf(grid: Known, area: Area, isSelected: boolean, { own, counted, fits }: Naming): string {
  if (grid.open !== undefined) return grid.open > 0 || isSelected ? String(grid.open) : "";
  if (grid.own && own) return ownWords[own.how];
  if (counted) return isSelected ? grid.name.slice(0, 8) : "";
  const name = shortName(grid.name);
  return isSelected || fits(area, name) ? name : "";
}

/** Letters and digits are about half as wide as Chinese signs. */
const widthOf = (content: string, size: number): number => [...content].reduce((sum, sign) => sum + (sign.charCodeAt(0) < 128 ? 0.58 : 1) * size, 0);

const fontSizeOf = ({ elder, scale }: Looking): number => Math.round((elder ? elderFontPx : fontPx) * scale);

/** Whether a label stands within a grid, on a map that shows all of them. */
function fitting(areas: readonly Area[], looking: Looking): Naming["fits"] {
  const all = boundsOf(areas.flatMap(({ rings }) => rings.flat()));
  // A degree of longitude is shorter than one of latitude the farther it lies from the equator.
  const shrunk = Math.cos((all.south * Math.PI) / 180);
  const pxOfDegree = Math.min(looking.width / ((all.east - all.west) * (1 + 2 * room) * shrunk), mapHeight / ((all.north - all.south) * (1 + 2 * room)));
  const fontSize = fontSizeOf(looking);
  return ({ rings }, content) => {
    const { west, east, south, north } = boundsOf(rings.flat());
    const isWide = widthOf(content, fontSize) + 2 * padding <= (east - west) * shrunk * pxOfDegree;
    return isWide && fontSize * letterHeight + 2 * padding <= (north - south) * pxOfDegree;
  };
}

function labelOf(content: string, isSelected: boolean, looking: Looking): MapMarker["label"] {
  const fontSize = fontSizeOf(looking);
  return {
    content, fontSize, padding, borderRadius: 6, textAlign: "center",
    color: isSelected ? white : ink,
    bgColor: isSelected ? strongLine : white,
    // A label hangs from its place by its upper left corner.
    anchorX: -(widthOf(content, fontSize) / 2 + padding),
    anchorY: -((fontSize * lineHeight) / 2 + padding),
  };
}

/** @returns undefined for a community without polygons */
export function mapOf(grids: Grids, looking: Looking): MapView | undefined {
  const { areas, own } = grids;
  if (areas.length === 0) return undefined;
  const known = knownGrids(grids);
  const drawn = areas.flatMap((area, index) => {
    const grid = known.get(area.gridCode);
    return grid ? [{ area, index, grid, isSelected: area.gridCode === looking.selected }] : [];
  });
  const naming: Naming = {
    own,
    counted: drawn.some(({ grid }) => grid.open !== undefined),
    fits: fitting(areas, looking),
  };
  const polygons = drawn.flatMap(({ area, index, grid, isSelected }) =>
    area.rings.map((ring): MapPolygon => ({
      points: ring.map(positionOf),
      fillColor: fillOf(grid),
      strokeColor: isSelected || grid.own ? strongLine : line,
      strokeWidth: isSelected ? 4 : grid.own ? 3 : 1,
      // The chosen border lies over its neighbours'.
      zIndex: index + (isSelected ? 2 : grid.own ? 1 : 0) * areas.length,
    })),
  );
  const markers = drawn.flatMap(({ area, index, grid, isSelected }): MapMarker[] => {
    const content = contentOf(grid, area, isSelected, naming);
    // Only its label is to be seen; a marker without a picture would be WeChat's red pin.
    const invisible = { iconPath: "/features/grids/images/point.png", width: 1, height: 1 };
    return content ? [{ id: index, ...positionOf(area.labelAt), ...invisible, label: labelOf(content, isSelected, looking) }] : [];
  });
  return { polygons, markers, ...frameOf(areas) };
}

function boundsOf(points: Area["rings"][number]): { west: number; east: number; south: number; north: number } {
  const [lngs, lats] = [points.map(([lng]) => lng), points.map(([, lat]) => lat)];
  return { west: Math.min(...lngs), east: Math.max(...lngs), south: Math.min(...lats), north: Math.max(...lats) };
}

function frameOf(areas: readonly Area[]): Pick<MapView, "latitude" | "longitude" | "includePoints"> {
  const { west, east, south, north } = boundsOf(areas.flatMap(({ rings }) => rings.flat()));
  const [wide, high] = [(east - west) * room, (north - south) * room];
  return {
    longitude: (west + east) / 2,
    latitude: (south + north) / 2,
    includePoints: [positionOf([west - wide, south - high]), positionOf([east + wide, north + high])],
  };
}

/** Which grid was tapped; what is drawn above is asked first. */
export function gridAt({ areas }: Grids, { latitude, longitude }: Position): string | undefined {
  return [...areas].reverse().find(({ rings }) => rings.some((ring) => isInside(ring, longitude, latitude)))?.gridCode;
}

function isInside(ring: Area["rings"][number], x: number, y: number): boolean {
  let odd = false;
  ring.forEach(([ax, ay], index) => {
    const [bx, by] = ring[(index + 1) % ring.length]!;
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) odd = !odd;
  });
  return odd;
}
