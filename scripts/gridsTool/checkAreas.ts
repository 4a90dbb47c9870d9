import { polygonsOf } from "../../cloudfunctions/features/org/geometry";
import type { AreaProblem, NamedArea } from "./readAreas";
import type { Region } from "./regions";
import { sweep } from "./sweep";

export interface AreaLimits {
  /** A gap of a greater mean width is an error, in metres. */
  maxGapMetres: number;
  /** Overlaps and gaps thinner than this are slivers: drawn twice, not meant; a warning. */
  sliverMetres: number;
  /** Up to this width a channel between two areas that is open to the outside counts as a gap. */
  channelMetres: number;
}

export const defaultAreaLimits: AreaLimits = { maxGapMetres: 1, sliverMetres: 1, channelMetres: 100 };

/** Ground smaller than this is rounding of coordinates (7 decimals are about a centimetre), not worth a line. */
const roundingSquareMetres = 0.5;
const roundingMetres = 0.02;

/** Everything wrong between areas whose rings are sound: self-intersections, overlaps, gaps, slivers. */
export function checkAreas(areas: readonly NamedArea[], limits: AreaLimits): AreaProblem[] {
  const { overlaps, gaps, channels, crossings } = sweep(areas, limits.channelMetres);
  const across = sweep(areas, limits.channelMetres, true);
  const open = [...channels, ...across.channels].filter(isStrip);
  return [
    ...crossings.map(({ code, place }): AreaProblem => ({
      severity: "error", kind: "selfIntersection", codes: [code], place, message: "its border crosses itself",
    })),
    ...areas.flatMap(spikes),
    ...describe(overlaps, "overlap", limits),
    ...describe([...gaps.map((gap) => withNeighbours(gap, across.gaps)), ...dropRepeats(open)], "gap", limits),
  ];
}

/** Each sweep names the areas to both sides of its own direction; the same gap in the other one has the rest. */
function withNeighbours(gap: Region, others: readonly Region[]): Region {
  const same = others.find(({ squareMetres, codes }) => Math.abs(squareMetres - gap.squareMetres) < 0.005 * gap.squareMetres && codes.length > 0);
  return same ? { ...gap, codes: [...new Set([...gap.codes, ...same.codes])].sort() } : gap;
}

/**
 * A strip left between two neighbours, as against a corner where their outer borders part: a strip is longer than the
 * way across it and about as wide everywhere, while a corner opens from nothing to twice its mean width.
 */
function isStrip({ codes, squareMetres, alongMetres, mostAcrossMetres }: Region): boolean {
  const acrossMetres = squareMetres / Math.max(alongMetres, 1e-9);
  if (codes.length < 2 || alongMetres < 1.5 * acrossMetres) return false;
  return mostAcrossMetres < 1.6 * acrossMetres || alongMetres > 20 * acrossMetres;
}

/** A channel that bends is seen by both sweeps. */
function dropRepeats(regions: Region[]): Region[] {
  const largest = new Map<string, Region>();
  for (const region of regions) {
    const key = region.codes.join(" ");
    if ((largest.get(key)?.squareMetres ?? 0) < region.squareMetres) largest.set(key, region);
  }
  return [...largest.values()];
}

function describe(regions: readonly Region[], kind: "overlap" | "gap", limits: AreaLimits): AreaProblem[] {
  const slivers = new Map<string, AreaProblem>();
  const problems: AreaProblem[] = [];
  for (const { codes, squareMetres, widthMetres, place } of regions) {
    if (squareMetres < roundingSquareMetres || widthMetres < roundingMetres) continue;
    const words = kind === "overlap" ? `${codes.join(" and ")} overlap` : `nobody's ground between ${codes.join(", ")}`;
    const base = { codes, place, squareMetres, widthMetres };
    if (widthMetres < limits.sliverMetres) {
      // One line a neighbourhood: a carelessly drawn border makes hundreds of slivers.
      const key = codes.join(" ");
      const before = slivers.get(key);
      slivers.set(key, {
        ...base, severity: "warning", kind: "sliver", message: `${words}, thinner than ${limits.sliverMetres} m`,
        squareMetres: squareMetres + (before?.squareMetres ?? 0),
        ...(before && before.squareMetres! > squareMetres && { place: before.place!, widthMetres: before.widthMetres! }),
      });
    } else {
      const error = kind === "overlap" || widthMetres > limits.maxGapMetres;
      problems.push({ ...base, severity: error ? "error" : "warning", kind, message: words });
    }
  }
  return [...problems.sort((a, b) => b.squareMetres! - a.squareMetres!), ...slivers.values()];
}

/** Borders that run back along themselves enclose nothing there. */
function spikes({ code, area }: NamedArea): AreaProblem[] {
  const found: AreaProblem[] = [];
  for (const ring of polygonsOf(area).flat()) {
    for (let i = 0; i + 1 < ring.length; i++) {
      const a = ring[i === 0 ? ring.length - 2 : i - 1]!, b = ring[i]!, c = ring[i + 1]!;
      const [ux, uy, vx, vy] = [b[0]! - a[0]!, b[1]! - a[1]!, c[0]! - b[0]!, c[1]! - b[1]!];
      const cross = ux * vy - uy * vx;
      const dot = ux * vx + uy * vy;
      if (dot < 0 && Math.abs(cross) < 1e-9 * -dot)
        found.push({ severity: "error", kind: "selfIntersection", codes: [code], place: [b[0]!, b[1]!], message: "its border runs back along itself" });
    }
  }
  return found;
}
