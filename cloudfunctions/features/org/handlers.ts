import type { CallData } from "../../../contracts/calls";
import { Failure } from "../../../contracts/kernel/failure";
import type { Organisation } from "../../../contracts/org/organisation";
import type { Community, Context, Handler, Handlers } from "../../platform/serve";
import { findBuildings } from "./buildingSearch";
import { loadCommunity } from "./community";
import { placeOfPoint } from "./place";
import { readDoor } from "./repository";
import { findDoor, type UnitPlace } from "./units";

const gridNameOf = (organisation: Organisation, gridCode: string): string =>
  organisation.grids.find(({ code }) => code === gridCode)?.name ?? "";

const search: Handler<"org.findBuildings"> = ({ text }, { community: { organisation } }) => {
  const buildings = findBuildings(organisation, text).map(({ code, name, address, units }) => ({
    buildingCode: code,
    name,
    ...(address !== undefined && { address }),
    units: units.map((unit) => ({ unitCode: unit.code, name: unit.name, grid: gridNameOf(organisation, unit.gridCode) })),
  }));
  return Promise.resolve({ buildings });
};

const locate: Handler<"org.locate"> = ({ point }, { community: { organisation } }) => {
  const { gridCode, note } = placeOfPoint(organisation, point);
  const grid = organisation.grids.find(({ code }) => code === gridCode);
  const stationCode = grid?.stationCode ?? organisation.triageStationCode;
  const station = organisation.stations.find(({ code }) => code === stationCode);
  return Promise.resolve({
    text: "地图上选的位置",
    grid: grid?.name ?? "",
    station: station?.name ?? "",
    ...(note !== undefined && { note }),
  });
};

export interface DoorPlace {
  community: Community;
  unit: UnitPlace;
}

/**
 * The place behind the code at a door. The caller's own community is asked first, which costs nothing; any other is
 * found by one read. A door gives public facts only (whose grid, whose station), so it needs no membership.
 */
export async function placeOfDoor(
  { database, community }: Pick<Context, "database"> & { community?: Community },
  doorCode: string,
): Promise<DoorPlace | undefined> {
  const own = community && findDoor(community.organisation, doorCode);
  if (own) return { community, unit: own };
  const door = await readDoor(database, doorCode);
  const other = door && (await loadCommunity(database, door.communityId));
  // Gone from the organisation in force: the house was torn down, or the code was replaced.
  const unit = other && findDoor(other.organisation, doorCode);
  return unit && { community: other, unit };
}

const door: Handler<"org.door"> = async ({ doorCode }, context): Promise<CallData<"org.door">> => {
  const place = await placeOfDoor(context, doorCode);
  if (!place) throw new Failure("doorCodeUnknown");
  const { unit } = place;
  return { unitCode: unit.unit.code, text: unit.text, grid: unit.gridName, station: unit.stationName };
};

export const orgHandlers = { "org.findBuildings": search, "org.locate": locate, "org.door": door } satisfies Partial<Handlers>;
