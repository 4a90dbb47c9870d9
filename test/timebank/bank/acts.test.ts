/** What the branch does to an account as a whole, through the door; nobody acts on his own. */
import { deposit, openAccount, poolIdOf } from "../../../cloudfunctions/features/timebank/ledger";
import type { HoldDocument } from "../../../cloudfunctions/features/timebank/ledger/documents";
import { accountCodeOf } from "../../../cloudfunctions/features/timebank/shared/accountCode";
import { dayMs } from "../../../contracts/kernel/milliseconds";
import { mondayMorning } from "../../support/communities";
import { codeOf, dataOf, newOperationId } from "../../support/product";
import { operation, placeHold } from "../bank";
import { memberOf, own, personOf } from "../members/people";
import { account, accountCode, actOn, door, folds, idOf, ledger, product, relate, saver, settle, useBranch } from "./branch";

useBranch();

describe("what the branch does", () => {
  test("nobody acts on his own account, nor on his family's, whichever side of it he names", async () => {
    await saver("headEast");
    await saver("resident1");
    await saver("leader1");
    const freeze = { act: "freeze", words: "核对一下" } as const;
    expect(codeOf(await actOn("headEast", "headEast", freeze))).toBe("notOwnMatter");
    expect(codeOf(await actOn("headEast", "resident1", { act: "merge", intoCode: accountCode("headEast") }))).toBe("notOwnMatter");
    expect(codeOf(await actOn("headEast", "resident1", { act: "close", reason: "death", heir: { accountCode: accountCode("headEast"), relation: "child" } }))).toBe("notOwnMatter");
    expect(codeOf(await actOn("headEast", "resident1", { act: "relate", accountCode: accountCode("headEast"), relation: "spouse" }))).toBe("notOwnMatter");
    await relate("headEast", "resident1");
    expect(codeOf(await actOn("headEast", "resident1", freeze))).toBe("notOwnMatter");
    expect(codeOf(await actOn("headEast", "leader1", { act: "merge", intoCode: accountCode("resident1") }))).toBe("notOwnMatter");
    expect(codeOf(await actOn("memberEast", "resident1", freeze))).toBe("ok");
    expect(codeOf(await actOn("headWest", "leader1", freeze))).toBe("accountUnknown");
    expect(codeOf(await actOn("leader1", "resident1", freeze))).toBe("notAllowed");
  });

  test("freezing lets go of what was held, thawing gives it back to use; the holder reads why", async () => {
    await saver("resident1");
    const hold = await placeHold(await ledger(), operation(), { from: idOf("resident1"), minutes: 120, expiresAt: mondayMorning + dayMs });
    const id = newOperationId();
    const act = { act: "freeze", words: "两个人说是自己的，先核对。" } as const;
    const frozen = dataOf(await actOn("headEast", "resident1", act, id));
    expect(frozen).toMatchObject({ status: "frozen", hours: { availableMinutes: 600, heldMinutes: 0 } });
    expect(frozen.hours).toMatchObject({ frozen: true, note: "暂时冻结，能用的先不能用。还能存；有疑问请找支委。" });
    expect((await product.documents<HoldDocument>("timeHolds", { _id: hold.held }))[0]).toMatchObject({ state: "voided" });
    expect(dataOf(await actOn("headEast", "resident1", act, id)).status).toBe("frozen");
    expect(await door.inboxOf("resident1")).toHaveLength(2);
    expect((await door.inboxOf("resident1"))[0]).toContain("两个人说是自己的，先核对。");
    expect(await door.as("resident1", "hours.donate", { minutes: 5 })).toMatchObject({ failure: { code: "ledgerRefused" } });
    expect(dataOf(await actOn("headEast", "resident1", { act: "thaw" })).status).toBe("open");
    expect(codeOf(await door.as("resident1", "hours.donate", { minutes: 5 }))).toBe("ok");
    await folds();
  });

  test("a team's account is acted on as anybody's; it has no inbox, and nobody is told in its place", async () => {
    const team = await openAccount(await ledger(), "group", "team-1");
    const act = { act: "freeze", words: "队长换人了" } as const;
    expect(dataOf(await door.as("secretary", "accounts.act", { accountCode: accountCodeOf(team._id), act }))).toMatchObject({ status: "frozen", called: "一支志愿队" });
    expect(await product.documents("inbox", { to: "team-1" } as never)).toEqual([]);
  });

  test("a reason written without a full stop is a sentence all the same", async () => {
    await saver("resident1");
    dataOf(await actOn("headEast", "resident1", { act: "freeze", words: "核对中" }));
    expect((await door.inboxOf("resident1"))[0]).toBe("您的时间账户暂时冻结了：核对中。还能存，先不能用；有疑问请找支委。");
  });

  test("closing: what is left goes to the heir, the holder takes part no more", async () => {
    await saver("resident1");
    await saver("resident3", 0);
    const closed = dataOf(await actOn("headEast", "resident1", { act: "close", reason: "death", heir: { accountCode: accountCode("resident3"), relation: "spouse" } }));
    expect(closed).toMatchObject({ status: "closed", hours: { availableMinutes: 0, honourMinutes: 600 } });
    expect(await account(idOf("resident3"))).toMatchObject({ credits: 600, honour: 0 });
    expect((await door.inboxOf("resident3"))[0]).toBe("一位家人的时间账户注销了，余下的时间转到了您这里。");
    expect(await door.member("resident1")).toMatchObject({ state: "left", skills: [] });
    expect(await actOn("headEast", "resident1", { act: "thaw" })).toMatchObject({ failure: { code: "ledgerRefused", message: "这个账户已经注销了。" } });
    await folds();
  });

  test("closing without an heir fills the pool; where nothing is inherited, an heir is refused", async () => {
    await settle({ inheritable: false });
    await saver("resident1");
    await saver("resident3", 0);
    const heir = { accountCode: accountCode("resident3"), relation: "spouse" } as const;
    expect(codeOf(await actOn("headEast", "resident1", { act: "close", reason: "death", heir }))).toBe("ledgerRefused");
    dataOf(await actOn("headEast", "resident1", { act: "close", reason: "movedAway" }));
    expect(await account(poolIdOf(own))).toMatchObject({ credits: 600 });
    await folds();
  });

  test("two accounts of one person become one, with balance and honour", async () => {
    await saver("resident1");
    await saver("leader1", 60);
    await saver("resident3", 60);
    // Both have to be the caller's to look after.
    for (const intoCode of ["0000-0000", accountCode("resident3")]) expect(codeOf(await actOn("headEast", "resident1", { act: "merge", intoCode }))).toBe("accountUnknown");
    dataOf(await actOn("headEast", "resident1", { act: "merge", intoCode: accountCode("leader1") }));
    expect(await account(idOf("leader1"))).toMatchObject({ credits: 660, honour: 660 });
    expect((await door.inboxOf("leader1"))[0]).toBe("您的另一个时间账户并到了这里，时间和荣誉都转过来了。");
    expect(await account(idOf("resident1"))).toMatchObject({ status: "closed", honour: 0 });
    expect([(await door.member("resident1")).state, (await door.member("leader1")).state]).toEqual(["left", "active"]);
    // The two logins go on, and are one human: noted on both sides, shown to nobody as family, and no pool for the closed one.
    for (const [one, other] of [["resident1", "leader1"], ["leader1", "resident1"]] as const)
      expect((await door.member(one)).family).toMatchObject([{ personId: personOf(other), relation: "self" }]);
    expect(dataOf(await door.as("leader1", "hours.form", {})).family).toEqual([]);
    await deposit(await ledger(), operation(), { account: poolIdOf(own), minutes: 600 });
    const asked = dataOf(await door.as("resident1", "needs.ask", {
      skill: "company", words: "陪我走走", place: { kind: "unit", unitCode: "b1-1", room: "101" }, schedule: { kind: "once", day: "2026-11-25", fromMinute: 1140, minutes: 60, places: 1 },
    }));
    expect(asked.shifts).toMatchObject([{ funding: "undecided" }]);
    dataOf(await door.as("headEast", "needs.step", { needId: asked.needId, version: asked.version, step: { action: "fund" } }));
    // Else the group leader of this very grid would arrange it, and confirm what he served.
    expect(codeOf(await door.as("leader1", "needs.open", { needId: asked.needId }))).toBe("notFound");
    await folds();
  });

  test("from when hours may be used, and hardship, are noted; what is not named stays", async () => {
    await settle({ redemption: { minimumAge: 60, hardship: true } });
    await saver("resident1");
    expect(dataOf(await door.as("resident1", "hours.form", {})).hours.note).toContain("满 60 岁");
    dataOf(await actOn("headEast", "resident1", { act: "terms", mayRedeemFrom: "2031-05-01" }));
    expect(dataOf(await door.as("resident1", "hours.form", {})).hours.note).toContain("2031年5月1日起可以兑换");
    const noted = dataOf(await actOn("headEast", "resident1", { act: "terms", hardshipUntil: "2026-12-31" }));
    expect(noted).toMatchObject({ mayRedeemFrom: "2031-05-01", hardshipUntil: "2026-12-31" });
    expect(noted.hours.note).toBeUndefined();
    const cleared = dataOf(await actOn("headEast", "resident1", { act: "terms", mayRedeemFrom: null, hardshipUntil: null }));
    for (const day of ["mayRedeemFrom", "hardshipUntil"]) expect(cleared).not.toHaveProperty(day);
    expect(cleared.hours.note).toContain("满 60 岁");
    expect((await door.inboxOf("resident1"))[0]).toBe("您的时间账户登记好了：什么时候可以用，按社区的规定，不再提前用。");
    await folds();
    for (const day of ["2026-11-31", "2026-11-22"]) expect(codeOf(await actOn("headEast", "resident1", { act: "terms", hardshipUntil: day }))).toBe("dateNotWorkable");
  });

  test("who has an account and never applied can be noted as family, and is still asked to join as anybody", async () => {
    await saver("resident1");
    await openAccount(await ledger(), "person", personOf("resident3"));
    await relate("resident1", "resident3");
    // Both hear of it, each of the other.
    for (const one of ["resident1", "resident3"] as const) expect((await door.inboxOf(one))[0]).toBe("支委登记好了您的家人（配偶），以后可以把时间送给他。");
    expect(await door.member("resident3")).toMatchObject({ appliedAt: 0, state: "left", family: [{ personId: personOf("resident1") }] });
    expect(dataOf(await door.as("resident3", "timebank.open", {}))).toMatchObject({ member: "none" });
    expect(codeOf(await door.as("resident3", "members.leave", {}))).toBe("notFound");
    expect(codeOf(await door.as("headWest", "members.open", { memberId: memberOf("resident3") }))).toBe("notFound");
    await door.join("resident3", { by: "headWest" });
    expect(await door.member("resident3")).toMatchObject({ state: "active", family: [{ personId: personOf("resident1") }] });
    // Noted again, otherwise: the last word counts, on both sides, whatever the network repeats later.
    const [id, spouse] = [newOperationId(), { act: "relate", accountCode: accountCode("resident3"), relation: "spouse" } as const];
    dataOf(await actOn("secretary", "resident1", spouse, id));
    await relate("resident1", "resident3", "child");
    expect(codeOf(await actOn("secretary", "resident1", spouse, id))).toBe("ok");
    expect(codeOf(await actOn("secretary", "resident1", { ...spouse, relation: "parent" }, id))).toBe("operationReused");
    expect((await door.member("resident3")).family).toMatchObject([{ relation: "parent" }]);
  });

  test("an account that was closed is not opened again by an approval", async () => {
    await saver("resident1");
    dataOf(await actOn("headEast", "resident1", { act: "close", reason: "left" }));
    dataOf(await door.as("resident1", "members.apply", { skills: ["company"], times: [{ weekday: 1, part: "morning" }], isMinor: false, partyMember: false }));
    const { version } = await door.member("resident1");
    expect(await door.as("headEast", "members.decide", { memberId: memberOf("resident1"), version, decision: { kind: "approve" } })).toMatchObject({ failure: { code: "ledgerRefused", message: "这个账户已经注销了。" } });
  });
});
