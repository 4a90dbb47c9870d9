/** Two different numbers: who decides between them, before and after something was paid. */
import { codeOf, dataOf } from "../../support/product";
import { aShift, honourOf, product, useService } from "./stage";
import { accountOf, entriesOf, idOf, opened, served, sessionOf, step, tick, toldOf, who } from "./support";

useService(1000);

describe("a dispute", () => {
  test("before anything is paid: fewer minutes go to the branch with both numbers, who decides between them", async () => {
    const shift = await aShift();
    const { sessionId } = await served(shift);
    const before = await honourOf(shift);
    expect(dataOf(await step(shift, who.recipient, sessionId, { action: "confirm", minutes: 30 }))).toMatchObject({ state: "disputed" });
    await tick(shift);
    expect(await honourOf(shift)).toBe(before);
    expect((await opened(shift, who.member, sessionId)).disputeText).toContain("说是 30 分钟");
    for (const openid of [who.volunteer, who.recipient, who.leader]) expect(codeOf(await step(shift, openid, sessionId, { action: "decide", minutes: 60, words: "就这样" }))).toBe("actionNotOpen");
    expect(codeOf(await step(shift, who.otherHead, sessionId, { action: "decide", minutes: 60, words: "就这样" }))).toBe("notFound");
    const decided = dataOf(await step(shift, who.member, sessionId, { action: "decide", minutes: 45, words: "看过记录" }));
    expect(decided).toMatchObject({ state: "settled", creditedMinutes: 45, actualMinutes: 60 });
    expect((await honourOf(shift)) - before).toBe(45);
    expect(decided.events.some(({ text }) => text.includes("说是 30 分钟"))).toBe(true);
  });

  test("is answered by the other side, and the branch reads both before it decides", async () => {
    const shift = await aShift();
    const { sessionId } = await served(shift);
    dataOf(await step(shift, who.recipient, sessionId, { action: "dispute", reason: "notCame", words: "没看到人" }));
    expect((await toldOf(shift, sessionId)).filter(({ text }) => text.includes("写一句")).map(({ to }) => to)).toEqual([idOf(who.volunteer)]);
    expect(codeOf(await step(shift, who.volunteer, sessionId, { action: "answer", words: "x".repeat(301) }))).toBe("invalidInput");
    expect(dataOf(await step(shift, who.volunteer, sessionId, { action: "answer", words: "一直陪到九点" })).actions).not.toContain("answer");
    expect(codeOf(await step(shift, who.volunteer, sessionId, { action: "answer", words: "再说一句" }))).toBe("actionNotOpen");
    expect(codeOf(await step(shift, who.recipient, sessionId, { action: "answer", words: "没有" }))).toBe("actionNotOpen");
    expect(await opened(shift, who.member, sessionId)).toMatchObject({ disputeText: expect.stringContaining("没看到人"), answerText: expect.stringContaining("“一直陪到九点”"), actions: ["decide"] });
  });

  test("by family that joined since the check-in is the helped side's word: nobody of that side answers it", async () => {
    const shift = await aShift();
    const { sessionId } = await served(shift);
    await product.cloud.database.collection("timeNeeds").doc(shift.needId).update({ proxies: [idOf(who.family), idOf(who.other)] });
    dataOf(await step(shift, who.family, sessionId, { action: "dispute", reason: "notCame" }));
    expect((await toldOf(shift, sessionId)).filter(({ text }) => text.includes("写一句")).map(({ to }) => to)).toEqual([idOf(who.volunteer)]);
    for (const openid of [who.recipient, who.other]) expect(codeOf(await step(shift, openid, sessionId, { action: "answer", words: "真的没来" }))).toBe("actionNotOpen");
    expect(codeOf(await step(shift, who.volunteer, sessionId, { action: "answer", words: "来过" }))).toBe("ok");
  });

  test("by the volunteer is answered once by the helped side, whoever of it joined since", async () => {
    const shift = await aShift();
    const { sessionId } = await served(shift);
    await product.cloud.database.collection("timeNeeds").doc(shift.needId).update({ proxies: [idOf(who.family), idOf(who.other)] });
    dataOf(await step(shift, who.volunteer, sessionId, { action: "dispute", reason: "timeWrong" }));
    dataOf(await step(shift, who.family, sessionId, { action: "answer", words: "走得早" }));
    for (const openid of [who.recipient, who.other]) expect(codeOf(await step(shift, openid, sessionId, { action: "answer", words: "走得早" }))).toBe("actionNotOpen");
  });

  test("in which the whole branch has a part is the secretary's to hear of", async () => {
    const shift = await aShift({ volunteers: [who.member], proxies: [who.head] });
    const { sessionId } = await served(shift, 60, who.member);
    dataOf(await step(shift, who.recipient, sessionId, { action: "confirm", minutes: 30 }));
    expect((await toldOf(shift, sessionId)).filter(({ text }) => text.includes("不同说法") && text.includes("请支委看一看")).map(({ to }) => to)).toEqual(["wtl:secretary"]);
  });

  test("a branch member who served decides nothing about himself", async () => {
    const shift = await aShift({ volunteers: [who.member] });
    const { sessionId } = await served(shift, 60, who.member);
    dataOf(await step(shift, who.recipient, sessionId, { action: "dispute", reason: "notDone", words: "没讲题" }));
    expect(codeOf(await step(shift, who.member, sessionId, { action: "decide", minutes: 60, words: "我来过" }))).toBe("actionNotOpen");
    expect(codeOf(await step(shift, who.head, sessionId, { action: "decide", minutes: 60, words: "问过了" }))).toBe("ok");
  });

  test("after settling: what was paid stays until the branch cuts, the original stays for ever, and a second decision cuts once more", async () => {
    const shift = await aShift();
    const { sessionId } = await served(shift);
    dataOf(await step(shift, who.recipient, sessionId, { action: "confirm" }));
    const [honour, payer] = [await honourOf(shift), await accountOf(shift, who.recipient)];
    dataOf(await step(shift, who.recipient, sessionId, { action: "dispute", reason: "timeWrong", words: "想起来只有 45 分钟" }));
    expect(await honourOf(shift)).toBe(honour);
    expect(codeOf(await step(shift, who.member, sessionId, { action: "decide", minutes: 61, words: "多" }))).toBe("minutesWrong");
    dataOf(await step(shift, who.member, sessionId, { action: "decide", minutes: 45, words: "问过两边" }));
    expect([honour - (await honourOf(shift)), (await accountOf(shift, who.recipient)).credits - payer.credits]).toEqual([15, 15]);
    dataOf(await step(shift, who.volunteer, sessionId, { action: "dispute", reason: "timeWrong" }));
    dataOf(await step(shift, who.head, sessionId, { action: "decide", minutes: 30, words: "再问了一次" }));
    expect(honour - (await honourOf(shift))).toBe(30);
    // Paid once, it is told once; of each decision both sides have read already.
    expect((await toldOf(shift, sessionId)).filter(({ text }) => text.includes("记到您的时间账户"))).toHaveLength(1);
    const { entries } = await sessionOf(shift, sessionId);
    expect((await entriesOf(shift, entries)).map(({ kind }) => kind).sort()).toEqual(["correction", "correction", "service"]);
    const { items } = dataOf(await product.call(who.volunteer, "records.list", {}));
    expect(items.find((line) => line.sessionId === sessionId)).toMatchObject({ correctedText: "已更正：1 小时 → 30 分钟", creditedText: "30 分钟" });
  });

  test("a decision that leaves it as it is moves nothing", async () => {
    const shift = await aShift();
    const { sessionId } = await served(shift);
    dataOf(await step(shift, who.recipient, sessionId, { action: "confirm" }));
    const honour = await honourOf(shift);
    dataOf(await step(shift, who.recipient, sessionId, { action: "dispute", reason: "other" }));
    expect(dataOf(await step(shift, who.member, sessionId, { action: "decide", minutes: 60, words: "没有问题" }))).toMatchObject({ state: "settled", creditedMinutes: 60 });
    expect(await honourOf(shift)).toBe(honour);
  });
});
