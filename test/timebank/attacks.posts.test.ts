/** Who acts for somebody, or learns of him, by a post: as long as he holds it, and no more than it needs. */
import type { MemberDocument } from "../../cloudfunctions/features/timebank/shared/documents";
import { memberIdOf } from "../../cloudfunctions/features/timebank/shared/members.repository";
import type { Organisation } from "../../contracts/org/organisation";
import type { CallInput } from "../../contracts/calls";
import { organisation, staffIdOf } from "../support/communities";
import { codeOf, dataOf } from "../support/product";
import { aNeed, codeFor, type Draft, eachStartsAnew, fillPool, idOf, inboxOf, moveTo, once, product, save, serveFirst, tick, who } from "./needs/support";

eachStartsAnew();

const daily: Draft["schedule"] = { kind: "roster", fromDay: "2026-11-25", days: 3, shifts: [{ fromMinute: 600, minutes: 60, places: 1 }] };
const behalf = (openid: string): Partial<Draft> => ({ onBehalf: { called: "李老师", consent: true, accountCode: codeFor(openid) }, place: { kind: "unit", unitCode: "b1-1" } });
/** Before anybody calls: an instance remembers a version of the organisation. */
const leaves = (staffId: string, toDay: string) => {
  const posts: Organisation["posts"] = organisation("wtl", "").posts.map((post) => (post.staffId === staffId ? { ...post, toDay } : post));
  return product.cloud.database.collection("organisations").doc("wtl:1").update({ posts });
};

describe("another's balance", () => {
  test("is told in figures to its holder and to the branch; who asks by a code, or arranges, learns only whether it is settled", async () => {
    await save(who.near, 60);
    const need = await aNeed(product, { ...behalf(who.near), schedule: daily }, who.leader);
    expect((await need.shifts()).map(({ funding }) => funding)).toEqual(["own", "undecided", "undecided"]);
    const words = "先用他自己存的时间，不够的由公共时间池或社区出；还有的要等党支部同意，同意了再去问邻居。没有用到的会退回。";
    expect(need.first).toMatchObject({ fundingText: words, shifts: [{ funding: "community" }, { funding: "undecided" }, { funding: "undecided" }] });
    for (const openid of [who.near, who.head]) expect((await need.story(openid)).fundingText).toContain("用自己存的时间 1 小时");
    dataOf(await need.step(who.head, { action: "fund" }));
    expect((await need.story(who.leader)).fundingText).toBe("先用他自己存的时间，不够的由公共时间池或社区出。没有用到的会退回。");
    expect(JSON.stringify(await need.open(who.nearToo))).not.toContain('"own"');
  });

  test("family as the branch has noted it reads it, too: it may spend his hours", async () => {
    await save(who.near, 60);
    await product.cloud.database.collection("timeMembers").doc(memberIdOf("wtl", idOf(who.near))).update({ family: [{ personId: idOf(who.nearToo), relation: "spouse", by: "x", at: 0 }] } satisfies Partial<MemberDocument>);
    await product.cloud.database.collection("timeMembers").doc(memberIdOf("wtl", idOf(who.nearToo))).update({ family: [{ personId: idOf(who.near), relation: "spouse", by: "x", at: 0 }] } satisfies Partial<MemberDocument>);
    expect((await aNeed(product, behalf(who.near), who.nearToo)).first).toMatchObject({ fundingText: "用自己存的时间 1 小时。没有用到的会退回。", shifts: [{ funding: "own" }] });
  });
});

describe("who asked for somebody by his post", () => {
  test("acts for him while he holds it, and is a stranger to the matter afterwards", async () => {
    await leaves(staffIdOf("wtl", "leader1"), "2026-11-25");
    await save(who.near, 600);
    const need = await aNeed(product, { ...behalf(who.near), schedule: once("2026-11-26") }, who.leader);
    dataOf(await need.turn(who.nearToo, "take"));
    expect((await need.story(who.leader)).actions).toContain("withdraw");
    expect(dataOf(await product.call(who.leader, "needs.mine", { open: true })).items).toHaveLength(1);
    moveTo(product, "2026-11-25T09:00:00");
    expect(codeOf(await need.open(who.leader))).toBe("notFound");
    expect(codeOf(await product.call(who.leader, "needs.step", { needId: need.needId, version: 1, step: { action: "withdraw" } }))).toBe("notFound");
    expect(codeOf(await product.call(who.leader, "sessions.code", { needId: need.needId }))).toBe("notFound");
    expect(dataOf(await product.call(who.leader, "needs.mine", { open: true })).items).toEqual([]);
    expect(dataOf(await product.call(who.leader, "timebank.open", {})).needs).toEqual([]);
    dataOf(await need.step(who.head, { action: "withdraw" }));
    expect((await inboxOf(product, idOf(who.leader))).filter(({ text }) => text.includes("收回了"))).toEqual([]);
    expect((await inboxOf(product, idOf(who.near))).filter(({ text }) => text.includes("收回了"))).toHaveLength(1);
  });

  test("nor does he confirm what was served while he held it, or show up in what he has to confirm", async () => {
    await leaves(staffIdOf("wtl", "leader1"), "2026-11-26");
    await fillPool(600);
    const need = await aNeed(product, { onBehalf: { called: "张奶奶", consent: true }, place: { kind: "unit", unitCode: "b1-1" } }, who.leader);
    const sessionId = await serveFirst(need, who.leader);
    expect(dataOf(await product.call(who.leader, "timebank.open", {})).toConfirm).toHaveLength(1);
    moveTo(product, "2026-11-26T09:00:00");
    expect(dataOf(await product.call(who.leader, "timebank.open", {})).toConfirm).toEqual([]);
    expect(codeOf(await product.call(who.leader, "sessions.open", { sessionId }))).toBe("notFound");
    await tick(product);
  });

  test("nor is he told what becomes of it", async () => {
    await leaves(staffIdOf("wtl", "leader1"), "2026-11-26");
    await fillPool(600);
    const need = await aNeed(product, { onBehalf: { called: "张奶奶", consent: true }, place: { kind: "unit", unitCode: "b1-1" } }, who.leader);
    const sessionId = await serveFirst(need, who.leader);
    const told = async () => (await inboxOf(product, idOf(who.leader))).filter((entry) => entry.sessionId === sessionId).length;
    const before = await told();
    moveTo(product, "2026-11-26T09:00:00");
    const step = async (openid: string, step: CallInput<"sessions.step">["step"]) => {
      const { version } = dataOf(await product.call(openid, "sessions.open", { sessionId }));
      dataOf(await product.call(openid, "sessions.step", { sessionId, version, step }));
    };
    await step(who.near, { action: "dispute", reason: "timeWrong" });
    await step(who.head, { action: "decide", minutes: 60, words: "问过了" });
    expect(await told()).toBe(before);
  });

  test("whoever is family as well goes on as family", async () => {
    await leaves(staffIdOf("wtl", "leader1"), "2026-11-25");
    await save(who.near, 600);
    await product.cloud.database.collection("timeMembers").doc(memberIdOf("wtl", idOf(who.near))).update({ family: [{ personId: idOf(who.leader), relation: "spouse", by: "x", at: 0 }] } satisfies Partial<MemberDocument>);
    const noted = await aNeed(product, { ...behalf(who.near), schedule: once("2026-11-26") }, who.leader);
    await save(who.recipient, 600);
    const joined = await aNeed(product, { ...behalf(who.recipient), schedule: once("2026-11-27") }, who.leader);
    dataOf(await product.call(who.leader, "needs.join", { needId: joined.needId, token: (await joined.story(who.recipient)).familyToken! }));
    moveTo(product, "2026-11-25T09:00:00");
    for (const need of [noted, joined]) expect(codeOf(await need.open(who.leader))).toBe("ok");
  });
});
