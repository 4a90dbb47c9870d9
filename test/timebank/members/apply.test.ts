/** Joining: who applies, who decides, what each is told, and what a repeat or a crossing does. */
import type { AccountDocument } from "../../../cloudfunctions/features/timebank/ledger";
import { codeOf, dataOf, newOperationId, type Product, startProduct } from "../../support/product";
import { openidOf } from "../../support/communities";
import { doorOf, draft, forget, memberOf, other, own, personOf } from "./people";

let product: Product;
let door: ReturnType<typeof doorOf>;
beforeAll(async () => {
  product = await startProduct();
  door = doorOf(product);
});
beforeEach(() => forget(product));
afterAll(() => product.close());

const approve = { kind: "approve" } as const;
const decline = { kind: "decline", reason: "noNeedYet", wayOn: "可以先去院坝会看看。" } as const;

test("a resident applies: his branch is told, and an account comes with the approval, not before", async () => {
  const said = dataOf(await door.as("resident1", "members.apply", draft));
  expect(said).toMatchObject({ state: "applied" });
  expect(said.text).toContain("东站");
  expect(await door.inboxOf("headEast")).toContain("有一位居民报名时间银行，请您看一看。");
  expect(await door.inboxOf("memberEast")).toHaveLength(1);
  expect(await door.inboxOf("headWest")).toHaveLength(0);
  expect(await product.documents("timeAccounts")).toHaveLength(0);

  const { version } = await door.member("resident1");
  const { card } = dataOf(await door.as("memberEast", "members.decide", { memberId: memberOf("resident1"), version, decision: { ...approve, childCheckPassed: true } }));
  expect(card).toMatchObject({ state: "active", called: "陈阿姨", grid: "第 1 网格", skillsText: "陪聊天散步、辅导孩子", timesText: "周日晚上", actions: [] });
  expect(card.childCheckText).toContain("2026年11月23日");
  expect(await product.documents<AccountDocument>("timeAccounts")).toMatchObject([{ communityId: own, kind: "person", holder: personOf("resident1"), status: "open" }]);
  expect((await door.inboxOf("resident1"))[0]).toContain("欢迎加入时间银行");
  // What was told is told once: nothing is left for the clock.
  expect(await door.member("resident1")).toMatchObject({ effects: [], decidedBy: "wtl:memberEast" });
  expect((await door.member("resident1")).nextCheckAt).toBeUndefined();
});

test("declined with a reason and a way on; one may ask again, and the branch is told again", async () => {
  dataOf(await door.as("resident1", "members.apply", draft));
  const { version } = await door.member("resident1");
  dataOf(await door.as("headEast", "members.decide", { memberId: memberOf("resident1"), version, decision: decline }));
  expect((await door.inboxOf("resident1"))[0]).toBe("您的时间银行报名先放一放：现在没有合适的事。可以先去院坝会看看。");
  expect(codeOf(await door.as("headEast", "members.decide", { memberId: memberOf("resident1"), version: version + 1, decision: approve }))).toBe("actionNotOpen");
  expect(dataOf(await door.as("resident1", "members.apply", draft)).state).toBe("applied");
  expect(await door.inboxOf("headEast")).toHaveLength(2);
  expect((await door.member("resident1")).declined).toBeUndefined();
});

test("what one offers is changed without asking anew", async () => {
  await door.join("resident1");
  expect(dataOf(await door.as("resident1", "members.apply", { ...draft, skills: ["haircut", "haircut"], wontDo: "不上高处" }))).toMatchObject({ state: "active" });
  expect(await door.member("resident1")).toMatchObject({ state: "active", skills: ["haircut"], wontDo: "不上高处" });
  expect(await door.inboxOf("headEast")).toHaveLength(1);
});

test("a minor needs a guardian; who is grown up leaves no guardian's name behind", async () => {
  expect(codeOf(await door.as("resident1", "members.apply", { ...draft, isMinor: true }))).toBe("guardianNeeded");
  const guardian = { called: "李女士", consent: true } as const;
  dataOf(await door.as("resident1", "members.apply", { ...draft, isMinor: true, guardian }));
  const { version, guardian: kept } = await door.member("resident1");
  expect(kept).toMatchObject({ called: "李女士" });
  const opened = dataOf(await door.as("headEast", "members.decide", { memberId: memberOf("resident1"), version, decision: approve }));
  expect(opened.card).toMatchObject({ isMinor: true, guardianText: "监护人李女士同意了" });
  dataOf(await door.as("resident1", "members.apply", { ...draft, guardian }));
  expect((await door.member("resident1")).guardian).toBeUndefined();
});

test("a skill that the community doesn't list is refused", async () => {
  expect(codeOf(await door.as("resident1", "members.apply", { ...draft, skills: ["piano"] }))).toBe("skillUnknown");
});

test("who has no address yet applies at the triage desk's station", async () => {
  const said = dataOf(await door.as("newcomer", "members.apply", draft)).text;
  // A first guess is said to be one, with what changes it; whose own station it is reads nothing of it.
  expect([said, dataOf(await door.as("newcomer", "timebank.open", {})).memberText]).toEqual(Array.from({ length: 2 }, () => expect.stringContaining("还不知道您住哪里，先请这一站看；填好住址")));
  expect(dataOf(await door.as("resident1", "members.apply", draft)).text).not.toContain("还不知道您住哪里");
  expect(dataOf(await door.as("resident1", "members.form", {})).station).not.toHaveProperty("guessed");
  expect(await door.member("newcomer")).toMatchObject({ gridCode: "", stationCode: "east" });
  expect(dataOf(await door.as("newcomer", "members.form", {})).station).toMatchObject({ phone: expect.stringMatching(/^\d/), guessed: true });
});

test("a repeat is answered alike and done once; the same id with other content is refused", async () => {
  const operationId = newOperationId();
  const first = dataOf(await door.as("resident1", "members.apply", draft, operationId));
  expect(dataOf(await door.as("resident1", "members.apply", draft, operationId))).toEqual(first);
  expect((await door.member("resident1")).version).toBe(1);
  expect(codeOf(await door.as("resident1", "members.apply", { ...draft, partyMember: true }, operationId))).toBe("operationReused");

  const decision = newOperationId();
  const input = { memberId: memberOf("resident1"), version: 1, decision: approve };
  const decided = dataOf(await door.as("headEast", "members.decide", input, decision));
  expect(dataOf(await door.as("headEast", "members.decide", input, decision))).toEqual(decided);
  expect(await door.inboxOf("resident1")).toHaveLength(1);
});

test("two applications at once are one", async () => {
  const replies = await Promise.all([1, 2, 3].map(() => door.as("resident1", "members.apply", draft)));
  expect(replies.map(codeOf)).toEqual(["ok", "ok", "ok"]);
  expect(await door.inboxOf("headEast")).toHaveLength(1);
});

test("of two decisions at once one counts, and the other is told", async () => {
  dataOf(await door.as("resident1", "members.apply", draft));
  const input = { memberId: memberOf("resident1"), version: 1 };
  const codes = (await Promise.all([door.as("headEast", "members.decide", { ...input, decision: approve }), door.as("memberEast", "members.decide", { ...input, decision: decline })])).map(codeOf);
  expect(codes.filter((code) => code === "ok")).toHaveLength(1);
  expect(["stale", "actionNotOpen"]).toContain(codes.find((code) => code !== "ok"));
});

test("the version names what was seen: changed meanwhile, the decision is stale", async () => {
  dataOf(await door.as("resident1", "members.apply", draft));
  dataOf(await door.as("resident1", "members.apply", { ...draft, wontDo: "不抱孩子" }));
  const reply = await door.as("headEast", "members.decide", { memberId: memberOf("resident1"), version: 1, decision: approve });
  expect(reply).toMatchObject({ ok: false, failure: { code: "stale", currentVersion: 2 } });
});

test("nobody decides his own application, nor beyond his station, nor in the other community", async () => {
  dataOf(await door.as("headEast", "members.apply", draft));
  const own = { memberId: memberOf("headEast"), version: 1, decision: approve };
  expect(codeOf(await door.as("headEast", "members.decide", own))).toBe("notOwnMatter");
  expect(await door.inboxOf("headEast")).toHaveLength(0);
  expect(codeOf(await door.as("headWest", "members.decide", own))).toBe("notFound");
  expect(codeOf(await product.call(openidOf(other, "secretary"), "members.decide", own))).toBe("notFound");
  expect(codeOf(await door.as("leader1", "members.decide", own))).toBe("notAllowed");
  expect(codeOf(await door.as("memberEast", "members.decide", own))).toBe("ok");
});
