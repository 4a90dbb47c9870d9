import { Failure } from "../../contracts/kernel/failure";
import { advance } from "../../cloudfunctions/features/requests/advance";
import { partsOf } from "../../cloudfunctions/features/requests/authority";
import { cardOf } from "../../cloudfunctions/features/requests/card";
import type { RequestDocument } from "../../cloudfunctions/features/requests/document";
import { storyOf } from "../../cloudfunctions/features/requests/story";
import { fallDue } from "../../cloudfunctions/features/requests/fallDue";
import { mondayMorning, staffIdOf } from "../support/communities";
import { community, filed, inState, residentViewer, staffViewer, step } from "./pure";
import { staff } from "./support";

const hour = 3_600_000;
const day = 24 * hour;
const codeOf = (work: () => unknown): string => {
  try {
    work();
    return "done";
  } catch (error) {
    if (error instanceof Failure) return error.code;
    throw error;
  }
};
const toldOf = (request: RequestDocument, before: RequestDocument) =>
  Object.fromEntries(request.effects.slice(before.effects.length).map(({ to, text }) => [to, text]));
const owner = staffViewer("leader1");
const resident = residentViewer();
const local = (instant: number) => new Date(instant + 8 * hour).toISOString().slice(0, 16);

describe("who owns it", () => {
  test.each([["leader2", true], ["headEast", false], ["secretary", false]] as const)("%s who accepts owns it, and the one before has nothing left", (code, calledIn) => {
    const request = { ...filed(), standInCalled: calledIn };
    const after = step(request, staffViewer(code), { action: "accept" });
    expect(after).toMatchObject({ ownerId: staffIdOf("wtl", code), standInCalled: false, handlers: [staffIdOf("wtl", code)] });
    expect(partsOf(owner, after)).toEqual(["colleague"]);
    expect(Object.keys(toldOf(after, request)).sort()).toEqual([resident.ids[0], staff.owner].sort());
  });

  test("while the owner is away his stand-in may take it without being called", () => {
    const request = filed();
    const away = { [staff.owner]: mondayMorning + day };
    expect(partsOf(staffViewer("leader2"), request)).toEqual([]);
    expect(partsOf(staffViewer("leader2", { away }), request)).toEqual(["standIn"]);
    expect(step(request, staffViewer("leader2", { away }), { action: "accept" }).ownerId).toBe(staff.standIn);
  });

  test("handed to a person: the first deadline stays, the claim starts anew, the old owner has only his reach", () => {
    const request = step(filed(), owner, { action: "accept" });
    const later = staffViewer("leader1", { at: mondayMorning + day });
    const after = step(request, later, { action: "transfer", reason: "otherPerson", to: { kind: "person", personId: staff.otherLeader } });
    expect(after).toMatchObject({ state: "transferred", ownerId: staff.otherLeader, dueAt: request.dueAt, transferCount: 1, stationCode: "east" });
    expect(local(after.claimBy)).toBe("2026-11-25T18:00");
    expect(partsOf(owner, after)).toEqual(["colleague"]);
    expect(toldOf(after, request)[staff.otherLeader]).toContain("请您接");
  });

  test("handed to a station: whoever answers there owns it, and its branch leads", () => {
    const after = step(filed(), staffViewer("headEast"), { action: "transfer", reason: "otherStation", to: { kind: "station", stationCode: "west" } });
    expect(after).toMatchObject({ ownerId: staff.otherHead, stationCode: "west", branchCode: "branch-west" });
    expect(after.attention).toContain("claim:west");
    expect(codeOf(() => step(filed(), staffViewer("headEast"), { action: "transfer", reason: "otherStation", to: { kind: "station", stationCode: "east" } }))).toBe("placeUnknown");
  });

  test("who steps back because he is too close to it no longer reads it", () => {
    const after = step(filed(), owner, { action: "transfer", reason: "conflict", to: { kind: "person", personId: staff.member } });
    expect(after.hiddenFrom).toEqual([staff.owner]);
    expect(partsOf(owner, after)).toEqual([]);
  });
});

test("whoever stepped back from a matter hears no more of it, although his part in it was never reported done", () => {
  const helped = step(step(filed(), owner, { action: "accept" }), owner, { action: "askHelper", personId: staff.head, part: "看现场", day: "2026-11-27" });
  const handedOn = step(helped, staffViewer("headEast"), { action: "transfer", reason: "conflict", to: { kind: "person", personId: staff.member } });
  expect(handedOn.hiddenFrom).toEqual([staff.head]);
  const after = step(handedOn, resident, { action: "addWord", words: "今天又堵了。", photos: [] });
  expect(Object.keys(toldOf(after, handedOn))).toEqual([staff.member]);
});

test("who reads that he is the owner is not told his own name, others are", () => {
  const request = step(filed(), owner, { action: "accept" });
  const sees = (viewer: typeof owner) => {
    const { headline, timeline } = storyOf(viewer, request, new Map());
    return [headline.title, timeline.at(-1)?.text];
  };
  expect(sees(owner)).toEqual(["您接了", "您去办"]);
  expect(sees(staffViewer("headEast"))).toEqual(["老何接了", "老何去办"]);
  expect(sees(resident)).toEqual(["老何接了", "老何去办"]);
  expect(cardOf(owner, { ...request, state: "transferred" }, "staff").headline.title).toBe("转给了您，等您来接");
});

test("once the stand-in was called, headline, card and next step name both, until one of them takes it", () => {
  const request = step(filed(), resident, { action: "notFound", where: "door" });
  const sees = (viewer: typeof owner, side: "staff" | "resident" = "staff") => {
    const { headline, timeline } = storyOf(viewer, request, new Map());
    expect(cardOf(viewer, request, side).headline).toEqual(headline);
    return [headline.title, timeline.at(-1)?.text];
  };
  expect(sees(resident, "resident")).toEqual(["已请魏姐接手，和老何谁先到谁办", "老何或魏姐来接，并告诉下一步"]);
  expect(sees(owner)).toEqual(["已请魏姐接手，和您谁先到谁办", "您或魏姐来接，并告诉下一步"]);
  expect(sees(staffViewer("leader2"))).toEqual(["请您接手，和老何谁先到谁办", "老何或您来接，并告诉下一步"]);
  const taken = step(request, staffViewer("leader2"), { action: "accept" });
  expect(storyOf(resident, taken, new Map()).headline.title).toBe("魏姐接了");
});

test("why it came here names who got it then, and who has it now when that is somebody else", () => {
  const why = (request: RequestDocument) => storyOf(staffViewer("headEast"), request, new Map()).routing?.why;
  expect(why(filed())).toContain("由居民组长老何负责");
  const taken = step(filed(), staffViewer("headEast"), { action: "accept" });
  expect(why(taken)).toMatch(/当时分给居民组长老何，现在由.+办/);
  expect(why(taken)).not.toContain("负责");
});

test("what was passed over is named by its reason, never by a code", () => {
  const passedOver = { ...community.organisation, rules: [{ code: "x7", when: {}, station: "ofGrid", titles: [], personId: "wtl:nobody", why: "这类事找老丁" }, ...community.organisation.rules] };
  const why = storyOf(owner, filed({}, { organisation: passedOver }), new Map()).routing?.why;
  expect(why).toContain("“这类事找老丁”：规则里写的人已经不在岗位上");
  expect(why).not.toContain("x7");
});

describe("help", () => {
  const accepted = step(filed(), owner, { action: "accept" });
  const ask = (personId: string, date: string) => () => step(accepted, owner, { action: "askHelper", personId, part: "出方案", day: date });
  test("the owner stays, the helper is told his part and its day", () => {
    const after = ask(staff.member, "2026-11-27")();
    expect(after.ownerId).toBe(staff.owner);
    expect(after.handlers).toEqual([staff.owner, staff.member]);
    expect(toldOf(after, accepted)[staff.member]).toBe("老何请您一起办“下水道又堵了”：出方案，11月27日 周五前。");
  });
  test.each([
    ["nobody", "wtl:nobody", "2026-11-27", "personUnknown"],
    ["the owner himself", staff.owner, "2026-11-27", "personUnknown"],
    ["somebody of the other community", "hgy:memberEast", "2026-11-27", "personUnknown"],
    ["yesterday", staff.member, "2026-11-22", "dateNotWorkable"],
    ["next year", staff.member, "2027-11-27", "dateNotWorkable"],
    ["a day that isn't", staff.member, "2026-11-31", "dateNotWorkable"],
  ])("%s is refused", (_name, personId, date, expected) => expect(codeOf(ask(personId, date))).toBe(expected));
  test("only the one who was asked reports his part, once", () => {
    const helped = ask(staff.member, "2026-11-27")();
    const helpId = helped.helpers[0]!.helpId;
    const done = step(helped, staffViewer("memberEast"), { action: "helperDone", helpId });
    expect(done.handlers).toEqual([staff.owner]);
    expect(codeOf(() => step(helped, owner, { action: "helperDone", helpId }))).toBe("actionNotOpen");
    expect(codeOf(() => step(done, staffViewer("memberEast"), { action: "helperDone", helpId }))).toBe("actionNotOpen");
    expect(codeOf(() => step(helped, staffViewer("memberEast"), { action: "helperDone", helpId: "other" }))).toBe("actionNotOpen");
  });
});

describe("nobody found", () => {
  test("the stand-in is called, the head hears it, it counts", () => {
    const request = filed();
    const after = step(request, resident, { action: "notFound", where: "door" });
    expect(after).toMatchObject({ notFoundCount: 1, standInId: staff.standIn, standInCalled: true, handlers: [staff.owner, staff.standIn] });
    const told = toldOf(after, request);
    expect(Object.keys(told).sort()).toEqual([staff.owner, staff.standIn, staff.head].sort());
    expect(told[staff.standIn]).toContain("请您马上接手");
    expect(storyOf({ ...staffViewer("leader2") }, after, new Map()).actions).toContain("accept");
  });
  test("a stand-in who is away himself is passed over", () => {
    const viewer = residentViewer("resident1", { away: { [staff.standIn]: mondayMorning + day } });
    expect(step(filed(), viewer, { action: "notFound", where: "phone" }).standInId).toBe(staff.head);
  });
});

describe("the end", () => {
  test("what is about a person leaves with the matter, however it ends", () => {
    const request = filed({ phone: "13812341234", onBehalf: { called: "张爷爷", consent: true } });
    expect(request.contact?.phone).toBe("13812341234");
    const withdrawn = step(request, resident, { action: "withdraw" });
    const refused = step(request, owner, { action: "notAccept", reason: "needsPolice", wayOn: "请打 110" });
    for (const ended of [withdrawn, refused]) {
      expect(ended).not.toHaveProperty("contact");
      expect(ended).not.toHaveProperty("onBehalf");
      expect(JSON.stringify(ended)).not.toMatch(/13812341234|张爷爷/);
      expect(ended.attention.filter((word) => !word.startsWith("tell:"))).toEqual([]);
    }
  });
  test("a closed matter can be reopened for 30 days, and the handler and the one above hear why", () => {
    const closed = inState(filed(), "closed");
    const soon = residentViewer("resident1", { at: mondayMorning + 30 * day });
    const late = residentViewer("resident1", { at: mondayMorning + 30 * day + 1 });
    const after = step(closed, soon, { action: "reopen", reason: "cameBack", photos: [] });
    expect(after).toMatchObject({ state: "reopened", reopenCount: 1, ownerId: staff.owner, open: true });
    expect(toldOf(after, closed)[staff.owner]).toContain("又出现了");
    expect(Object.keys(toldOf(after, closed)).sort()).toEqual([staff.owner, staff.head].sort());
    expect(codeOf(() => step(closed, late, { action: "reopen", reason: "cameBack", photos: [] }))).toBe("actionNotOpen");
  });
  test("at the bound nothing that has to happen is refused: 没找到人 up to the last event, a helper's part and every way to an end always", () => {
    let request = step(filed(), owner, { action: "accept" });
    request = step(request, owner, { action: "askHelper", personId: staff.otherLeader, part: "找水管工", day: "2026-11-24" });
    while (request.events.length < 160) request = step(request, resident, { action: "addWord", words: "还有一句", photos: [] });
    const word = () => step(request, resident, { action: "addWord", words: "再说一句", photos: [] });
    expect(word).toThrow(expect.objectContaining({ code: "tooLarge", detail: { message: expect.stringContaining("另写一件，带上这件的回执号") } }) as Error);
    const notFound = () => step(request, resident, { action: "notFound", where: "door" });
    for (let said = 1; request.events.length < 200; said += 1) {
      request = notFound();
      expect(request.notFoundCount).toBe(said);
    }
    expect(codeOf(notFound)).toBe("tooLarge");
    expect(codeOf(word)).toBe("tooLarge");
    const { helpId } = request.helpers[0]!;
    expect(step(request, staffViewer("leader3"), { action: "helperDone", helpId }).helpers).toMatchObject([{ done: true }]);
    expect(step(request, resident, { action: "withdraw" })).toMatchObject({ state: "withdrawn", open: false });
    const resolved = step(request, owner, { action: "askConfirm", words: "好了", photos: [] });
    const closed = step(resolved, resident, { action: "confirm", stars: 5 });
    expect(closed).toMatchObject({ state: "closed", open: false });
    expect(closed.events).toHaveLength(202);
    expect(fallDue(resolved, { ...owner, at: mondayMorning + 8 * day })).toMatchObject({ state: "closed" });
    expect(step(closed, resident, { action: "reopen", reason: "cameBack", photos: [] }).state).toBe("reopened");
  });
  test("talk is bounded, decisions are not", () => {
    let request = step(filed(), owner, { action: "accept" });
    const say = () => (request = step(request, resident, { action: "addWord", words: "还有一句", photos: [] }));
    for (let count = 0; count < 158; count += 1) say();
    expect(codeOf(say)).toBe("tooLarge");
    expect(step(request, owner, { action: "askConfirm", words: "好了", photos: [] }).state).toBe("resolved");
  });
});

test("the doer is never told what he just did, and the same step twice is the same document", () => {
  const request = filed();
  const accept = () => advance(request, { action: "accept" }, 1, { ...owner, eventId: "e", payloadHash: "p" });
  expect(toldOf(accept(), request)).not.toHaveProperty([staff.owner]);
  expect(accept()).toEqual(accept());
});

test("an emergency's 15 minutes are for the answer; then it is due as urgent matters are", () => {
  const request = filed({ category: "gas" });
  expect(local(request.dueAt)).toBe("2026-11-23T10:15");
  expect(Object.keys(toldOf(request, { ...request, effects: [] })).sort()).toEqual([staff.owner, staff.standIn, staff.head].sort());
  expect(local(step(request, owner, { action: "accept" }).dueAt)).toBe("2026-11-23T18:00");
});

test("an emergency at night promises no minute and says to dial", () => {
  const at = Date.parse("2026-11-23T22:00+08:00");
  const request = filed({ category: "gas" }, { at });
  expect(local(request.dueAt)).toBe("2026-11-24T09:15");
  const { headline } = cardOf(residentViewer("resident1", { at }), request, "resident");
  expect(headline).toMatchObject({ title: "现在站里没有人，请先打电话", tone: "urgent" });
});

describe("what is confidential", () => {
  const complaint = filed({ category: "staff", aboutPersonId: staff.owner, audience: "station" });
  test("it never reaches whom it is about, nor anybody below the one above him", () => {
    expect(complaint).toMatchObject({ audience: "owner", hiddenFrom: [staff.owner], ownerId: staff.head });
    for (const code of ["leader1", "leader2", "memberEast", "headWest"] as const) expect(partsOf(staffViewer(code), complaint)).toEqual([]);
    expect(partsOf(staffViewer("headEast"), complaint)).toEqual(["owner"]);
    expect(partsOf(staffViewer("secretary"), complaint)).toEqual(["secretary"]);
    expect(complaint.effects.map(({ to }) => to)).not.toContain(staff.owner);
  });
  test("about the head it is the secretary's, and the head's own matter is above him too", () => {
    const aboutHead = filed({ category: "staff", aboutPersonId: staff.head });
    expect(aboutHead.ownerId).toBe(staff.secretary);
    expect(partsOf(staffViewer("headEast"), aboutHead)).toEqual([]);
  });
  test("nobody who must not know it can be asked to help or be given it", () => {
    const accepted = step(complaint, staffViewer("headEast"), { action: "accept" });
    const head = staffViewer("headEast");
    expect(codeOf(() => step(accepted, head, { action: "askHelper", personId: staff.owner, part: "x", day: "2026-11-24" }))).toBe("personUnknown");
    expect(codeOf(() => step(accepted, head, { action: "transfer", reason: "away", to: { kind: "person", personId: staff.owner } }))).toBe("personUnknown");
    expect(storyOf(head, accepted, new Map()).team!.map(({ personId }) => personId)).toEqual([staff.secretary]);
  });
  test("its card and its notices say nothing of what it is about", () => {
    const secret = filed({ category: "family", words: "想说说家里的难处，地址是 27 栋" });
    const text = JSON.stringify([cardOf(owner, secret, "staff"), cardOf(resident, secret, "resident"), secret.effects]);
    expect(text).not.toMatch(/家里|27 栋|1 栋/);
    expect(partsOf(staffViewer("memberEast"), secret)).toEqual([]);
    expect(partsOf(staffViewer("headEast"), secret)).toEqual(["stationHead"]);
  });
});

describe("what a story shows of the reporter", () => {
  const request = filed({ phone: "138 1234 5678" });
  const seen = (viewer: typeof owner, one: RequestDocument) => storyOf(viewer, one, new Map()).reporter;
  const accepted = step(request, owner, { action: "accept" });
  test("nothing before somebody took it, then masked, to those who work on it only", () => {
    expect(seen(owner, request)).toBeUndefined();
    expect(seen(owner, accepted)).toEqual({ called: "陈**", room: "1 栋 1 单元 ***", phone: "138****5678" });
    expect(seen(staffViewer("memberEast"), accepted)).toBeUndefined();
    expect(seen(staffViewer("secretary"), accepted)).toBeUndefined();
    expect(JSON.stringify(storyOf(owner, accepted, new Map()))).not.toMatch(/402|12345678|陈阿姨/);
  });
  test("a resident sees nothing of the staff's side", () => {
    const story = storyOf(resident, accepted, new Map());
    expect(story).toMatchObject({ side: "resident" });
    for (const key of ["routing", "reporter", "team", "stations"]) expect(story).not.toHaveProperty(key);
  });
});

describe("what time does", () => {
  const later = (request: RequestDocument, after: number) => fallDue(request, { ...community, at: mondayMorning + after });
  test("nothing before its time: the very same document", () => expect(later(filed(), hour)).toEqual(filed()));
  test("unclaimed past its time counts as not found, calls the stand-in, and happens once", () => {
    const request = filed();
    const after = later(request, 33 * hour);
    expect(after).toMatchObject({ notFoundCount: 0, standInCalled: true, storyVersion: request.storyVersion });
    expect(Object.keys(toldOf(after, request)).sort()).toEqual([staff.owner, staff.standIn, staff.head, resident.ids[0]].sort());
    expect(later(after, 34 * hour)).toBe(after);
  });
  test("a handler is warned a working day before, then told that it is late; each once", () => {
    const accepted = step(filed(), owner, { action: "accept" });
    const warned = later(accepted, 2 * day + 9 * hour);
    expect(toldOf(warned, accepted)).toEqual({ [staff.owner]: "“下水道又堵了”要在 11月26日 周四 18:00 前答复。" });
    const late = later(warned, 4 * day);
    expect(Object.keys(toldOf(late, warned)).sort()).toEqual([staff.owner, staff.head].sort());
    expect(later(late, 5 * day)).toBe(late);
  });
  test("told late, only that it is late", () => {
    const accepted = step(filed(), owner, { action: "accept" });
    expect(Object.values(toldOf(later(accepted, 6 * day), accepted)).filter((text) => text.includes("前答复"))).toEqual([]);
  });
  test("whoever left his post twice is told of twice, and two clocks at once tell it once", () => {
    const left = { ...filed(), ownerId: "wtl:gone" };
    const ids = (request: RequestDocument) => later(request, hour).effects.slice(request.effects.length).map(({ id }) => id);
    expect(ids(left)).toEqual(ids(left));
    expect(ids(left).length).toBeGreaterThan(0);
    expect(ids({ ...left, version: 9 }).filter((id) => ids(left).includes(id))).toEqual([]);
  });
  test("a clock that stands still makes nothing late", () => {
    const asked = step(step(filed(), owner, { action: "accept" }), owner, { action: "askResident", words: "在家吗" });
    expect(later(asked, 20 * day)).toBe(asked);
  });
  test("silence: a reminder after 3 days, closed after 7", () => {
    const resolved = step(step(filed(), owner, { action: "accept" }), owner, { action: "askConfirm", words: "好了", photos: [] });
    const reminded = later(resolved, 3 * day);
    expect(toldOf(reminded, resolved)).toEqual({ [resident.ids[0]!]: expect.stringContaining("11月30日 周一还没有消息就自动办结") });
    expect(later(reminded, 6 * day)).toBe(reminded);
    const closed = later(reminded, 7 * day);
    expect(closed).toMatchObject({ state: "closed", open: false, storyVersion: resolved.storyVersion + 1 });
    expect(Object.keys(toldOf(closed, reminded)).sort()).toEqual([resident.ids[0], staff.owner].sort());
    expect(closed).not.toHaveProperty("contact");
  });
  test("an owner who has left his post is followed by who stands in, with the first deadline", () => {
    const posts = community.organisation.posts.map((post) => (post.personId === staff.owner ? { ...post, toDay: "2026-11-24" } : post));
    const organisation = { ...community.organisation, posts };
    const accepted = step(filed(), owner, { action: "accept" });
    const moment = { organisation, state: community.state, at: mondayMorning + day };
    const after = fallDue(accepted, moment);
    expect(after).toMatchObject({ state: "transferred", ownerId: staff.head, dueAt: accepted.dueAt });
    expect(Object.keys(toldOf(after, accepted)).sort()).toEqual([staff.head, resident.ids[0], staff.secretary].sort());
    expect(fallDue(after, moment)).toBe(after);
  });
  test("a word ends the silence, and it is counted anew", () => {
    const resolved = step(step(filed(), owner, { action: "accept" }), owner, { action: "askConfirm", words: "好了", photos: [] });
    const said = step(later(resolved, 3 * day), residentViewer("resident1", { at: mondayMorning + 5 * day }), { action: "addWord", words: "我再看看", photos: [] });
    expect(later(said, 7 * day)).toBe(said);
    expect(later(said, 8 * day).told.silence).toBe(true);
    expect(later(said, 12 * day).state).toBe("closed");
  });
});

describe("who is still asked to do something", () => {
  const askedOf = ({ asked = [] }: RequestDocument) => asked.map(({ to }) => to).sort();
  test("the first to take it answers for everybody who was asked", () => {
    const called = step(filed(), resident, { action: "notFound", where: "door" });
    expect(askedOf(called)).toEqual([staff.owner, staff.standIn, staff.head].sort());
    expect(askedOf(step(called, staffViewer("leader2"), { action: "accept" }))).toEqual([]);
  });
  test("a question until it is answered, whoever answers; its newest reminder alone", () => {
    const accepted = step(filed(), owner, { action: "accept" });
    const asked = step(accepted, owner, { action: "askResident", words: "在家吗" });
    expect(askedOf(asked)).toEqual(resident.ids);
    expect(asked.attention).toContain(`ask:${resident.ids[0]}`);
    expect(askedOf(step(asked, owner, { action: "goOn" }))).toEqual([]);
    const resolved = step(accepted, owner, { action: "askConfirm", words: "好了", photos: [] });
    const reminded = fallDue(resolved, { ...community, at: mondayMorning + 3 * day });
    expect(reminded.asked).toEqual([{ to: resident.ids[0], id: reminded.effects.at(-1)!.id }]);
  });
  test("a helper's part goes on beside the matter, until he says that it is done", () => {
    const accepted = step(filed(), owner, { action: "accept" });
    const helped = step(step(accepted, owner, { action: "askHelper", personId: staff.member, part: "出方案", day: "2026-11-27" }), owner, { action: "start" });
    expect(askedOf(helped)).toEqual([staff.member]);
    const done = step(helped, staffViewer("memberEast"), { action: "helperDone", helpId: helped.helpers[0]!.helpId });
    expect(askedOf(done)).toEqual([staff.owner]);
  });
});

describe("what a resident reads while he waits", () => {
  const told = (request: RequestDocument, at: number) => cardOf({ ...resident, at }, request, "resident").headline.detail;
  test("the buttons by their names, and the day on which silence closes it", () => {
    const resolved = step(step(filed(), owner, { action: "accept" }), owner, { action: "askConfirm", words: "好了", photos: [] });
    expect(told(resolved, mondayMorning)).toBe("好了点“办好了”，没好点“还没办好”；下周一 10:00 前没有消息会自动办结，之后 30 天内还能重新打开");
  });
  test("late: who knows of it, and whom to call", () => {
    const accepted = step(filed(), owner, { action: "accept" });
    const at = mondayMorning + 7 * day;
    expect(told(fallDue(accepted, { ...community, at }), at)).toBe("应在周四 18:00 前答复，已过期 4 天。已经提醒经办的同志，着急可以打站里的电话".replace("周四", "11月26日"));
    expect(told(accepted, at)).not.toContain("已经提醒");
  });
  test("请他打给我 stands where the handler looks first, and goes with the number", () => {
    const called = filed({ phone: "13812341234" });
    expect(cardOf(owner, called, "staff").notes).toContain("要打电话答复");
    expect(storyOf(owner, called, new Map()).callText).toContain("接了就看得到号码");
    const accepted = step(called, owner, { action: "accept" });
    expect(storyOf(owner, accepted, new Map()).callText).toContain("请您打电话给他");
    expect(storyOf(resident, accepted, new Map()).callText).toBeUndefined();
    expect(storyOf(owner, step(accepted, resident, { action: "withdraw" }), new Map())).not.toHaveProperty("callText");
  });
});
