import { createHash } from "node:crypto";
import { issueSetupCode } from "../../cloudfunctions/features/people";
import type { InvitationDocument, SeatDocument } from "../../cloudfunctions/features/people/documents";
import type { PersonDocument } from "../../cloudfunctions/platform/actor";
import { openDatabase } from "../../cloudfunctions/platform/database";
import { mondayMorning, openidOf, organisation, staffIdOf } from "../support/communities";
import { codeOf, dataOf, newOperationId, type Product, startProduct } from "../support/product";
import { dayMs, minuteMs } from "../../contracts/kernel/milliseconds";

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

const secretary = openidOf("wtl", "secretary");
const headEast = openidOf("wtl", "headEast");
const leader3 = staffIdOf("wtl", "leader3");

/** As if this person of the pack had never joined. */
async function emptySeat(staffId: string): Promise<void> {
  const { database } = product.cloud;
  const [seat] = await product.documents<SeatDocument & { _id: string }>("seats", { _id: staffId });
  if (seat?.personId) await database.collection("people").doc(seat.personId).update({ staffId: database.command.remove() });
  await database.collection("seats").doc(staffId).remove();
}
const invite = (by: string, staffId: string, operationId = newOperationId()) => product.call(by, "staff.invite", { staffId }, operationId);
const join = (openid: string, code: string, operationId = newOperationId()) => product.call(openid, "staff.join", { code }, operationId);
const later = (milliseconds: number) => product.cloud.cloud.clock.moveTo(mondayMorning + milliseconds);
afterEach(() => later(0));

describe("before a code is used it says whose it is", () => {
  const ask = (openid: string, code: string, operationId = newOperationId()) => product.call(openid, "staff.join", { code, ask: true }, operationId);

  test("masked, with post and place; it takes no seat, makes nobody, and counts as a try", async () => {
    await emptySeat(leader3);
    const { code } = dataOf(await invite(secretary, leader3));
    const before = await product.documents("people");
    expect(dataOf(await ask("o-by-mistake", code))).toEqual({ called: "蒋**", titles: ["居民组长"], place: "第 3 网格" });
    expect(await product.documents("people")).toEqual(before);
    expect(codeOf(await ask("o-by-mistake", "0000000000"))).toBe("invitationInvalid");
    expect(dataOf(await join("o-really-he", code))).toEqual({ called: "老蒋", titles: ["居民组长"] });
    expect(codeOf(await ask("o-by-mistake", code))).toBe("invitationInvalid");
    const tries = Array.from({ length: 8 }, () => ask("o-by-mistake", code));
    expect((await Promise.all(tries)).map(codeOf)).toContain("tooMany");
  });
});

describe("somebody changed his WeChat account", () => {
  const again = (by: string, staffId: string, operationId = newOperationId()) => product.call(by, "staff.invite", { staffId, replace: true }, operationId);
  const sitting = async () => (await product.documents<PersonDocument>("people", { staffId: leader3 })).map(({ openid }) => openid);
  let old = 0;
  let oldOpenid = "";
  beforeEach(async () => {
    await emptySeat(leader3);
    oldOpenid = `o-old-account-${(old += 1)}`;
    dataOf(await join(oldOpenid, dataOf(await invite(secretary, leader3)).code));
  });

  test("a new code takes his seat over: until it is used he stays, then he has no post and is told, once", async () => {
    expect(codeOf(await invite(secretary, leader3))).toBe("alreadyJoined");
    const operationId = newOperationId();
    const invited = dataOf(await again(secretary, leader3, operationId));
    expect(dataOf(await again(secretary, leader3, operationId))).toEqual(invited);
    expect(dataOf(await product.call(oldOpenid, "me.open", {}))).toMatchObject({ called: "老蒋" });

    const joining = newOperationId();
    const joined = dataOf(await join(`${oldOpenid}-new`, invited.code, joining));
    expect(joined).toEqual({ called: "老蒋", titles: ["居民组长"] });
    expect(dataOf(await join(`${oldOpenid}-new`, invited.code, joining))).toEqual(joined);
    expect(await sitting()).toEqual([`${oldOpenid}-new`]);
    expect(codeOf(await product.call(oldOpenid, "workbench.open", {}))).toBe("notAllowed");
    expect(codeOf(await product.call(`${oldOpenid}-new`, "workbench.open", {}))).toBe("ok");
    const { items } = dataOf(await product.call(oldOpenid, "inbox.open", {}));
    expect(items.map(({ text }) => text)).toEqual(["“老蒋”换到另一个微信上了，您这个微信不再看得到工作台。不是您换的话，请马上打站里电话。"]);
    expect(codeOf(await join("o-third", invited.code))).toBe("invitationInvalid");
  });

  test("issued again it ends the one before; and nobody who got up sits down by an old one", async () => {
    const first = dataOf(await again(secretary, leader3)).code;
    const second = dataOf(await again(secretary, leader3)).code;
    expect(codeOf(await join(`${oldOpenid}-a`, first))).toBe("invitationInvalid");
    expect(codeOf(await join(`${oldOpenid}-a`, second))).toBe("ok");
    expect(codeOf(await join(`${oldOpenid}-b`, first))).toBe("invitationInvalid");
    expect(codeOf(await join(oldOpenid, second))).toBe("invitationInvalid");
    expect(await sitting()).toEqual([`${oldOpenid}-a`]);
  });

  test("he himself, and whoever has a post already, cannot use it", async () => {
    const { code } = dataOf(await again(secretary, leader3));
    expect(codeOf(await join(oldOpenid, code))).toBe("alreadyJoined");
    expect(codeOf(await join(openidOf("wtl", "leader1"), code))).toBe("alreadyJoined");
    expect(await sitting()).toEqual([oldOpenid]);
  });

  test("two use it at once: one sits there", async () => {
    const { code } = dataOf(await again(secretary, leader3));
    const codes = (await Promise.all(["-x", "-y"].map((name) => join(`${oldOpenid}${name}`, code)))).map(codeOf);
    expect(codes.sort()).toEqual(["invitationInvalid", "ok"]);
    expect(await sitting()).toHaveLength(1);
  });

  test("only whoever may invite him; for an empty seat it is an invitation like any other", async () => {
    expect(codeOf(await again(headEast, leader3))).toBe("notAllowed");
    expect(codeOf(await again(headEast, staffIdOf("wtl", "secretary")))).toBe("notAllowed");
    expect(codeOf(await again(openidOf("hgy", "secretary"), leader3))).toBe("personUnknown");
    expect(codeOf(await again(oldOpenid, leader3))).toBe("notAllowed");
    await emptySeat(leader3);
    expect(codeOf(await join(`${oldOpenid}-empty`, dataOf(await again(secretary, leader3)).code))).toBe("ok");
  });
});

describe("invitations", () => {
  beforeEach(() => emptySeat(leader3));

  test("a visitor joins with one, becomes who he is, and the code is used up", async () => {
    const { code, called, untilText } = dataOf(await invite(secretary, leader3));
    expect(code).toMatch(/^[2-9A-HJKMNPQRSTWXYZ]{10}$/);
    expect([called, untilText]).toEqual(["老蒋", "下周一 10:00 前有效，只能用一次"]);
    const joined = dataOf(await join("o-join-1", ` ${code.slice(0, 5).toLowerCase()}-${code.slice(5)} `));
    expect(joined).toEqual({ called: "老蒋", titles: ["居民组长"] });
    const home = dataOf(await product.call("o-join-1", "home.open", {}));
    expect(home).toMatchObject({ kind: "home", greeting: "上午好，老蒋", tabs: ["home", "mine", "timebank", "workbench", "me"] });
    expect(codeOf(await join("o-join-2", code))).toBe("invitationInvalid");
    expect(await product.documents<PersonDocument>("people", { openid: "o-join-2" })).toEqual([]);
    expect(codeOf(await invite(secretary, leader3))).toBe("alreadyJoined");
  });

  test("the code is stored only as its hash", async () => {
    const { code } = dataOf(await invite(secretary, leader3));
    const hash = createHash("sha256").update(code).digest("hex").slice(0, 40);
    const stored = await product.documents<InvitationDocument>("invitations", { _id: hash });
    expect(stored).toHaveLength(1);
    expect(JSON.stringify(await product.documents("invitations"))).not.toContain(code);
    expect(JSON.stringify(await product.documents("seats"))).not.toContain(code);
  });

  test("a repeat shows the same code; another person under the same operation is refused", async () => {
    const operationId = newOperationId();
    const first = dataOf(await invite(secretary, leader3, operationId));
    expect(dataOf(await invite(secretary, leader3, operationId))).toEqual(first);
    await emptySeat(staffIdOf("wtl", "leader2"));
    expect(codeOf(await invite(secretary, staffIdOf("wtl", "leader2"), operationId))).toBe("operationReused");
  });

  test("issuing again ends the one before", async () => {
    const old = dataOf(await invite(secretary, leader3)).code;
    const fresh = dataOf(await invite(secretary, leader3)).code;
    expect(codeOf(await join("o-join-3", old))).toBe("invitationInvalid");
    expect(codeOf(await join("o-join-3", fresh))).toBe("ok");
  });

  test("it ends after seven days, and not before", async () => {
    const { code } = dataOf(await invite(secretary, leader3));
    later(7 * dayMs + minuteMs);
    expect(codeOf(await join("o-join-4", code))).toBe("invitationInvalid");
    later(7 * dayMs - minuteMs);
    expect(codeOf(await join("o-join-4", code))).toBe("ok");
  });

  test("two who use one code at once: one joins; his repeat is answered alike", async () => {
    const { code } = dataOf(await invite(secretary, leader3));
    const [operationA, operationB] = [newOperationId(), newOperationId()];
    const replies = await Promise.all([join("o-join-5", code, operationA), join("o-join-6", code, operationB)]);
    expect(replies.map(codeOf).sort()).toEqual(["invitationInvalid", "ok"]);
    const again = replies[0]?.ok ? await join("o-join-5", code, operationA) : await join("o-join-6", code, operationB);
    expect(codeOf(again)).toBe("ok");
    expect(await product.documents<PersonDocument>("people", { staffId: leader3 })).toHaveLength(1);
  });

  test("somebody who already works here cannot take a second seat", async () => {
    const { code } = dataOf(await invite(secretary, leader3));
    expect(codeOf(await join(openidOf("wtl", "leader1"), code))).toBe("alreadyJoined");
    expect(codeOf(await join("o-join-7", code))).toBe("ok");
  });

  test("a resident of another community joins this one and is then here", async () => {
    const { code } = dataOf(await invite(secretary, leader3));
    dataOf(await join(openidOf("hgy", "newcomer"), code));
    expect(dataOf(await product.call(openidOf("hgy", "newcomer"), "me.open", {}))).toMatchObject({ community: "梧桐里社区", called: "老蒋" });
    const persons = await product.documents<PersonDocument>("people", { openid: openidOf("hgy", "newcomer") });
    expect(persons.filter(({ current }) => current)).toHaveLength(1);
  });

  test("guessing ends after ten tries in an hour, also all at once, for the right code too, and starts anew after it", async () => {
    const { code } = dataOf(await invite(secretary, leader3));
    const guesses = await Promise.all(Array.from({ length: 14 }, (_, i) => join("o-guesser", `WRONG${i}`)));
    expect(guesses.map(codeOf).filter((outcome) => outcome === "invitationInvalid")).toHaveLength(10);
    expect(guesses.map(codeOf).filter((outcome) => outcome === "tooMany")).toHaveLength(4);
    expect(codeOf(await join("o-guesser", code))).toBe("tooMany");
    later(3_660_000);
    expect(codeOf(await join("o-guesser", code))).toBe("ok");
  });

  test("who may invite whom: a head within his station, nobody above himself", async () => {
    for (const code of ["leader1", "leader2", "memberEast", "headWest", "secretary"] as const) await emptySeat(staffIdOf("wtl", code));
    const outcome = async (by: string, code: Parameters<typeof staffIdOf>[1]) => codeOf(await invite(by, staffIdOf("wtl", code)));
    expect(await outcome(headEast, "leader1")).toBe("ok");
    expect(await outcome(headEast, "memberEast")).toBe("ok");
    expect(await outcome(headEast, "leader3")).toBe("notAllowed");
    expect(await outcome(headEast, "headWest")).toBe("notAllowed");
    expect(await outcome(headEast, "secretary")).toBe("notAllowed");
    expect(codeOf(await invite(headEast, staffIdOf("hgy", "leader1")))).toBe("personUnknown");
    expect(codeOf(await invite(openidOf("hgy", "secretary"), leader3))).toBe("personUnknown");
  });
});

describe("the list of staff", () => {
  test("a head sees the people of his station and who of them has joined", async () => {
    await emptySeat(staffIdOf("hgy", "leader2"));
    const { scopeName, people, notices } = dataOf(await product.call(openidOf("hgy", "headEast"), "staff.open", {}));
    expect(product.cost().databaseCalls).toBeLessThanOrEqual(3);
    expect(scopeName).toBe("东站");
    expect(people.map(({ called, joined, titles }) => `${called} ${titles.join()} ${joined}`)).toEqual([
      "周站长 站长 true",
      "郑委员 支委 true",
      "老何 居民组长 true",
      "魏姐 居民组长 false",
    ]);
    expect(notices).toEqual([]);
  });

  test("the secretary sees everyone, and what the import found", async () => {
    await product.cloud.database.collection("communities").doc("hgy").update({ rulesOff: { all: mondayMorning }, version: 9 });
    const waited = Date.now() + 12_000;
    let notices: string[] = [];
    // An instance trusts its pointer for ten seconds; there are several instances, so the first answers may be the old.
    while (notices.length === 0 && Date.now() < waited) {
      notices = dataOf(await product.call(openidOf("hgy", "secretary"), "staff.open", {})).notices;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    expect(notices).toEqual([expect.stringContaining("本网格的居民组长先去看")]);
    expect(dataOf(await product.call(openidOf("hgy", "secretary"), "staff.open", {})).people).toHaveLength(8);
  });
});

describe("the first secretary", () => {
  const staffId = staffIdOf("wtl", "secretary");
  const setUp = (whom: string, secret: string) => issueSetupCode(openDatabase(), organisation("wtl", "梧桐里社区"), whom, mondayMorning, secret);

  test("joins by a setup code that works once, and that nobody else of the pack gets", async () => {
    await emptySeat(staffId);
    const code = await setUp(staffId, "a secret of the one who imports");
    expect(dataOf(await join("o-first-secretary", code))).toEqual({ called: "秦书记", titles: ["书记"] });
    expect(codeOf(await join("o-second", code))).toBe("invitationInvalid");
    await expect(setUp(staffId, "another")).rejects.toMatchObject({ code: "alreadyJoined" });
    const again = await issueSetupCode(openDatabase(), organisation("wtl", "梧桐里社区"), staffId, mondayMorning, "he changed his account", true);
    expect(codeOf(await join("o-first-secretary-again", again))).toBe("ok");
    expect((await product.documents<PersonDocument>("people", { staffId })).map(({ openid }) => openid)).toEqual(["o-first-secretary-again"]);
    await expect(setUp(leader3, "another")).rejects.toMatchObject({ code: "personUnknown" });
  });
});
