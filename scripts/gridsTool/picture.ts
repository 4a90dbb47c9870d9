import { metresPerDegree, polygonsOf, type Ring } from "../../cloudfunctions/features/org/geometry";
import { labelPointOf } from "../../cloudfunctions/features/org/labelPoint";
import type { AreaProblem, NamedArea } from "./readAreas";

/**
 * Grid polygons as one HTML file that opens anywhere without a network: names inside, what is wrong numbered on the
 * drawing and listed below it. Areas are see-through, so an overlap is darker and a gap is the bare ground.
 */
export interface GridName {
  name: string;
  /** Areas of one station share a colour. */
  station: string;
}

const widthPx = 1100;
const marginPx = 24;
/** Light enough for dark letters; neighbours are told apart by their border and name, never by colour alone. */
const fills = ["#e3d2c5", "#cfe0d4", "#d6dcea", "#f0e2b8", "#e6d1de", "#d5e5e5", "#e2dccb"];

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

interface Frame {
  heightPx: number;
  at(position: readonly number[]): [number, number];
}

function frameOf(areas: readonly NamedArea[]): Frame {
  const points = areas.flatMap(({ area }) => polygonsOf(area).flat(2));
  const range = (axis: 0 | 1): [number, number] =>
    points.reduce<[number, number]>(([low, high], point) => [Math.min(low, point[axis]!), Math.max(high, point[axis]!)], [Infinity, -Infinity]);
  const [west, east] = range(0);
  const [south, north] = range(1);
  const scale = metresPerDegree((south + north) / 2);
  const perMetre = (widthPx - 2 * marginPx) / Math.max((east - west) * scale.lng, 1e-6);
  return {
    heightPx: Math.min(4000, Math.ceil((north - south) * scale.lat * perMetre + 2 * marginPx)),
    at: ([lng, lat]) => [marginPx + (lng! - west) * scale.lng * perMetre, marginPx + (north - lat!) * scale.lat * perMetre],
  };
}

const pathOf = (rings: readonly Ring[], { at }: Frame): string =>
  rings.map((ring) => `M${ring.map((point) => at(point).map((value) => value.toFixed(1)).join(" ")).join("L")}Z`).join("");

function areaOf({ code, area }: NamedArea, frame: Frame, names: ReadonlyMap<string, GridName>, stations: readonly string[]): string {
  const known = names.get(code);
  const label = known?.name ?? code;
  const fill = fills[known ? stations.indexOf(known.station) % fills.length : 0];
  const polygons = polygonsOf(area);
  const paths = polygons.map((rings) => `<path d="${pathOf(rings, frame)}" fill="${fill}" fill-opacity="0.7" fill-rule="evenodd" stroke="#6d4520"/>`);
  const words = polygons.map((rings) => {
    const [x, y] = frame.at(labelPointOf(rings[0] as [number, number][]));
    return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}">${escaped(label)}</text>`;
  });
  return `<g><title>${escaped([code, label, known?.station].filter(Boolean).join(" · "))}</title>${paths.join("")}${words.join("")}</g>`;
}

function markOf({ place }: AreaProblem, number: number, frame: Frame): string {
  if (!place) return "";
  const [x, y] = frame.at(place);
  return `<g class="mark"><circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="11"/><text x="${x.toFixed(1)}" y="${y.toFixed(1)}">${number}</text></g>`;
}

/**
 * @param describe one problem in one line
 * @param names by the areas' codes; an area without one is called by its code
 */
export function pictureOf(title: string, areas: readonly NamedArea[], problems: readonly AreaProblem[], describe: (problem: AreaProblem) => string, names: ReadonlyMap<string, GridName>): string {
  const frame = areas.length ? frameOf(areas) : { heightPx: 0, at: (): [number, number] => [0, 0] };
  const stations = [...new Set([...names.values()].map(({ station }) => station))];
  const unnamed = [...names].filter(([code]) => !areas.some((area) => area.code === code)).map(([code, { name }]) => `${code} ${name}`);
  return `<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><title>${escaped(title)}</title>
<style>
body { margin: 24px; font: 15px/1.6 system-ui, "PingFang SC", "Noto Sans SC", sans-serif; color: #1f2328; background: #fff; }
svg { max-width: 100%; height: auto; border: 1px solid #e8e4dd; }
text { font-size: 13px; text-anchor: middle; dominant-baseline: central; }
.mark circle { fill: #a8231c; stroke: #fff; stroke-width: 2; } .mark text { fill: #fff; font-weight: 600; font-size: 12px; }
</style>
<h1>${escaped(title)}</h1>
<p>${areas.length} 个网格，${problems.filter(({ severity }) => severity === "error").length} 处错误，${problems.filter(({ severity }) => severity === "warning").length} 处提醒。颜色深的地方是重叠，露出底色的地方没有人管；圆圈里的数字对应下面的说明。</p>
<svg viewBox="0 0 ${widthPx} ${frame.heightPx}" width="${widthPx}" height="${frame.heightPx}" role="img" aria-label="网格范围">
${areas.map((area) => areaOf(area, frame, names, stations)).join("\n")}
${problems.map((problem, index) => markOf(problem, index + 1, frame)).join("\n")}
</svg>
<ol>${problems.map((problem) => `<li>${escaped(describe(problem))}</li>`).join("")}</ol>
${unnamed.length ? `<p>名单里有、图上没有：${escaped(unnamed.join("、"))}</p>` : ""}
</html>
`;
}
