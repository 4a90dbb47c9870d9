/** 我不在, in the time bank: who stands in is asked and may act, and the silence of who is away stands for nothing. */
import { serviceRound } from "../../cloudfunctions/features/timebank/service";
import type { SessionDocument } from "../../cloudfunctions/features/timebank/shared/documents";
import { openDatabase } from "../../cloudfunctions/platform/database";
import { organisation, type StaffCode, staffIdOf, stateOf } from "../support/communities";
import { codeOf, dataOf } from "../support/product";
import { aNeed, eachStartsAnew, fillPool, idOf, inboxOf, moveTo, product, save, serveFirst, who } from "./needs/support";

eachStartsAnew();

const community = (...away: StaffCode[]) => {
  const ordinary = organisation("wtl", "梧桐里社区");
  return { organisation: ordinary, state: { ...stateOf(ordinary), away: Object.fromEntries(away.map((code) => [staffIdOf("wtl", code), Date.parse("2027-01-01T00:00:00+08:00")])) } };
};
/** Before anybody calls: an instance remembers who is away. */
const sendAway = (...codes: StaffCode[]) => product.cloud.database.collection("communities").doc("wtl").update({ away: community(...codes).state.away });
const standIn = who.otherLeader.replace("leader3", "leader2");
const round = (local: string, ...away: StaffCode[]) => {
  moveTo(product, local);
  return serviceRound(openDatabase(), async () => community(...away), product.cloud.cloud.clock.now());
};

async function served(): Promise<string> {
  await save(who.recipient, 600);
  const need = await aNeed(product);
  return serveFirst(need);
}
const session = async (id: string) => (await product.documents<SessionDocument>("timeSessions", { _id: id }))[0]!;

test("a leader who is away is not asked for people: his stand-in is, sees it on the board, and may arrange it as he would", async () => {
  await sendAway("leader1");
  await fillPool(600);
  const need = await aNeed(product);
  expect((await inboxOf(product, staffIdOf("wtl", "leader1"))).filter(({ needId }) => needId === need.needId)).toEqual([]);
  expect((await inboxOf(product, staffIdOf("wtl", "leader2"))).filter(({ needId, todo }) => needId === need.needId && todo)).toHaveLength(1);
  expect(dataOf(await product.call(standIn, "bank.open", {})).counts.needs).toBe(1);
  expect((await need.story(standIn)).actions).toEqual(["invite"]);
  dataOf(await need.step(standIn, { action: "invite", assignments: [{ shiftId: `${need.needId}:0`, personId: idOf(who.near) }] }));
  expect(codeOf(await need.open(who.otherLeader))).toBe("notFound");
});

test("his stand-in is no leader there while he is present", async () => {
  await fillPool(600);
  const need = await aNeed(product);
  expect(codeOf(await need.open(standIn))).toBe("notFound");
});

test("what nobody confirmed is his stand-in's to ask for, whose silence then counts as a leader's", async () => {
  await sendAway("leader1");
  const id = await served();
  await round("2026-11-27T21:00:00", "leader1");
  expect(await session(id)).toMatchObject({ state: "unconfirmed", leaderIds: [staffIdOf("wtl", "leader2")] });
  expect(dataOf(await product.call(standIn, "sessions.open", { sessionId: id })).actions).toContain("confirm");
  await round("2026-11-30T22:00:00", "leader1");
  expect(await session(id)).toMatchObject({ state: "settled", creditedMinutes: 60 });
});

test("who was asked and went away says nothing by his silence: the branch decides", async () => {
  const id = await served();
  await round("2026-11-27T21:00:00");
  expect(await session(id)).toMatchObject({ state: "unconfirmed", leaderIds: [staffIdOf("wtl", "leader1")] });
  await round("2026-11-30T22:00:00", "leader1");
  expect(await session(id)).toMatchObject({ state: "disputed", disputed: { by: "clock" }, entries: [] });
});

test("nor do all of them, where all are away: somebody is told, and nothing is paid", async () => {
  const id = await served();
  const all: StaffCode[] = ["leader1", "leader2", "headEast", "memberEast", "secretary"];
  await round("2026-11-27T21:00:00", ...all);
  expect(await session(id)).toMatchObject({ state: "unconfirmed", leaderIds: [] });
  expect((await inboxOf(product, staffIdOf("wtl", "headEast"))).filter(({ sessionId }) => sessionId === id)).toHaveLength(1);
  await round("2026-11-30T22:00:00");
  expect(await session(id)).toMatchObject({ state: "disputed", entries: [] });
});

test("nor does a colleague's who has left since he was asked: he can't answer any more", async () => {
  const id = await served();
  await round("2026-11-27T21:00:00");
  expect(await session(id)).toMatchObject({ state: "unconfirmed", leaderIds: [staffIdOf("wtl", "leader1")] });
  const { organisation: ordinary, state } = community();
  const posts = ordinary.posts.map((post) => (post.staffId === staffIdOf("wtl", "leader1") ? { ...post, toDay: "2026-11-28" } : post));
  moveTo(product, "2026-11-30T22:00:00");
  await serviceRound(openDatabase(), async () => ({ organisation: { ...ordinary, posts }, state }), product.cloud.cloud.clock.now());
  expect(await session(id)).toMatchObject({ state: "disputed", disputed: { by: "clock" }, entries: [] });
});
