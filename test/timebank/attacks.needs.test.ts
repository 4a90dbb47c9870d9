/** Who pays, who helps and who arranges, against people who would like to be two of them, or to pay with another's hours. */
import type { MemberDocument, NeedDocument } from "../../cloudfunctions/features/timebank/shared/documents";
import { closeAccount, freeze, mergeAccounts, poolIdOf } from "../../cloudfunctions/features/timebank/ledger";
import { accountCodeOf } from "../../cloudfunctions/features/timebank/shared/accountCode";
import { ledgerOf } from "../../cloudfunctions/features/timebank/shared/ledgerOf";
import type { AccountAct } from "../../contracts/timebank/bankCalls";
import { openDatabase } from "../../cloudfunctions/platform/database";
import { openidOf, staffIdOf } from "../support/communities";
import { codeOf, dataOf, newOperationId } from "../support/product";
import { account, aNeed, codeFor, type Draft, draftOf, eachStartsAnew, fillPool, guardOf, holdsIn, idOf, inboxOf, moveTo, once, product, save, tick, who } from "./needs/support";

eachStartsAnew();

const actOn = (by: string, of: string, act: AccountAct, id = newOperationId()) => product.call(by, "accounts.act", { accountCode: codeFor(of), act }, id);
const family = (openid: string, relation: MemberDocument["family"][number]["relation"] = "spouse"): Partial<MemberDocument> => ({ family: [{ personId: idOf(openid), relation, by: "p-test", at: 0 }] });
const near = (openid: string, needId: string) => product.call(openid, "needs.near", {}).then((reply) => dataOf(reply).items.some((item) => item.needId === needId));

describe("hours that can't be used any more", () => {
  const daily: Draft["schedule"] = { kind: "roster", fromDay: "2026-11-25", days: 3, shifts: [{ fromMinute: 600, minutes: 60, places: 1 }] };

  test("frozen: shifts to come are the branch's to decide again, told to who is helped and to the branch; nobody new is asked", async () => {
    await save(who.recipient, 600);
    const need = await aNeed(product, { schedule: daily });
    dataOf(await need.turn(who.near, "take", 0));
    dataOf(await need.step(who.leader, { action: "invite", assignments: [{ shiftId: `${need.needId}:1`, personId: idOf(who.nearToo) }] }));
    const id = newOperationId();
    const act = { act: "freeze", words: "核对中" } as const;
    dataOf(await actOn(who.member, who.recipient, act, id));
    dataOf(await actOn(who.member, who.recipient, act, id));
    const shifts = await need.shifts();
    expect(shifts.map(({ funding, holds }) => [funding, holds.length])).toEqual([["undecided", 0], ["undecided", 0], ["undecided", 0]]);
    expect(shifts.map(({ people }) => people)).toEqual([[idOf(who.near)], [], []]);
    expect(await near(who.nearToo, need.needId)).toBe(false);
    for (const index of [0, 1, 2]) expect(codeOf(await need.turn(who.nearToo, "take", index))).not.toBe("ok");
    const told = async (to: string) => (await inboxOf(product, to)).filter(({ text }) => text.includes("用不了了"));
    expect((await told(idOf(who.recipient))).map(({ text }) => text)).toEqual(["“陪聊天散步 · 11月25日起 3 天”原来用存的时间，现在用不了了，已经请支部来定，您不用做什么。"]);
    const branch = await told(staffIdOf("wtl", "headEast"));
    expect(branch.map(({ text, todo }) => [text, todo])).toEqual([["“陪聊天散步 · 11月25日起 3 天”原来用自己存的时间，现在用不了了，请支部定一下时间从哪里出，或者收回。", true]]);
    expect(dataOf(await product.call(who.member, "bank.open", {})).counts.needs).toBe(1);
    expect((await need.story(who.recipient)).events.at(-1)!.text).toBe("存的时间用不了了，请支部来定");
    // Who had promised sees his turn, may give it back, and comes to help as promised.
    expect((await need.story(who.near)).shifts.map(({ shiftId }) => shiftId)).toEqual([`${need.needId}:0`]);
    expect((await need.story(who.near)).recipient?.called).toBe("陈阿姨");
    dataOf(await need.turn(who.near, "giveBack", 0));
    expect((await need.shifts())[0]!.people).toEqual([]);
    expect(codeOf(await need.turn(who.near, "take", 0))).not.toBe("ok");
  });

  test("decided by the branch they go on, issued by the bank; thawing holds nothing again by itself", async () => {
    await save(who.recipient, 600);
    const need = await aNeed(product, { schedule: daily });
    dataOf(await actOn(who.member, who.recipient, { act: "freeze", words: "核对中" }));
    dataOf(await actOn(who.member, who.recipient, { act: "thaw" }));
    expect((await need.shifts()).map(({ funding }) => funding)).toEqual(["undecided", "undecided", "undecided"]);
    expect((await account(product, who.recipient))!.debitsPending).toBe(0);
    dataOf(await need.step(who.member, { action: "fund" }));
    expect((await need.shifts()).map(({ funding }) => funding)).toEqual(["community", "community", "community"]);
    expect(await near(who.near, need.needId)).toBe(true);
  });

  test("what the branch funded before decides nothing about them: neither the clock nor a repeat of that decision", async () => {
    await save(who.recipient, 60);
    const need = await aNeed(product, { schedule: daily });
    expect((await need.shifts()).map(({ funding }) => funding)).toEqual(["own", "undecided", "undecided"]);
    const id = newOperationId();
    const { version } = await need.story(who.member);
    const fund = () => product.call(who.member, "needs.step", { needId: need.needId, version, step: { action: "fund" } }, id);
    dataOf(await fund());
    dataOf(await actOn(who.member, who.recipient, { act: "close", reason: "left" }));
    moveTo(product, "2026-11-24T12:00:00");
    await tick(product);
    await tick(product);
    dataOf(await fund());
    expect((await need.shifts()).map(({ funding }) => funding)).toEqual(["undecided", "community", "community"]);
  });

  test("what the call did not come to, the clock does, once", async () => {
    const from = await save(who.recipient, 600);
    const need = await aNeed(product, { schedule: daily });
    await freeze(await ledgerOf({ database: openDatabase(), communityId: "wtl", by: "p-test", at: product.cloud.cloud.clock.now() }), { documentId: "frozen-and-died", payloadHash: "" }, { account: from });
    moveTo(product, "2026-11-23T23:00:00");
    for (const _round of [1, 2, 3]) await tick(product);
    expect((await need.shifts()).map(({ funding }) => funding)).toEqual(["undecided", "undecided", "undecided"]);
    expect((await need.document()).events.filter(({ what }) => what === "unpaid")).toHaveLength(1);
    expect((await inboxOf(product, idOf(who.recipient))).filter(({ text }) => text.includes("用不了了"))).toHaveLength(1);
  });

  test.each(["freeze", "close", "merge"] as const)("%s and died at once: the clock notices in its next round, also where every place is taken", async (how) => {
    const from = await save(who.recipient, 600);
    const need = await aNeed(product, { schedule: once("2026-12-20") });
    dataOf(await need.turn(who.near, "take", 0));
    moveTo(product, "2026-11-23T12:00:00");
    await tick(product);
    const ledger = await ledgerOf({ database: openDatabase(), communityId: "wtl", by: "p-test", at: product.cloud.cloud.clock.now() });
    const id = { documentId: `${how}-and-died`, payloadHash: "" };
    if (how === "freeze") await freeze(ledger, id, { account: from });
    else if (how === "close") await closeAccount(ledger, id, { account: from, reason: "left" });
    else await mergeAccounts(ledger, id, { from, to: await save(who.family, 60) });
    expect((await need.shifts()).map(({ funding }) => funding)).toEqual(["own"]);
    moveTo(product, "2026-11-23T12:01:00");
    for (const _round of [1, 2, 3]) await tick(product);
    expect((await need.shifts()).map(({ funding, people }) => [funding, people])).toEqual([["undecided", [idOf(who.near)]]]);
    const told = (await inboxOf(product, staffIdOf("wtl", "headEast"))).filter(({ text }) => text.includes("用不了了"));
    expect(told.map(({ todo }) => todo)).toEqual([true]);
    expect((await need.document()).events.filter(({ what }) => what === "unpaid")).toHaveLength(1);
    expect(await product.documents("timeUnpaid")).toEqual([]);
  });
});

describe("helping one's own", () => {
  test("family of who acts for somebody without a phone doesn't serve there: he would confirm for the two of them", async () => {
    await fillPool(600);
    await product.cloud.database.collection("timeMembers").doc((await product.documents<MemberDocument>("timeMembers", { personId: idOf(who.near) }))[0]!._id).update(family(who.recipient));
    const need = await aNeed(product, { onBehalf: { called: "老王", consent: true } });
    expect((await need.document()).recipientId).toBeUndefined();
    expect(codeOf(await need.turn(who.near, "take"))).toBe("ownNeed");
    expect(codeOf(await need.step(who.leader, { action: "invite", assignments: [{ shiftId: `${need.needId}:0`, personId: idOf(who.near) }] }))).toBe("personUnknown");
    expect(dataOf(await product.call(who.leader, "needs.propose", { needId: need.needId })).proposals.map(({ personId }) => personId)).not.toContain(idOf(who.near));
    expect(codeOf(await need.turn(who.nearToo, "take"))).toBe("ok");
  });

  test("joining as family and taking a turn at the same moment makes nobody both", async () => {
    await save(who.recipient, 600);
    const need = await aNeed(product);
    const token = (await need.story(who.recipient)).familyToken!;
    await Promise.all([need.turn(who.near, "take"), product.call(who.near, "needs.join", { needId: need.needId, token })]);
    const shift = (await need.shifts())[0]!;
    expect(shift.people.includes(idOf(who.near)) && (await need.document()).proxies.includes(idOf(who.near))).toBe(false);
  });
});

describe("the pool", () => {
  test("pays for whom only a neighbour knows one need at a time; for whom staff know, as often as they ask", async () => {
    await fillPool(6_000);
    const behalf = (by: string, called: string) => aNeed(product, { onBehalf: { called, consent: true }, place: { kind: "unit", unitCode: "b1-1", room: "402" } }, by);
    const funding = async (need: Awaited<ReturnType<typeof behalf>>) => (await need.shifts()).map((shift) => shift.funding);
    const first = await behalf(who.recipient, "老王");
    expect(await funding(first)).toEqual(["pool"]);
    const second = await behalf(who.recipient, "老孙");
    expect(await funding(second)).toEqual(["undecided"]);
    expect((await inboxOf(product, "wtl:headEast")).some(({ needId, todo }) => needId === second.needId && todo)).toBe(true);
    dataOf(await second.step(who.head, { action: "fund" }));
    expect(await funding(second)).toEqual(["community"]);
    for (const name of ["老李", "老吴"]) expect(await funding(await behalf(who.leader, name))).toEqual(["pool"]);
    dataOf(await first.step(who.recipient, { action: "withdraw" }));
    dataOf(await second.step(who.recipient, { action: "withdraw" }));
    expect(await funding(await behalf(who.recipient, "老周"))).toEqual(["pool"]);
  });
});

describe("another's hours", () => {
  const behalf = (code: string): Parameters<typeof draftOf>[0] => ({ onBehalf: { called: "陈阿姨", consent: true, accountCode: code }, place: { kind: "unit", unitCode: "b1-1", room: "402" } });

  test("his code alone spends nothing, whoever has it: neighbours, other grids' leaders, other stations, other communities", async () => {
    await save(who.recipient, 600);
    for (const openid of [who.near, who.passer, who.far, who.otherLeader, who.otherHead]) expect(codeOf(await product.call(openid, "needs.ask", draftOf(behalf(codeFor(who.recipient)))))).toBe("accountUnknown");
    expect(codeOf(await product.call(who.stranger, "needs.ask", draftOf(behalf(codeFor(who.recipient)))))).not.toBe("ok");
    expect((await account(product, who.recipient))!.debitsPending).toBe(0);
    expect(await product.documents<NeedDocument>("timeNeeds")).toEqual([]);
  });

  test("nor do the pool's code, one that two have, and one that is none", async () => {
    await fillPool(600);
    for (const code of [accountCodeOf(poolIdOf("wtl")), "0000-0000", "$gt", "abcdefgh"]) expect(codeOf(await product.call(who.head, "needs.ask", draftOf(behalf(code))))).toBe("accountUnknown");
  });

  test("what is held can be neither donated nor asked for a second time: twelve at once, and never below nothing", async () => {
    await save(who.recipient, 120);
    const drafts = await Promise.all(Array.from({ length: 6 }, (_, index) => product.call(who.recipient, "needs.ask", draftOf({ schedule: once("2026-11-26", 480 + index * 60) }))));
    const donated = await Promise.all(Array.from({ length: 6 }, () => product.call(who.recipient, "hours.donate", { minutes: 60 })));
    expect(drafts.filter(({ ok }) => ok).length).toBe(6);
    const after = (await account(product, who.recipient))!;
    expect(after.credits - after.debits - after.debitsPending).toBe(0);
    expect((await holdsIn(product, "pending")).filter(({ from }) => from === after._id).length + donated.filter(({ ok }) => ok).length).toBe(2);
    for (const minutes of [0, -60, 0.5, 600_001]) expect(codeOf(await product.call(who.recipient, "hours.donate", { minutes }))).toBe("invalidInput");
  });
});

describe("large, long, and far", () => {
  test("124 shifts of 20 places of 12 hours hold no more than there is, and let go of all of it", async () => {
    await save(who.recipient, 90_000);
    await fillPool(90_000);
    const schedule = { kind: "roster" as const, fromDay: "2026-11-26", days: 31, shifts: [0, 360, 720, 1080].map((fromMinute) => ({ fromMinute, minutes: 720, places: 20 })) } satisfies Draft["schedule"];
    const need = await aNeed(product, { schedule });
    const held = await holdsIn(product, "pending");
    expect(held.reduce((sum, { minutes }) => sum + minutes, 0)).toBeLessThanOrEqual(180_000);
    expect(held.length).toBeLessThanOrEqual(1_168);
    dataOf(await need.step(who.recipient, { action: "withdraw" }));
    await tick(product);
    expect(await holdsIn(product, "pending")).toEqual([]);
  }, 120_000);

  test("schedules that no form makes", async () => {
    const bad = [
      { kind: "once", day: "2026-02-30", fromMinute: 600, minutes: 60, places: 1 },
      { kind: "once", day: "2027-11-25", fromMinute: 600, minutes: 60, places: 1 },
      { kind: "once", day: "2026-11-22", fromMinute: 600, minutes: 60, places: 1 },
      { kind: "once", day: "2026-11-25", fromMinute: 1440, minutes: 60, places: 1 },
      { kind: "once", day: "2026-11-25", fromMinute: 600, minutes: -60, places: 1 },
      { kind: "once", day: "2026-11-25", fromMinute: 600, minutes: 60, places: 0 },
      { kind: "once", day: "2026-11-25", fromMinute: 600, minutes: 60, places: 21 },
      { kind: "weekly", fromDay: "2026-11-25", weekday: 8, fromMinute: 600, minutes: 60, places: 1, weeks: 2 },
      { kind: "roster", fromDay: "2026-11-25", days: 31, shifts: Array.from({ length: 6 }, () => ({ fromMinute: 600, minutes: 60, places: 1 })) },
    ] as never[];
    for (const schedule of bad) expect(["invalidInput", "dateNotWorkable"]).toContain(codeOf(await product.call(who.recipient, "needs.ask", draftOf({ schedule }))));
    expect(await product.documents("timeNeeds")).toEqual([]);
  });
});

describe("what one may not read", () => {
  test("an id of a need or a shift tells nothing to who has no part in it, in no way", async () => {
    await save(who.recipient, 600);
    const need = await aNeed(product, { words: "脚伤了", wish: "请轻声", place: { kind: "elsewhere", words: "骨科病房 7 床" } });
    const { familyToken, codeSecret } = await need.document();
    const shiftId = `${need.needId}:0`;
    for (const openid of [who.far, who.station, who.otherLeader, who.otherHead, who.stranger, openidOf("hgy", "secretary")]) {
      const replies = [
        await product.call(openid, "needs.open", { needId: need.needId }),
        await product.call(openid, "needs.step", { needId: need.needId, version: 1, step: { action: "withdraw" } }),
        await product.call(openid, "shifts.step", { shiftId, version: 1, step: { action: "take" } }),
        await product.call(openid, "sessions.code", { needId: need.needId }),
        await product.call(openid, "turns.open", { shiftId }),
        await product.call(openid, "sessions.checkIn", { shiftId, presence: { kind: "code", code: "000000" } }),
        await product.call(openid, "needs.near", {}),
      ];
      expect(JSON.stringify(replies)).not.toMatch(new RegExp(`脚伤了|请轻声|7 床|陈阿姨|${familyToken}|${codeSecret}`));
      expect(replies.slice(0, 6).every(({ ok }) => !ok)).toBe(true);
    }
    // To whom it is offered: what is needed, not who needs it, nor where exactly.
    const offered = JSON.stringify(await product.call(who.near, "needs.open", { needId: need.needId }));
    expect(offered).not.toMatch(new RegExp(`请轻声|7 床|陈阿姨|${familyToken}|${codeSecret}`));
    for (const openid of [who.recipient, who.leader, who.head]) expect(JSON.stringify(await product.call(openid, "needs.open", { needId: need.needId }))).not.toContain(codeSecret);
    for (const openid of [who.near, who.leader, who.head, who.secretary]) expect(JSON.stringify(await product.call(openid, "needs.open", { needId: need.needId }))).not.toContain(familyToken);
  });

  test("what somebody would rather not do is for who arranges: not in a story, nor for who is helped", async () => {
    await save(who.recipient, 600);
    const { _id } = (await product.documents<MemberDocument>("timeMembers", { personId: idOf(who.near) }))[0]!;
    await product.cloud.database.collection("timeMembers").doc(_id).update({ wontDo: "不抱重的" });
    const need = await aNeed(product);
    dataOf(await need.turn(who.near, "take"));
    for (const openid of [who.recipient, who.near, who.nearToo]) {
      const replies = [await need.open(openid), await product.call(openid, "timebank.open", {}), await product.call(openid, "inbox.open", {}), await product.call(openid, "needs.propose", { needId: need.needId }), await product.call(openid, "members.open", { memberId: _id })];
      expect(JSON.stringify(replies)).not.toContain("不抱重的");
    }
  });

  test("family's link: a wrong, an old and another need's token let nobody in", async () => {
    await save(who.recipient, 600);
    const [need, other] = [await aNeed(product), await aNeed(product, { schedule: once("2026-11-27") })];
    const token = (await need.story(who.recipient)).familyToken!;
    const join = (openid: string, needId: string, with_: string) => product.call(openid, "needs.join", { needId, token: with_ });
    expect(codeOf(await join(who.passer, need.needId, "0".repeat(16)))).toBe("invitationInvalid");
    expect(codeOf(await join(who.passer, other.needId, token))).toBe("invitationInvalid");
    expect(codeOf(await join(who.stranger, need.needId, token))).toBe("notFound");
    const joined = await Promise.all([join(who.family, need.needId, token), join(who.passer, need.needId, token)]);
    expect(joined.map(codeOf).sort()).toEqual(["invitationInvalid", "ok"]);
    expect(codeOf(await join(who.far, need.needId, token))).toBe("invitationInvalid");
  });
});

test("leaving, or a closed account, in the middle of a session: what was served is recorded, and what is promised is free", async () => {
  await save(who.recipient, 600);
  const need = await aNeed(product, { schedule: { kind: "roster", fromDay: "2026-11-25", days: 2, shifts: [{ fromMinute: 600, minutes: 60, places: 1 }] } });
  for (const index of [0, 1]) dataOf(await need.turn(who.near, "take", index));
  moveTo(product, "2026-11-25T10:00:00");
  const { sessionId } = dataOf(await product.call(who.recipient, "sessions.checkIn", { shiftId: `${need.needId}:0`, presence: { kind: "onBehalf", personId: idOf(who.near) } }));
  dataOf(await product.call(who.near, "members.leave", {}));
  expect((await need.shifts()).map(({ people }) => people)).toEqual([[idOf(who.near)], []]);
  moveTo(product, "2026-11-25T11:00:00");
  const { version } = dataOf(await product.call(who.near, "sessions.checkOut", { sessionId, leaving: { kind: "tap" } }));
  expect(dataOf(await product.call(who.recipient, "sessions.step", { sessionId, version, step: { action: "confirm" } })).creditedMinutes).toBe(60);
  expect((await account(product, who.near))!.honour).toBe(60);
  expect((await guardOf(product, who.near))!.intervals.filter(({ state }) => state === "booked" || state === "open")).toEqual([]);
});
