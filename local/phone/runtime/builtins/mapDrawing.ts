import { sourceUrl } from "./image";
import { thePhone } from "./phoneAccess";

/**
 * Draws a map's data as SVG in the Mercator projection, centred on its place or on the points to include. Words on it are
 * HTML above the drawing, so that a page's tests measure them like any other text.
 */

interface Point {
  latitude: number;
  longitude: number;
}

/** https://developers.weixin.qq.com/miniprogram/dev/component/map.html: what `label` and `callout` of a marker have. */
interface Words {
  content?: string;
  color?: string;
  fontSize?: number;
  bgColor?: string;
  padding?: number;
  borderRadius?: number;
  borderWidth?: number;
  borderColor?: string;
  textAlign?: string;
  anchorX?: number;
  anchorY?: number;
}
interface Callout extends Words {
  display?: "BYCLICK" | "ALWAYS";
}
interface Marker extends Point {
  id: number;
  title?: string;
  iconPath?: string;
  width?: number;
  height?: number;
  callout?: Callout;
  label?: Words;
  ariaLabel?: string;
}

export interface MapData {
  latitude: number | null;
  longitude: number | null;
  scale: number;
  includePoints: Point[] | null;
  showLocation: boolean;
  ariaHidden: unknown;
  markers: Marker[] | null;
  polygons: { points: Point[]; strokeWidth?: number; strokeColor?: string; fillColor?: string; zIndex?: number; dashArray?: number[] }[] | null;
  polyline: { points: Point[]; color?: string; width?: number; dottedLine?: boolean }[] | null;
  circles: (Point & { radius: number; color?: string; fillColor?: string; strokeWidth?: number })[] | null;
}

export interface MapHandlers {
  marker(id: number): void;
  callout(id: number): void;
  label(id: number): void;
  place(latitude: number, longitude: number): void;
}

interface Projection {
  x(longitude: number): number;
  y(latitude: number): number;
  latitude(y: number): number;
  longitude(x: number): number;
  metre: number;
}

const NAMESPACE = "http://www.w3.org/2000/svg";
const TILE_PX = 256;
const EARTH_METRES = 40_075_016.7;
const MARGIN = 0.9;

function svg(tag: string, attributes: Record<string, string | number>, ...children: (Node | string)[]): SVGElement {
  const element = document.createElementNS(NAMESPACE, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

const mercatorX = (longitude: number): number => (longitude + 180) / 360;
const mercatorY = (latitude: number): number => {
  const sine = Math.sin((latitude * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
};

function projectionOf(data: MapData, width: number, height: number): Projection {
  const points = data.includePoints ?? [];
  let centerX = mercatorX(data.longitude ?? 0);
  let centerY = mercatorY(data.latitude ?? 0);
  let world = TILE_PX * 2 ** data.scale;
  if (points.length > 1) {
    const xs = points.map((point) => mercatorX(point.longitude));
    const ys = points.map((point) => mercatorY(point.latitude));
    centerX = (Math.min(...xs) + Math.max(...xs)) / 2;
    centerY = (Math.min(...ys) + Math.max(...ys)) / 2;
    const wide = Math.max(...xs) - Math.min(...xs) || 1e-9;
    const high = Math.max(...ys) - Math.min(...ys) || 1e-9;
    world = MARGIN * Math.min(width / wide, height / high);
  }
  const latitude = (y: number): number => (Math.atan(Math.sinh(Math.PI * (1 - 2 * ((y - height / 2) / world + centerY)))) * 180) / Math.PI;
  return {
    x: (longitude) => (mercatorX(longitude) - centerX) * world + width / 2,
    y: (lat) => (mercatorY(lat) - centerY) * world + height / 2,
    latitude,
    longitude: (x) => ((x - width / 2) / world + centerX) * 360 - 180,
    metre: world / (EARTH_METRES * Math.cos((latitude(height / 2) * Math.PI) / 180)),
  };
}

export function drawMap(data: MapData, width: number, height: number, handlers: MapHandlers): Element[] {
  const projection = projectionOf(data, width, height);
  const at = (point: Point): string => `${projection.x(point.longitude).toFixed(1)},${projection.y(point.latitude).toFixed(1)}`;
  const shapes = [
    ...[...(data.polygons ?? [])].sort((a, b) => (a.zIndex ?? 0) - (b.zIndex ?? 0)).map((polygon) =>
      svg("polygon", {
        points: polygon.points.map(at).join(" "),
        fill: color(polygon.fillColor, "transparent"),
        stroke: color(polygon.strokeColor, "#000000"),
        "stroke-width": polygon.strokeWidth ?? 1,
        ...(polygon.dashArray ? { "stroke-dasharray": polygon.dashArray.join(" ") } : {}),
      }),
    ),
    ...(data.circles ?? []).map((circle) =>
      svg("circle", {
        cx: projection.x(circle.longitude),
        cy: projection.y(circle.latitude),
        r: circle.radius * projection.metre,
        fill: color(circle.fillColor, "transparent"),
        stroke: color(circle.color, "#000000"),
        "stroke-width": circle.strokeWidth ?? 1,
      }),
    ),
    ...(data.polyline ?? []).map((line) =>
      svg("polyline", {
        points: line.points.map(at).join(" "),
        fill: "none",
        stroke: color(line.color, "#000000"),
        "stroke-width": line.width ?? 2,
        ...(line.dottedLine ? { "stroke-dasharray": "6 4" } : {}),
      }),
    ),
  ];
  const drawing = svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": "地图" }, ...shapes);
  drawing.addEventListener("click", (event) => {
    const { left, top } = drawing.getBoundingClientRect();
    handlers.place(projection.latitude(event.clientY - top), projection.longitude(event.clientX - left));
  });
  return [drawing, ...(data.markers ?? []).map((marker) => drawMarker(marker, projection, handlers, String(data.ariaHidden) !== "true"))];
}

/** A marker with its words, at its place: a button for whoever cannot see the map. */
function drawMarker(marker: Marker, projection: Projection, handlers: MapHandlers, reachable: boolean): HTMLElement {
  const { width = 24, height = 32, callout, label } = marker;
  const group = html("mp-map__marker", { left: `${projection.x(marker.longitude)}px`, top: `${projection.y(marker.latitude)}px` });
  group.setAttribute("role", "button");
  if (reachable) group.tabIndex = 0;
  group.setAttribute("aria-label", marker.ariaLabel ?? marker.title ?? callout?.content ?? label?.content ?? `标记 ${marker.id}`);
  group.addEventListener("click", tell(handlers.marker, marker.id));
  group.append(pinOf(marker, width, height));
  if (callout?.content) {
    const bubble = wordsOf("mp-map__callout", callout, { bottom: `${height + 4}px` }, tell(handlers.callout, marker.id));
    bubble.hidden = callout.display !== "ALWAYS";
    group.addEventListener("click", () => (bubble.hidden = false));
    group.append(bubble);
  }
  // Its upper left corner hangs at the place, moved by the anchor.
  if (label?.content) group.append(wordsOf("mp-map__label", label, { left: `${label.anchorX ?? 0}px`, top: `${label.anchorY ?? 0}px` }, tell(handlers.label, marker.id)));
  return group;
}

const tell = (handler: (id: number) => void, id: number) => (event: Event): void => {
  event.stopPropagation();
  handler(id);
};

function pinOf({ iconPath }: Marker, width: number, height: number): Element {
  if (!iconPath) {
    return svg("svg", { width: 24, height: 32, viewBox: "-12 -32 24 32", class: "mp-map__pin", "aria-hidden": "true" }, svg("path", { d: "M0 0c-8-12-10-15-10-20a10 10 0 0 1 20 0c0 5-2 8-10 20z", fill: "#e64340" }));
  }
  const icon = html("mp-map__pin", { width: `${width}px`, height: `${height}px` });
  void sourceUrl(iconPath).then((url) => (icon.style.background = `center / 100% 100% url("${url}")`), (error: unknown) => thePhone().errors.report("map", error));
  return icon;
}

function wordsOf(className: string, words: Words, at: Record<string, string>, onClick: (event: Event) => void): HTMLElement {
  const element = html(className, {
    ...at,
    color: color(words.color, "#000000"),
    fontSize: `${words.fontSize ?? 12}px`,
    backgroundColor: color(words.bgColor, className === "mp-map__callout" ? "#ffffff" : "transparent"),
    padding: `${words.padding ?? 0}px`,
    borderRadius: `${words.borderRadius ?? 0}px`,
    border: words.borderWidth ? `${words.borderWidth}px solid ${color(words.borderColor, "#000000")}` : "",
    textAlign: words.textAlign ?? "",
  });
  element.textContent = words.content ?? "";
  element.addEventListener("click", onClick);
  return element;
}

function html(className: string, style: Record<string, string>): HTMLElement {
  const element = document.createElement("div");
  element.className = className;
  Object.assign(element.style, style);
  return element;
}

/** WeChat writes #RRGGBBAA, as CSS does. */
function color(value: string | undefined, fallback: string): string {
  return value || fallback;
}
