import { personIdOf } from "../../cloudfunctions/features/people/personId";
import { communityIds, mondayMorning, openidOf, people, type ResidentCode, type StaffCode, staffIdOf } from "../support/communities";
import { dataOf, type Product } from "../support/product";
import type { Place } from "./examples";

/**
 * One record of each kind inside the reach of everyone under test (grid g1, east station), one outside that of all but
 * the secretary (g3, west station), and one in the other community.
 */
const where = {
  inside: { communityId: communityIds.own, resident: "resident1", gridCode: "g1", stationCode: "east", leader: "leader1", seat: "leader2" },
  outside: { communityId: communityIds.own, resident: "resident3", gridCode: "g3", stationCode: "west", leader: "leader3", seat: "leader3" },
  other: { communityId: communityIds.other, resident: "resident1", gridCode: "g1", stationCode: "east", leader: "leader1", seat: "leader2" },
} as const satisfies Record<Place, { communityId: string; resident: ResidentCode; gridCode: string; stationCode: string; leader: StaffCode; seat: StaffCode }>;

interface Records {
  requestId: string;
  receipt: string;
  bindingId: string;
}

export interface World {
  records: Record<Place, Records>;
  /** A binding that waits there, its version included. */
  freshBinding(place: Place): Promise<{ bindingId: string; version: number }>;
  /** The staffId of somebody there who has not joined. */
  emptySeat(place: Place): Promise<string>;
  /** Everybody as at the start, whatever the last call did to him. */
  restore(): Promise<void>;
}

export async function buildWorld(product: Product): Promise<World> {
  const { database } = product.cloud;
  let bindings = 0;

  async function freshBinding(place: Place): Promise<{ bindingId: string; version: number }> {
    const { communityId, gridCode, stationCode } = where[place];
    const bindingId = `binding-${place}-${(bindings += 1)}`;
    await database.collection("bindings").add({
      _id: bindingId,
      schemaVersion: 1,
      version: 1,
      communityId,
      personId: personIdOf("o-somebody", communityId),
      unitCode: `b${gridCode.slice(1)}-1`,
      gridCode,
      stationCode,
      room: "901",
      name: `新邻居${place}`,
      state: "pending",
      payloadHash: "none",
      createdAt: mondayMorning,
    });
    return { bindingId, version: 1 };
  }

  /** Said by a resident there and taken on by the group leader, so that there is somebody working on it. */
  async function takenRequest(place: Place): Promise<{ requestId: string; receipt: string }> {
    const { communityId, resident, leader } = where[place];
    const draft = { words: "下水道堵了", category: "facilities", urgency: "ordinary", place: { kind: "home" }, photos: [], audience: "station" } as const;
    const { requestId, receipt } = dataOf(await product.call(openidOf(communityId, resident), "requests.submit", { ...draft, photos: [] }));
    const leaderId = openidOf(communityId, leader);
    const { version } = dataOf(await product.call(leaderId, "requests.open", { requestId }));
    dataOf(await product.call(leaderId, "requests.advance", { requestId, version, step: { action: "accept" } }));
    return { requestId, receipt };
  }

  const recordsOf = async (place: Place): Promise<Records> => ({
    ...(await takenRequest(place)),
    bindingId: (await freshBinding(place)).bindingId,
  });

  return {
    records: { inside: await recordsOf("inside"), outside: await recordsOf("outside"), other: await recordsOf("other") },
    freshBinding,
    async emptySeat(place) {
      const staffId = staffIdOf(where[place].communityId, where[place].seat);
      await database.collection("seats").doc(staffId).remove();
      return staffId;
    },
    async restore() {
      for (const { _id, ...person } of people(communityIds.own)) await database.collection("people").doc(_id).set(person);
    },
  };
}
