/** Draws a map's data as SVG in the Mercator projection, centred on its place or on the points to include. */

interface Point {
  latitude: number;
  longitude: number;
}

interface Label {
  content?: string;
  color?: string;
  fontSize?: number;
  display?: string;
}

export interface MapData {
  latitude: number | null;
  longitude: number | null;
  scale: number;
  includePoints: Point[] | null;
  showLocation: boolean;
  markers: (Point & { id: number; title?: string; iconPath?: string; width?: number; height?: number; callout?: Label; label?: Label; ariaLabel?: string })[] | null;
  polygons: { points: Point[]; strokeWidth?: number; strokeColor?: string; fillColor?: string }[] | null;
  polyline: { points: Point[]; color?: string; width?: number; dottedLine?: boolean }[] | null;
  circles: (Point & { radius: number; color?: string; fillColor?: string; strokeWidth?: number })[] | null;
}

export interface MapHandlers {
  marker(id: number): void;
  callout(id: number): void;
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

export function drawMap(data: MapData, width: number, height: number, handlers: MapHandlers): SVGElement {
  const projection = projectionOf(data, width, height);
  const at = (point: Point): string => `${projection.x(point.longitude).toFixed(1)},${projection.y(point.latitude).toFixed(1)}`;
  const shapes = [
    ...(data.polygons ?? []).map((polygon) =>
      svg("polygon", {
        points: polygon.points.map(at).join(" "),
        fill: color(polygon.fillColor, "transparent"),
        stroke: color(polygon.strokeColor, "#000000"),
        "stroke-width": polygon.strokeWidth ?? 1,
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
    ...(data.markers ?? []).map((marker) => drawMarker(marker, projection, handlers)),
  ];
  const drawing = svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": "地图" }, ...shapes);
  drawing.addEventListener("click", (event) => {
    const { left, top } = drawing.getBoundingClientRect();
    handlers.place(projection.latitude(event.clientY - top), projection.longitude(event.clientX - left));
  });
  return drawing;
}

function drawMarker(marker: NonNullable<MapData["markers"]>[number], projection: Projection, handlers: MapHandlers): SVGElement {
  const x = projection.x(marker.longitude);
  const y = projection.y(marker.latitude);
  const { width = 24, height = 32 } = marker;
  const pin = marker.iconPath
    ? svg("image", { href: `/${marker.iconPath.replace(/^\//, "")}`, x: x - width / 2, y: y - height, width, height })
    : svg("path", { d: `M${x} ${y}c-8-12-10-15-10-20a10 10 0 0 1 20 0c0 5-2 8-10 20z`, fill: "#e64340" });
  const group = svg("g", { role: "button", tabindex: 0, "aria-label": marker.ariaLabel ?? marker.title ?? marker.callout?.content ?? `标记 ${marker.id}` }, pin);
  const tell = (handler: (id: number) => void) => (event: Event) => {
    event.stopPropagation();
    handler(marker.id);
  };
  pin.addEventListener("click", tell(handlers.marker));
  group.addEventListener("click", tell(handlers.marker));
  for (const [label, dy, handler] of [[marker.callout, -height - 6, handlers.callout], [marker.label, 14, handlers.marker]] as const) {
    if (!label?.content) continue;
    const caption = svg("text", { x, y: y + dy, "text-anchor": "middle", "font-size": label.fontSize ?? 12, fill: color(label.color, "#000000") }, label.content);
    caption.addEventListener("click", tell(handler));
    group.append(caption);
  }
  return group;
}

/** WeChat writes #RRGGBBAA, as CSS does. */
function color(value: string | undefined, fallback: string): string {
  return value || fallback;
}
