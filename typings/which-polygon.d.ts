declare module "which-polygon" {
  import type { FeatureCollection, MultiPolygon, Polygon } from "geojson";
  /** @returns the properties of an area that holds the point */
  function whichPolygon<P>(areas: FeatureCollection<Polygon | MultiPolygon, P>): (point: [lng: number, lat: number]) => P | null;
  export default whichPolygon;
}
