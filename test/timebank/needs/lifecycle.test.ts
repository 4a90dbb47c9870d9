import { type NeedAction, needLifecycle, type NeedPart, needStates } from "../../../contracts/timebank/need";
import { type TurnAction, turnLifecycle, turnStates } from "../../../contracts/timebank/turn";
import type { Lifecycle } from "../../../contracts/kernel/lifecycle";
import { dayMs } from "../../../contracts/kernel/milliseconds";
import { mondayMorning } from "../../support/communities";
import { codeOf, dataOf, type Product } from "../../support/product";
import { aNeed, idOf, type NeedStep, needOf, once, save, startNeeds, who } from "./support";

/** Every cell of the two tables, through the door: what a row allows is done, everything else is refused. */
let product: Product;
beforeAll(async () => {
  product = await startNeeds();
  await save(who.recipient, 80_000);
});
afterAll(() => product.close());
let days = 0;
beforeEach(() => {
  days += 1;
  product.cloud.cloud.clock.moveTo(mondayMorning - (150 - days) * dayMs);
});
const tomorrow = (): string => new Date(product.cloud.cloud.clock.now() + 2 * dayMs).toISOString().slice(0, 10);
const table = needLifecycle as Lifecycle<(typeof needStates)[number], NeedPart, NeedAction>;
const turns = turnLifecycle as Lifecycle<(typeof turnStates)[number], "volunteer" | "leader", TurnAction>;

const callers: Record<NeedPart, string> = { recipient: who.recipient, proxy: who.family, leader: who.leader, branch: who.member };
const stepFor = (action: Exclude<NeedAction, "end">, shiftId: string): NeedStep => {
  const steps: Record<typeof action, NeedStep> = {
    withdraw: { action: "withdraw" },
    cancelShift: { action: "cancelShift", shiftId },
    fund: { action: "fund" },
    invite: { action: "invite", assignments: [{ shiftId, personId: idOf(who.near) }] },
    notTake: { action: "notTake", wayOn: "请找街道。" },
  };
  return steps[action];
};
const actions = (Object.keys(needLifecycle) as NeedAction[]).filter((action): action is Exclude<NeedAction, "end"> => action !== "end");

describe.each(needStates)("a need that is %s", (state) => {
  test.each(actions)("%s", async (action) => {
    for (const part of Object.keys(callers) as NeedPart[]) {
      const { needId, shifts, first } = await aNeed(product, { schedule: once(tomorrow()) });
      dataOf(await product.call(who.family, "needs.join", { needId, token: first.familyToken! }));
      const [shift] = await shifts();
      // Only what waits for the branch can be funded, and only what doesn't can be offered to somebody.
      if (action === "fund") await product.cloud.database.collection("timeShifts").doc(shift!._id).update({ funding: "undecided" });
      await product.cloud.database.collection("timeNeeds").doc(needId).update({ state, open: state === "open" });
      const allowed = table[action].from.includes(state) && table[action].by.includes(part);
      expect([part, codeOf(await needOf(product, needId).step(callers[part], stepFor(action, shift!._id)))]).toEqual([part, allowed ? "ok" : "actionNotOpen"]);
    }
  });
});

describe.each([...turnStates, "none"] as const)("a turn that is %s", (state) => {
  test.each(Object.keys(turnLifecycle) as TurnAction[])("%s", async (action) => {
    const { turn, shifts } = await aNeed(product, { schedule: once(tomorrow()) });
    const [shift] = await shifts();
    const holdsPlace = ["invited", "promised", "inProgress", "served"].includes(state);
    const mine = { personId: idOf(who.near), state, at: 0, ...(holdsPlace && { place: 0 }), ...(state === "promised" && { booking: "none" }) };
    await product.cloud.database.collection("timeShifts").doc(shift!._id).update(state === "none" ? { turns: [] } : { turns: [mine], people: holdsPlace ? [idOf(who.near)] : [] });
    // The first time there is no turn before it.
    const allowed = state === "none" ? action === "take" : turns[action].from.includes(state) && turns[action].by.includes("volunteer");
    expect(codeOf(await turn(who.near, action, 0, undefined, shift!.version))).toBe(allowed ? "ok" : "actionNotOpen");
  });
});
