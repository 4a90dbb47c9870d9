import { personIdOf } from "../../../cloudfunctions/features/people/personId";
import type { NeedDocument, ShiftDocument } from "../../../cloudfunctions/features/timebank/shared/documents";
import { openDatabase } from "../../../cloudfunctions/platform/database";
import { mondayMorning, openidOf } from "../../support/communities";
import type { Examples, Place } from "../examples";
import { dayMs, hourMs } from "../../../contracts/kernel/milliseconds";
import { where } from "./members";

let count = 0;
const tomorrow = mondayMorning + dayMs;

/** A need of the resident there, with one shift to come that nobody has and that is offered to nobody yet. */
async function aNeed(place: Place): Promise<NeedDocument> {
  const { communityId, resident, gridCode, stationCode } = where[place];
  const recipientId = personIdOf(openidOf(communityId, resident), communityId);
  const common = { schemaVersion: 1 as const, version: 1, communityId, gridCode, stationCode, skill: "company", effects: [] };
  const need: NeedDocument = {
    ...common, _id: `authority-asked-${(count += 1)}`, storyVersion: 1, payloadHash: "", state: "open", open: true, askerId: recipientId, recipientId, ownHours: true,
    proxies: [], people: [recipientId], familyToken: "token", codeSecret: "secret", words: "陪聊天", place: { text: "家里" },
    schedule: { kind: "once", day: "2026-11-24", fromMinute: 600, minutes: 60, places: 1 },
    stage: "grid", stageAt: mondayMorning, offeredTo: [], attention: [], lacking: 1, nextAt: tomorrow, createdAt: mondayMorning, events: [],
  };
  const shift: ShiftDocument = {
    ...common, _id: `${need._id}:0`, needId: need._id, child: false, fromAt: tomorrow, toAt: tomorrow + hourMs, places: 1, funding: "community", holds: [], cancelled: false, turns: [], people: [],
  };
  await openDatabase().collection<NeedDocument>("timeNeeds").insert(need);
  await openDatabase().collection<ShiftDocument>("timeShifts").insert(shift);
  return need;
}

export const needsExamples = {
  "needs.form": { input: () => ({}) },
  "needs.ask": {
    input: () => ({ skill: "company", words: "陪我聊聊天", place: { kind: "unit", unitCode: "b1-1" }, schedule: { kind: "once", day: "2026-11-25", fromMinute: 600, minutes: 60, places: 1 } }),
  },
  "needs.near": { input: () => ({}) },
  "needs.mine": { input: () => ({ open: true }) },
  "needs.open": { names: true, input: async (_world, place) => ({ needId: (await aNeed(place))._id }) },
  "needs.join": { input: () => ({ needId: "nothing", token: "wrong" }), letInBy: ["notFound"] },
  "needs.step": {
    names: true,
    input: async (_world, place) => ({ needId: (await aNeed(place))._id, version: 1, step: { action: "withdraw" } }),
    // Let in as somebody who may read it, and told that this step is not his: a group leader arranges, and withdraws nothing.
    letInBy: ["actionNotOpen"],
  },
  "shifts.step": { input: () => ({ shiftId: "nothing:0", version: 1, step: { action: "take" } }), letInBy: ["notFound"] },
  "needs.propose": { names: true, input: async (_world, place) => ({ needId: (await aNeed(place))._id }) },
} satisfies Partial<Examples>;
