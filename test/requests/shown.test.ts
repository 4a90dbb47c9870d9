/** What each reads of a request, by who he is in it. */
import { dayMs } from "../../contracts/kernel/milliseconds";
import { cardOf } from "../../cloudfunctions/features/requests/card";
import type { RequestDocument } from "../../cloudfunctions/features/requests/document";
import { fallDue } from "../../cloudfunctions/features/requests/fallDue";
import { storyOf } from "../../cloudfunctions/features/requests/story";
import { mondayMorning } from "../support/communities";
import { community, filed, owner, resident, staffViewer, step } from "./pure";

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

describe("what a resident reads while he waits", () => {
  const told = (request: RequestDocument, at: number) => cardOf({ ...resident, at }, request, "resident").headline.detail;
  test("the buttons by their names, and the day on which silence closes it", () => {
    const resolved = step(step(filed(), owner, { action: "accept" }), owner, { action: "askConfirm", words: "好了", photos: [] });
    expect(told(resolved, mondayMorning)).toBe("好了点“办好了”，没好点“还没办好”；下周一 10:00 前没有消息会自动办结，之后 30 天内还能重新打开");
  });
  test("late: who knows of it, and whom to call", () => {
    const accepted = step(filed(), owner, { action: "accept" });
    const at = mondayMorning + 7 * dayMs;
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
