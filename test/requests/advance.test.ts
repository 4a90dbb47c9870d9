/** What a step makes of a request: whose it is then, who is asked for what, and who is told. */
import { Failure } from "../../contracts/kernel/failure";
import { dayMs, hourMs } from "../../contracts/kernel/milliseconds";
import { advance } from "../../cloudfunctions/features/requests/advance";
import { partsOf } from "../../cloudfunctions/features/requests/authority";
import { cardOf } from "../../cloudfunctions/features/requests/card";
import type { RequestDocument } from "../../cloudfunctions/features/requests/document";
import { fallDue } from "../../cloudfunctions/features/requests/fallDue";
import { storyOf } from "../../cloudfunctions/features/requests/story";
import { mondayMorning, staffIdOf } from "../support/communities";
import { community, filed, inState, owner, resident, residentViewer, staffViewer, step, toldOf } from "./pure";
import { staff } from "./support";

const codeOf = (work: () => unknown): string => {
  try {
    work();
    return "done";
  } catch (error) {
    if (error instanceof Failure) return error.code;
    throw error;
  }
};
const local = (instant: number) => new Date(instant + 8 * hourMs).toISOString().slice(0, 16);

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
    const away = { [staff.owner]: mondayMorning + dayMs };
    expect(partsOf(staffViewer("leader2"), request)).toEqual([]);
    expect(partsOf(staffViewer("leader2", { away }), request)).toEqual(["standIn"]);
    expect(step(request, staffViewer("leader2", { away }), { action: "accept" }).ownerId).toBe(staff.standIn);
  });

  test("handed to a person: the first deadline stays, the claim starts anew, the old owner has only his reach", () => {
    const request = step(filed(), owner, { action: "accept" });
    const later = staffViewer("leader1", { at: mondayMorning + dayMs });
    const after = step(request, later, { action: "transfer", reason: "otherPerson", to: { kind: "person", staffId: staff.otherLeader } });
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
    const after = step(filed(), owner, { action: "transfer", reason: "conflict", to: { kind: "person", staffId: staff.member } });
    expect(after.hiddenFrom).toEqual([staff.owner]);
    expect(partsOf(owner, after)).toEqual([]);
  });
});

test("whoever stepped back from a matter hears no more of it, although his part in it was never reported done", () => {
  const helped = step(step(filed(), owner, { action: "accept" }), owner, { action: "askHelper", staffId: staff.head, part: "看现场", day: "2026-11-27" });
  const handedOn = step(helped, staffViewer("headEast"), { action: "transfer", reason: "conflict", to: { kind: "person", staffId: staff.member } });
  expect(handedOn.hiddenFrom).toEqual([staff.head]);
  const after = step(handedOn, resident, { action: "addWord", words: "今天又堵了。", photos: [] });
  expect(Object.keys(toldOf(after, handedOn))).toEqual([staff.member]);
});

describe("help", () => {
  const accepted = step(filed(), owner, { action: "accept" });
  const ask = (staffId: string, date: string) => () => step(accepted, owner, { action: "askHelper", staffId, part: "出方案", day: date });
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
  ])("%s is refused", (_name, staffId, date, expected) => expect(codeOf(ask(staffId, date))).toBe(expected));
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
    const viewer = residentViewer("resident1", { away: { [staff.standIn]: mondayMorning + dayMs } });
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
  test("a list says on which day it ended", () => {
    const withdrawn = step(filed(), resident, { action: "withdraw" });
    expect(cardOf(staffViewer("headEast", { at: mondayMorning + 30 * dayMs }), withdrawn, "staff").dueText).toBe("11月23日已撤回");
    expect(cardOf(residentViewer(), withdrawn, "resident").dueText).toBe("今天已撤回");
  });
  test("a closed matter can be reopened for 30 days, and the handler and the one above hear why", () => {
    const closed = inState(filed(), "closed");
    const soon = residentViewer("resident1", { at: mondayMorning + 30 * dayMs });
    const late = residentViewer("resident1", { at: mondayMorning + 30 * dayMs + 1 });
    const after = step(closed, soon, { action: "reopen", reason: "cameBack", photos: [] });
    expect(after).toMatchObject({ state: "reopened", reopenCount: 1, ownerId: staff.owner, open: true });
    expect(toldOf(after, closed)[staff.owner]).toContain("又出现了");
    expect(Object.keys(toldOf(after, closed)).sort()).toEqual([staff.owner, staff.head].sort());
    expect(codeOf(() => step(closed, late, { action: "reopen", reason: "cameBack", photos: [] }))).toBe("actionNotOpen");
  });
  test("at the bound nothing that has to happen is refused: 没找到人 up to the last event, a helper's part and every way to an end always", () => {
    let request = step(filed(), owner, { action: "accept" });
    request = step(request, owner, { action: "askHelper", staffId: staff.otherLeader, part: "找水管工", day: "2026-11-24" });
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
    expect(fallDue(resolved, { ...owner, at: mondayMorning + 8 * dayMs })).toMatchObject({ state: "closed" });
    expect(step(closed, resident, { action: "reopen", reason: "cameBack", photos: [] }).state).toBe("reopened");
  });
  test("few words that are long fill it as well, and it can be ended all the same", () => {
    const request = step(filed(), owner, { action: "accept" });
    const long = { ...request.events.at(-1)!, words: "水".repeat(44_000) };
    const full = { ...request, events: [...request.events, long] };
    expect(codeOf(() => step(full, resident, { action: "addWord", words: "还有一句", photos: [] }))).toBe("tooLarge");
    expect(step(full, resident, { action: "withdraw" })).toMatchObject({ state: "withdrawn" });
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
  const complaint = filed({ category: "staff", aboutStaffId: staff.owner, audience: "station" });
  test("it never reaches whom it is about, nor anybody below the one above him", () => {
    expect(complaint).toMatchObject({ audience: "owner", hiddenFrom: [staff.owner], ownerId: staff.head });
    for (const code of ["leader1", "leader2", "memberEast", "headWest"] as const) expect(partsOf(staffViewer(code), complaint)).toEqual([]);
    expect(partsOf(staffViewer("headEast"), complaint)).toEqual(["owner"]);
    expect(partsOf(staffViewer("secretary"), complaint)).toEqual(["secretary"]);
    expect(complaint.effects.map(({ to }) => to)).not.toContain(staff.owner);
  });
  test("about the head it is the secretary's, and the head's own matter is above him too", () => {
    const aboutHead = filed({ category: "staff", aboutStaffId: staff.head });
    expect(aboutHead.ownerId).toBe(staff.secretary);
    expect(partsOf(staffViewer("headEast"), aboutHead)).toEqual([]);
  });
  test("nobody who must not know it can be asked to help or be given it", () => {
    const accepted = step(complaint, staffViewer("headEast"), { action: "accept" });
    const head = staffViewer("headEast");
    expect(codeOf(() => step(accepted, head, { action: "askHelper", staffId: staff.owner, part: "x", day: "2026-11-24" }))).toBe("personUnknown");
    expect(codeOf(() => step(accepted, head, { action: "transfer", reason: "away", to: { kind: "person", staffId: staff.owner } }))).toBe("personUnknown");
    expect(storyOf(head, accepted, new Map()).team!.map(({ staffId }) => staffId)).toEqual([staff.secretary]);
  });
  test("its card and its notices say nothing of what it is about", () => {
    const secret = filed({ category: "family", words: "想说说家里的难处，地址是 27 栋" });
    const text = JSON.stringify([cardOf(owner, secret, "staff"), cardOf(resident, secret, "resident"), secret.effects]);
    expect(text).not.toMatch(/家里|27 栋|1 栋/);
    expect(partsOf(staffViewer("memberEast"), secret)).toEqual([]);
    expect(partsOf(staffViewer("headEast"), secret)).toEqual(["stationHead"]);
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
    const reminded = fallDue(resolved, { ...community, at: mondayMorning + 3 * dayMs });
    expect(reminded.asked).toEqual([{ to: resident.ids[0], id: reminded.effects.at(-1)!.id }]);
  });
  test("a helper's part goes on beside the matter, until he says that it is done", () => {
    const accepted = step(filed(), owner, { action: "accept" });
    const helped = step(step(accepted, owner, { action: "askHelper", staffId: staff.member, part: "出方案", day: "2026-11-27" }), owner, { action: "start" });
    expect(askedOf(helped)).toEqual([staff.member]);
    const done = step(helped, staffViewer("memberEast"), { action: "helperDone", helpId: helped.helpers[0]!.helpId });
    expect(askedOf(done)).toEqual([staff.owner]);
  });
});
