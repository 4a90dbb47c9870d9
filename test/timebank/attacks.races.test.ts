/** Two phones at the same moment, and one that does the same over and over. */
import { memberIdOf } from "../../cloudfunctions/features/timebank/shared/members.repository";
import type { MemberDocument, OfferDocument } from "../../cloudfunctions/features/timebank/shared/documents";
import { dayMs } from "../../contracts/kernel/milliseconds";
import { staffIdOf } from "../support/communities";
import { codeOf, dataOf } from "../support/product";
import { crossedIn } from "./crossed";
import { aNeed, booked, eachStartsAnew, idOf, inboxOf, product, tick, who } from "./needs/support";

eachStartsAnew({ savedMinutes: 6_000 });

const crossed = <A, B>(first: () => Promise<A>, second: () => Promise<B>, ...held: string[]): Promise<[A, B]> => crossedIn(product, first, second, ...held);
const kin = (of: string, to: string) => product.cloud.database.collection("timeMembers").doc(memberIdOf("wtl", idOf(of))).update({ family: [{ personId: idOf(to), relation: "spouse", by: "p-test", at: 0 }] });

describe("joining as family while a turn is taken", () => {
  const rows: [string, (by: { take: () => Promise<unknown>; join: () => Promise<unknown> }) => Promise<unknown>][] = [
    ["the turn was first", ({ take, join }) => crossed(take, join)],
    ["the joining was first", ({ take, join }) => crossed(join, take)],
  ];
  test.each(rows)("%s: nobody is both", async (_name, run) => {
    const need = await aNeed(product);
    const token = (await need.story(who.recipient)).familyToken!;
    await run({ take: () => need.turn(who.near, "take"), join: () => product.call(who.near, "needs.join", { needId: need.needId, token }) });
    const [helps, acts] = [(await need.shifts())[0]!.people.includes(idOf(who.near)), (await need.document()).proxies.includes(idOf(who.near))];
    expect([helps, acts].filter(Boolean)).toHaveLength(1);
    expect(await booked(product, who.near)).toHaveLength(helps ? 1 : 0);
  });

  test("nor do two of one family get through, one by each way", async () => {
    await kin(who.near, who.nearToo);
    await kin(who.nearToo, who.near);
    const need = await aNeed(product);
    const token = (await need.story(who.recipient)).familyToken!;
    const [taken, joined] = await crossed(() => need.turn(who.near, "take"), () => product.call(who.nearToo, "needs.join", { needId: need.needId, token }));
    expect([codeOf(taken), codeOf(joined)]).toEqual(["ok", "invitationInvalid"]);
  });
});

describe("leaving while a turn is taken", () => {
  test("the turn was first: it is given back; who has left holds nothing", async () => {
    const need = await aNeed(product);
    await crossed(() => need.turn(who.near, "take"), () => product.call(who.near, "members.leave", {}));
    for (const _round of [1, 2]) await tick(product);
    expect((await product.documents<MemberDocument>("timeMembers", { personId: idOf(who.near) }))[0]!.state).toBe("left");
    expect((await need.shifts())[0]!.people).toEqual([]);
    expect(await booked(product, who.near)).toEqual([]);
    expect((await need.document()).lacking).toBe(1);
  });

  test("the leaving was first: the turn is not his any more", async () => {
    const need = await aNeed(product);
    // Held up where it lets go of what he had promised.
    const [left, taken] = await crossed(() => product.call(who.near, "members.leave", {}), () => need.turn(who.near, "take"));
    expect([codeOf(left), codeOf(taken)]).toEqual(["ok", "notMember"]);
    expect((await need.shifts())[0]!.people).toEqual([]);
  });
});

describe("leaving while something new comes to him", () => {
  const post = () => product.call(who.near, "offers.post", { skill: "company", words: "周末可以陪老人聊天", times: [{ weekday: 6, part: "morning" }] });
  const leave = () => product.call(who.near, "members.leave", {});
  const open = async () => (await product.documents<OfferDocument>("timeOffers", { personId: idOf(who.near) })).filter((offer) => offer.open);

  test.each<[string, () => Promise<unknown>]>([
    ["the offer was first", () => crossed<unknown, unknown>(post, leave, "database.insertDocument")],
    ["the leaving was first", () => crossed<unknown, unknown>(leave, post)],
  ])("%s: he offers nothing any more", async (_name, run) => {
    await run();
    expect((await product.documents<MemberDocument>("timeMembers", { personId: idOf(who.near) }))[0]!.state).toBe("left");
    expect(await open()).toEqual([]);
  });

  test("an invitation that comes behind his leaving is taken back by the clock: its place is free", async () => {
    const need = await aNeed(product);
    const { version } = await need.story(who.leader);
    const assignments = [{ shiftId: `${need.needId}:0`, personId: idOf(who.near) }];
    // Held up after it has looked whom it asks.
    const [invited] = await crossed(() => product.call(who.leader, "needs.step", { needId: need.needId, version, step: { action: "invite", assignments } }), leave, "database.modifyDocument");
    dataOf(invited);
    await tick(product);
    expect((await need.shifts())[0]!).toMatchObject({ people: [], turns: [{ state: "refused" }] });
    expect(await need.document()).toMatchObject({ lacking: 1, invitedCount: 0 });
  });
});

describe("who says yes is asked by what stands when it is written, not by what stood when he called", () => {
  const member = (fields: object) => product.cloud.database.collection("timeMembers").doc(memberIdOf("wtl", idOf(who.near))).update(fields);
  /** Each as the first write of somebody else's call, which comes no further. */
  const rows: [string, (needId: string) => Promise<unknown>, string][] = [
    ["he has left", () => member({ state: "left" }), "notMember"],
    ["he is known to be family", () => member({ family: [{ personId: idOf(who.recipient), relation: "child", by: "p-test", at: 0 }] }), "ownNeed"],
    ["he acts for who is helped", (needId) => product.cloud.database.collection("timeNeeds").doc(needId).update({ proxies: [idOf(who.near)] }), "ownNeed"],
  ];
  test.each(rows.flatMap(([name, change, expected]) => (["take", "accept"] as const).map((action) => ({ name, change, expected, action }))))("$action: $name", async ({ change, expected, action }) => {
    const need = await aNeed(product);
    if (action === "accept") dataOf(await need.step(who.leader, { action: "invite", assignments: [{ shiftId: `${need.needId}:0`, personId: idOf(who.near) }] }));
    const [said] = await crossed(() => need.turn(who.near, action), () => change(need.needId), "database.startTransaction");
    expect(codeOf(said)).toBe(expected);
    expect(await booked(product, who.near)).toEqual([]);
  });
});

describe("the same over and over", () => {
  const told = async (to: string, words: string) => (await inboxOf(product, to)).filter(({ text }) => text.includes(words)).length;
  const tomorrow = () => product.cloud.cloud.clock.moveTo(product.cloud.cloud.clock.now() + dayMs);

  test("taking and giving back a turn is told once a day each; another neighbour's is told as ever", async () => {
    const need = await aNeed(product, { schedule: { kind: "once", day: "2026-11-27", fromMinute: 1140, minutes: 60, places: 1 } });
    const [leader, recipient] = [staffIdOf("wtl", "leader1"), idOf(who.recipient)];
    const counts = async () => [await told(recipient, "答应来了"), await told(recipient, "来不了了"), await told(leader, "来不了了")];
    for (let time = 0; time < 5; time += 1) for (const action of ["take", "giveBack"] as const) dataOf(await need.turn(who.near, action));
    expect(await counts()).toEqual([1, 1, 1]);
    expect((await need.shifts())[0]!).toMatchObject({ effects: [], people: [] });
    for (const action of ["take", "giveBack"] as const) dataOf(await need.turn(who.nearToo, action));
    expect(await counts()).toEqual([2, 2, 2]);
    tomorrow();
    for (const action of ["take", "giveBack"] as const) dataOf(await need.turn(who.near, action));
    expect(await counts()).toEqual([3, 3, 3]);
  });

  test("asked anew by who arranges, he is answered for anew", async () => {
    const need = await aNeed(product, { schedule: { kind: "once", day: "2026-11-27", fromMinute: 1140, minutes: 60, places: 1 } });
    const assignments = [{ shiftId: `${need.needId}:0`, personId: idOf(who.near) }];
    for (let time = 1; time <= 3; time += 1) {
      dataOf(await need.step(who.leader, { action: "invite", assignments }));
      dataOf(await need.turn(who.near, "refuse"));
      expect(await told(staffIdOf("wtl", "leader1"), "这次不方便")).toBe(time);
      product.cloud.cloud.clock.moveTo(product.cloud.cloud.clock.now() + 60_000);
    }
  });

  test("applying and leaving in a loop tells the branch once a day", async () => {
    const draft = { skills: ["company"], times: [{ weekday: 7 as const, part: "evening" as const }], isMinor: false, partyMember: false };
    const loop = async () => {
      dataOf(await product.call(who.passer, "members.apply", draft));
      dataOf(await product.call(who.passer, "members.leave", {}));
    };
    for (let time = 0; time < 5; time += 1) await loop();
    const branch = staffIdOf("wtl", "headEast");
    expect(await told(branch, "报名时间银行")).toBe(1);
    tomorrow();
    await loop();
    expect(await told(branch, "报名时间银行")).toBe(2);
  });
});
