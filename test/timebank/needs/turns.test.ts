import { minuteMs } from "../../../contracts/kernel/milliseconds";
import { addDays } from "../../../contracts/kernel/day";
import { memberIdOf } from "../../../cloudfunctions/features/timebank/shared/members.repository";
import { mondayMorning, staffIdOf } from "../../support/communities";
import { codeOf, dataOf, newOperationId } from "../../support/product";
import { addMember, aNeed, booked, day, eachInItsOwnWeek, expectSound, idOf, inboxOf, later, moveTo, once, product, tick, wednesday, who } from "./support";

eachInItsOwnWeek();

describe("taking a shift", () => {
  test("takes a place and the volunteer's time together; a repeat is the same, and who is helped hears of it", async () => {
    const { turn, shifts, document, story } = await aNeed(product, wednesday());
    const operationId = newOperationId();
    const first = dataOf(await turn(who.near, "take", 0, operationId));
    expect(first).toMatchObject({ side: "volunteer", recipient: { called: "陈阿姨", place: "1 栋 1 单元 402" }, shifts: [{ free: 0, turns: [{ called: "您", mine: true, state: "promised" }], actions: ["giveBack"] }] });
    dataOf(await turn(who.near, "take", 0, operationId));
    const [shift] = await shifts();
    expect(shift).toMatchObject({ people: [idOf(who.near)], turns: [{ place: 0, state: "promised", booking: expect.any(String) }] });
    expect((await booked(product, who.near)).filter(({ id }) => id === shift!.turns[0]!.booking)).toEqual([{ id: shift!.turns[0]!.booking, from: shift!.fromAt, to: shift!.toAt, state: "booked" }]);
    expect(await document()).toMatchObject({ lacking: 0, offeredTo: [], attention: [] });
    expect((await inboxOf(product, idOf(who.recipient))).filter(({ needId, text }) => needId === shift!.needId && text.includes("答应来了"))).toHaveLength(1);
    expect((await story(who.recipient)).shifts[0]!.turns).toMatchObject([{ called: "李老师", personId: idOf(who.near) }]);
    expect(codeOf(await product.call(who.near, "shifts.step", { shiftId: shift!._id, version: 0, step: { action: "giveBack" } }, operationId))).toBe("operationReused");
  });

  test("the last place goes to one of two, every time; the other is told that it is full", async () => {
    for (let round = 0; round < 5; round += 1) {
      const { turn, shifts } = await aNeed(product, { schedule: once(addDays(day, 0), 480 + round * 120, 60, 1) });
      const codes = (await Promise.all([turn(who.near, "take"), turn(who.nearToo, "take")])).map(codeOf);
      expect(codes.sort()).toEqual(["ok", "shiftFull"]);
      expect((await shifts())[0]!.turns.filter(({ state }) => state === "promised")).toHaveLength(1);
      expect(codeOf(await turn((await shifts())[0]!.people[0] === idOf(who.near) ? who.nearToo : who.near, "take"))).toBe("shiftFull");
    }
  });

  test("of ten for three places three get one, and each is paid by its own hold", async () => {
    const crowd = Array.from({ length: 10 }, (_, index) => `o-wtl-crowd-${index}`);
    for (const openid of crowd) {
      await product.cloud.database.collection("people").add({ ...(await product.documents<{ _id: string }>("people", { _id: idOf(who.near) }))[0], _id: idOf(openid), openid });
      await addMember(product, openid, 1);
    }
    const { turn, shifts, document } = await aNeed(product, wednesday(3));
    const codes = (await Promise.all(crowd.map((openid) => turn(openid, "take")))).map(codeOf);
    expect(codes.filter((code) => code === "ok")).toHaveLength(3);
    expect(codes.filter((code) => code !== "ok").every((code) => code === "shiftFull" || code === "busy")).toBe(true);
    const [shift] = await shifts();
    expect(shift!.turns.map(({ place }) => place).sort()).toEqual([0, 1, 2]);
    expect(new Set(shift!.holds).size).toBe(3);
    await tick(product);
    expect(await document()).toMatchObject({ lacking: 0, offeredTo: [] });
  });

  test("nobody is in two places at once, or without rest between", async () => {
    const [first, second, third] = [await aNeed(product, { schedule: once(day, 1140, 60) }), await aNeed(product, { schedule: once(day, 1220, 60) }), await aNeed(product, { schedule: once(day, 1230, 60) })];
    dataOf(await first.turn(who.near, "take"));
    expect(codeOf(await second.turn(who.near, "take"))).toBe("timeTaken");
    dataOf(await third.turn(who.near, "take"));
    // Two at once for times that meet: one.
    const [a, b] = [await aNeed(product, { schedule: once(addDays(day, 1), 600, 60) }), await aNeed(product, { schedule: once(addDays(day, 1), 630, 60) })];
    expect((await Promise.all([a.turn(who.near, "take"), b.turn(who.near, "take")])).map(codeOf).sort()).toEqual(["ok", "timeTaken"]);
    await expectSound();
  });

  test("who may: members, not for themselves or their family, and with a child only who was checked", async () => {
    const own = await aNeed(product, wednesday());
    expect(codeOf(await own.turn(who.recipient, "take"))).toBe("ownNeed");
    expect(codeOf(await own.turn(who.passer, "take"))).toBe("notMember");
    expect(codeOf(await own.turn(who.far, "take"))).toBe("notFound");
    expect(codeOf(await own.turn(who.stranger, "take"))).toBe("notFound");
    const kin = product.cloud.database.collection("timeMembers").doc(memberIdOf("wtl", idOf(who.nearToo)));
    await kin.update({ family: [{ personId: idOf(who.recipient), relation: "child", by: "x", at: 0 }] });
    expect(codeOf(await own.turn(who.nearToo, "take"))).toBe("ownNeed");
    await kin.update({ family: [] });
    const tutoring = await aNeed(product, { skill: "tutoring", child: { guardianCalled: "陈女士", guardianConsent: true, otherAdult: "外婆在家" }, schedule: once(addDays(day, 1)) });
    expect(codeOf(await tutoring.turn(who.near, "take"))).toBe("childCheckNeeded");
    const checked = product.cloud.database.collection("timeMembers").doc(memberIdOf("wtl", idOf(who.near)));
    await checked.update({ childCheckAt: mondayMorning });
    expect(dataOf(await tutoring.turn(who.near, "take")).recipient?.otherAdult).toBe("外婆在家");
    await checked.update({ state: "left" });
    const other = await aNeed(product, { schedule: once(addDays(day, 2)) });
    expect(codeOf(await other.turn(who.near, "take"))).toBe("notMember");
    // Who has applied is not sent to apply.
    await checked.update({ state: "applied" });
    expect(codeOf(await other.turn(who.near, "take"))).toBe("memberWaits");
    await checked.update({ state: "active" });
  });

  test("a shift that has begun is offered to nobody", async () => {
    const { turn, document } = await aNeed(product, wednesday());
    moveTo(product, `${day}T19:00`);
    expect(["stale", "actionNotOpen"]).toContain(codeOf(await turn(who.near, "take")));
    await tick(product);
    expect(await document()).toMatchObject({ lacking: 0, offeredTo: [] });
  });
});

describe("giving back and answering", () => {
  test("given back it is free at once, who arranges knows, and it can be taken again", async () => {
    const { turn, document, shifts, story } = await aNeed(product, wednesday());
    dataOf(await turn(who.near, "take"));
    const count = (await booked(product, who.near)).length;
    const back = await product.call(who.near, "shifts.step", { shiftId: (await shifts())[0]!._id, version: 0, step: { action: "giveBack", words: "家里有事" } });
    expect(dataOf(back).recipient).toBeUndefined();
    expect((await booked(product, who.near)).length).toBe(count - 1);
    expect(await document()).toMatchObject({ lacking: 1, offeredTo: ["grid:g1"], attention: ["grid:g1", "station:east"] });
    expect((await inboxOf(product, staffIdOf("wtl", "leader1"))).at(-1)).toMatchObject({ todo: true, text: expect.stringContaining("来不了了") });
    expect((await story(who.leader)).shifts[0]!.turns[0]!.stateText).toBe("来不了了：家里有事");
    expect(JSON.stringify(await story(who.nearToo))).not.toContain("家里有事");
    dataOf(await turn(who.near, "take"));
    expect((await shifts())[0]!.turns).toHaveLength(1);
    expect(codeOf(await turn(who.near, "accept"))).toBe("actionNotOpen");
    expect(codeOf(await turn(who.near, "accept", 0, newOperationId(), 1))).toBe("stale");
  });

  test("one evening given back starts in the grid again, though the need is weeks old", async () => {
    const need = await aNeed(product, { schedule: { kind: "weekly", fromDay: day, weekday: 3, fromMinute: 1140, minutes: 60, places: 1, weeks: 6 } });
    for (let index = 0; index < 6; index += 1) dataOf(await need.turn(who.near, "take", index));
    later(product, 15 * 24);
    dataOf(await need.turn(who.near, "giveBack", 4));
    await tick(product);
    expect(await need.document()).toMatchObject({ lacking: 1, stage: "grid", offeredTo: ["grid:g1"] });
  });

  test("invited by who arranges: the place is kept until the answer, accepted, refused or unanswered", async () => {
    const need = await aNeed(product, { schedule: { kind: "roster", fromDay: day, days: 1, shifts: [480, 720, 960].map((fromMinute) => ({ fromMinute, minutes: 60, places: 1 })) } });
    const shifts = await need.shifts();
    const people = [who.near, who.station, who.far];
    const assignments = shifts.map(({ _id }, index) => ({ shiftId: _id, personId: idOf(people[index]!) }));
    const operationId = newOperationId();
    const invite = () => product.call(who.leader, "needs.step", { needId: need.needId, version: 0, step: { action: "invite", assignments } }, operationId);
    expect(dataOf(await invite()).shifts.map(({ turns }) => turns[0]!.state)).toEqual(["invited", "invited", "invited"]);
    dataOf(await invite());
    expect((await need.document())).toMatchObject({ lacking: 0, offeredTo: [], events: [{ what: "ask" }, { what: "invite", count: 3 }] });
    for (const openid of people) expect((await inboxOf(product, idOf(openid))).filter(({ needId }) => needId === need.needId)).toMatchObject([{ todo: true, text: expect.stringContaining("想请您帮忙") }]);
    expect(codeOf(await need.turn(who.nearToo, "take", 0))).toBe("shiftFull");
    dataOf(await need.turn(who.near, "accept", 0));
    dataOf(await need.turn(who.station, "refuse", 1));
    expect((await need.document()).lacking).toBe(1);
    const told = () => inboxOf(product, staffIdOf("wtl", "leader1")).then((all) => all.filter(({ needId, text }) => needId === need.needId && text.includes("没有答复")));
    later(product, 23);
    await tick(product);
    expect(await told()).toHaveLength(0);
    later(product, 1.1);
    await Promise.all([tick(product), tick(product)]);
    await tick(product);
    expect(await told()).toHaveLength(1);
    expect((await need.shifts()).map(({ turns }) => turns[0]!.state)).toEqual(["promised", "refused", "refused"]);
    expect((await need.document())).toMatchObject({ lacking: 2 });
    expect((await need.story(who.leader)).shifts[2]!.turns[0]!.stateText).toBe("没有答复");
    // He may still, if it is free.
    dataOf(await need.turn(who.far, "take", 2));
  });

  test("an invitation leaves half of the time to ask somebody else, and accepting it looks for free time", async () => {
    const [other, need] = [await aNeed(product, { schedule: once(day, 600) }), await aNeed(product, { schedule: once(day, 630) })];
    moveTo(product, `${day}T08:00`);
    const [shift] = await need.shifts();
    dataOf(await need.step(who.member, { action: "invite", assignments: [{ shiftId: shift!._id, personId: idOf(who.near) }] }));
    expect(Math.round((shift!.fromAt - (await need.shifts())[0]!.turns[0]!.invitedUntil!) / minuteMs)).toBe(75);
    dataOf(await other.turn(who.near, "take"));
    expect(codeOf(await need.turn(who.near, "accept"))).toBe("timeTaken");
  });

  test.each<[string, (need: Awaited<ReturnType<typeof aNeed>>) => Promise<{ shiftId: string; personId: string }[]>, string]>([
    ["who doesn't take part", async ({ shifts }) => [{ shiftId: (await shifts())[0]!._id, personId: idOf(who.passer) }], "personUnknown"],
    ["the one who is helped", async ({ shifts }) => [{ shiftId: (await shifts())[0]!._id, personId: idOf(who.recipient) }], "personUnknown"],
    ["another need's shift", async () => [{ shiftId: "nothing:0", personId: idOf(who.near) }], "actionNotOpen"],
  ])("not invited: %s", async (_name, assignmentsFor, expected) => {
    const need = await aNeed(product, wednesday());
    expect(codeOf(await need.step(who.leader, { action: "invite", assignments: await assignmentsFor(need) }))).toBe(expected);
  });

  test("with a child nobody is invited who was not checked for it", async () => {
    const need = await aNeed(product, { skill: "tutoring", child: { guardianCalled: "陈女士", guardianConsent: true, otherAdult: "外婆在家" }, schedule: once(addDays(day, 1)) });
    const invite = async () => codeOf(await need.step(who.leader, { action: "invite", assignments: [{ shiftId: `${need.needId}:0`, personId: idOf(who.nearToo) }] }));
    expect([await invite(), (await need.shifts())[0]!.turns]).toEqual(["personUnknown", []]);
    await product.cloud.database.collection("timeMembers").doc(memberIdOf("wtl", idOf(who.nearToo))).update({ childCheckAt: mondayMorning });
    expect(await invite()).toBe("ok");
  });

  test("more are invited than there are places: nobody is", async () => {
    const need = await aNeed(product, wednesday());
    const [{ _id: shiftId }] = (await need.shifts()) as unknown as [{ _id: string }];
    expect(codeOf(await need.step(who.leader, { action: "invite", assignments: [who.near, who.nearToo].map((openid) => ({ shiftId, personId: idOf(openid) })) }))).toBe("actionNotOpen");
    expect((await need.shifts())[0]!.turns).toEqual([]);
    expect(codeOf(await need.step(who.otherLeader, { action: "invite", assignments: [{ shiftId, personId: idOf(who.near) }] }))).toBe("notFound");
    expect(codeOf(await need.step(who.recipient, { action: "invite", assignments: [{ shiftId, personId: idOf(who.near) }] }))).toBe("actionNotOpen");
  });
});
