/** Accounts through the door: opened by their code, and given away. */
import { deposit, openAccount, poolIdOf } from "../../../cloudfunctions/features/timebank/ledger";
import { accountCodeOf, idPrefixOf } from "../../../cloudfunctions/features/timebank/shared/accountCode";
import { openidOf } from "../../support/communities";
import { codeOf, dataOf, newOperationId } from "../../support/product";
import { operation } from "../bank";
import { other, own, personOf, type Somebody } from "../members/people";
import { account, accountCode, door, folds, idOf, ledger, product, relate, saver, settle, useBranch } from "./branch";

useBranch();

describe("the code", () => {
  test("is the beginning of the id, in signs that nobody mistakes", () => {
    const id = "0123456789abcdef01234567";
    expect(accountCodeOf(id)).toBe("0123-4567");
    expect(accountCodeOf("89abcdef")).toBe("89AC-EHKM");
    expect(idPrefixOf("89AC-EHKM")).toBe("89abcdef");
    for (const written of ["89ac ehkm", "89ACEHKM", " 89AC－EHKM "]) expect(idPrefixOf(written)).toBe("89abcdef");
    // O for 0, l for 1, Z for 2, S for 5, B for 8: what ears and eyes confuse.
    expect(idPrefixOf("OlZ3-4SB7")).toBe("01234587");
    for (const written of ["", "123", "????????", "1234-567", "$gt"]) expect(idPrefixOf(written)).toBeUndefined();
  });

  test("finds one account; where two begin alike it finds none, and one more sign tells them apart", async () => {
    const { database } = product.cloud;
    await saver("resident1", 0);
    const twin = (end: string) => ({ ...blank, _id: `abcdef12${end}` });
    const { _id: _own, ...blank } = await account(idOf("resident1"));
    for (const end of ["0000", "8000"]) await database.collection("timeAccounts").add({ ...twin(end), holder: personOf("newcomer") });
    expect(codeOf(await door.as("secretary", "accounts.open", { accountCode: "ACEH-KM12", reason: "check" }))).toBe("accountUnknown");
    expect(dataOf(await door.as("secretary", "accounts.open", { accountCode: "ACEH-KM12-8", reason: "check" })).accountId).toBe("abcdef128000");
    expect(codeOf(await door.as("secretary", "accounts.open", { accountCode: "没有这个", reason: "check" }))).toBe("accountUnknown");
  });
});

describe("found by where he lives", () => {
  const found = async (by: Somebody, unitCode: string) => door.as(by, "accounts.find", { unitCode });

  test("those of a unit who have an account, masked; what the code opens is asked with a reason as ever", async () => {
    expect(dataOf(await found("headEast", "b1-1")).people).toEqual([]);
    await saver("resident1");
    const { people } = dataOf(await found("memberEast", "b1-1"));
    expect(people).toEqual([{ called: "陈**", accountCode: accountCode("resident1") }]);
    expect(product.cost().databaseCalls).toBeLessThanOrEqual(3);
    expect(dataOf(await door.as("memberEast", "accounts.open", { accountCode: people[0]!.accountCode, reason: "visit" })).called).toBe("陈阿姨");
    expect(dataOf(await found("headEast", "b2-1")).people).toEqual([]);
  });

  test("not of another station's units, nor by whoever opens no accounts", async () => {
    await saver("resident1");
    expect([codeOf(await found("headWest", "b1-1")), codeOf(await found("leader1", "b1-1")), codeOf(await found("secretary", "nowhere"))]).toEqual(["notAllowed", "notAllowed", "notFound"]);
    expect(dataOf(await found("secretary", "b1-1")).people).toHaveLength(1);
  });
});

describe("opening", () => {
  test("shows the account, and the holder sees who looked and why", async () => {
    await saver("resident1");
    const view = dataOf(await door.as("memberEast", "accounts.open", { accountCode: accountCode("resident1").toLowerCase(), reason: "call" }));
    expect(view).toMatchObject({ called: "陈阿姨", status: "open", family: [], hours: { availableMinutes: 600, availableText: "10 小时", honourMinutes: 600, heldMinutes: 0 } });
    expect(view.lines).toMatchObject([{ text: "帮了邻居", amountText: "+10 小时", minutes: 600, correctableMinutes: 600 }]);
    expect(dataOf(await door.as("resident1", "me.open", {})).looks).toMatchObject([{ by: "郑委员（支委）", reason: "您打电话问时间账户" }]);
  });

  test("a repeat is one look; the same operation opens no other account", async () => {
    await saver("resident1");
    await saver("leader1");
    const id = newOperationId();
    const input = { accountCode: accountCode("resident1"), reason: "check" } as const;
    dataOf(await door.as("headEast", "accounts.open", input, id));
    dataOf(await door.as("headEast", "accounts.open", input, id));
    expect(dataOf(await door.as("resident1", "me.open", {})).looks).toHaveLength(1);
    expect(codeOf(await door.as("headEast", "accounts.open", { ...input, accountCode: accountCode("leader1") }, id))).toBe("operationReused");
  });

  test("another station's account, the pool and the other community's are unknown", async () => {
    await saver("resident1");
    await deposit(await ledger(), operation(), { account: poolIdOf(own), minutes: 60 });
    const opened = async (by: Somebody, code: string) => codeOf(await door.as(by, "accounts.open", { accountCode: code, reason: "check" }));
    expect(await opened("headWest", accountCode("resident1"))).toBe("accountUnknown");
    expect(await opened("secretary", accountCodeOf(poolIdOf(own)))).toBe("accountUnknown");
    expect(await opened("secretary", accountCode("resident1"))).toBe("ok");
    expect(codeOf(await product.call(openidOf(other, "secretary"), "accounts.open", { accountCode: accountCode("resident1"), reason: "check" }))).toBe("accountUnknown");
    expect(await opened("leader1", accountCode("resident1"))).toBe("notAllowed");
    expect(dataOf(await door.as("resident1", "me.open", {})).looks).toHaveLength(1);
  });

  test("who was only ever helped is looked after by the station he lives in", async () => {
    await openAccount(await ledger(), "person", personOf("resident3"));
    expect(codeOf(await door.as("headEast", "accounts.open", { accountCode: accountCode("resident3"), reason: "check" }))).toBe("accountUnknown");
    expect(codeOf(await door.as("headWest", "accounts.open", { accountCode: accountCode("resident3"), reason: "check" }))).toBe("ok");
  });
});

describe("giving", () => {
  test("hours are donated to the pool, once however often it is sent", async () => {
    await saver("resident1");
    const id = newOperationId();
    const first = dataOf(await door.as("resident1", "hours.donate", { minutes: 60 }, id));
    expect(first.hours).toMatchObject({ availableMinutes: 540, honourMinutes: 600 });
    expect(dataOf(await door.as("resident1", "hours.donate", { minutes: 60 }, id))).toEqual(first);
    expect((await account(poolIdOf(own))).credits).toBe(60);
    expect(codeOf(await door.as("resident1", "hours.donate", { minutes: 61 }, id))).toBe("operationReused");
    await folds();
  });

  test("more than there is: the ledger's own sentence", async () => {
    await saver("resident1", 30);
    expect(await door.as("resident1", "hours.donate", { minutes: 60 })).toMatchObject({ ok: false, failure: { code: "ledgerRefused", message: "可用的时间不够，别人帮忙要用的已经先留出来了。" } });
    expect(codeOf(await door.as("resident3", "hours.donate", { minutes: 60 }))).toBe("accountUnknown");
    expect(codeOf(await door.as("resident1", "hours.donate", { minutes: 0 }))).toBe("invalidInput");
  });

  test("where the community has no donations, there are none", async () => {
    await settle({ donation: false });
    await saver("resident1");
    expect(await door.as("resident1", "hours.donate", { minutes: 60 })).toMatchObject({ failure: { code: "ledgerRefused", message: "本社区没有开通捐赠。" } });
    expect(dataOf(await door.as("resident1", "hours.form", {})).rules).toContainEqual({ title: "捐出去", text: "本社区没有开通捐赠。" });
  });

  test("to family only, and only after the branch has noted it, on both sides", async () => {
    await saver("resident1");
    await saver("resident3", 0);
    const give = () => door.as("resident1", "hours.give", { toCode: accountCode("resident3"), minutes: 90 });
    expect(await give()).toMatchObject({ failure: { code: "ledgerRefused", message: "时间只能赠给配偶和直系亲属。" } });
    await relate("resident1", "resident3", "child");
    expect(dataOf(await door.as("resident1", "hours.form", {})).family).toEqual([{ relation: "child", called: "陈阿姨", accountCode: accountCode("resident3") }]);
    expect(dataOf(await door.as("resident3", "hours.form", {})).family).toMatchObject([{ relation: "parent" }]);
    const given = dataOf(await give());
    expect(given.hours).toMatchObject({ availableMinutes: 510 });
    expect(await account(idOf("resident3"))).toMatchObject({ credits: 90, honour: 0 });
    expect((await door.inboxOf("resident3"))[0]).toBe("陈阿姨送给您 1 小时 30 分钟，存进您的时间账户了。");
    // One relative makes no other neighbour family.
    await saver("leader1", 0);
    for (const to of ["resident1", "leader1"] as const) expect(codeOf(await door.as("resident1", "hours.give", { toCode: accountCode(to), minutes: 5 }))).toBe("ledgerRefused");
    expect(codeOf(await door.as("resident1", "hours.give", { toCode: "0000-0000", minutes: 5 }))).toBe("accountUnknown");
    await folds();
  });

  test("a relation that the community does not give to is refused by the ledger", async () => {
    await settle({ giftTo: ["spouse"] });
    await saver("resident1");
    await saver("resident3", 0);
    await relate("resident1", "resident3", "child");
    expect(codeOf(await door.as("resident1", "hours.give", { toCode: accountCode("resident3"), minutes: 5 }))).toBe("ledgerRefused");
  });
});
