/** map: a plain drawing of polygons, lines, circles and markers; taps tell what they hit. */
import { any, type Definition, fire, flag, hostOf, number, part, text } from "./define";
import { drawMap, type MapData } from "./mapDrawing";

export const map: Definition = {
  template: "map",
  properties: {
    longitude: any(), latitude: any(), scale: number(16), minScale: number(3), maxScale: number(20), markers: any([]), covers: any(), polyline: any([]),
    circles: any([]), polygons: any([]), includePoints: any([]), showLocation: flag(), subkey: text(), layerStyle: any(), rotate: number(), skew: number(),
    enable3D: flag(), showCompass: flag(), showScale: flag(), enableOverlooking: flag(), enableZoom: flag(true), enableScroll: flag(true),
    enableRotate: flag(), enableSatellite: flag(), enableTraffic: flag(), enablePoi: flag(true), enableBuilding: flag(), setting: any(),
  },
  mount(self) {
    const box = part(self, "map");
    const render = (): void => {
      const { clientWidth, clientHeight } = hostOf(self);
      if (!clientWidth || !clientHeight) return;
      const handlers = {
        marker: (markerId: number) => fire(self, "markertap", { markerId }),
        callout: (markerId: number) => fire(self, "callouttap", { markerId }),
        label: (markerId: number) => fire(self, "labeltap", { markerId }),
        place: (latitude: number, longitude: number) => fire(self, "tap", { latitude, longitude }),
      };
      box.replaceChildren(...drawMap(self.data as unknown as MapData, clientWidth, clientHeight, handlers));
    };
    const observer = new ResizeObserver(render);
    observer.observe(hostOf(self));
    queueMicrotask(() => fire(self, "updated"));
    return { render, unmount: () => observer.disconnect() };
  },
};

