/** What time makes of a request: reminders, stand-ins, and the end by silence. */
import { dayMs, hourMs } from "../../contracts/kernel/milliseconds";
import type { RequestDocument } from "../../cloudfunctions/features/requests/document";
import { fallDue } from "../../cloudfunctions/features/requests/fallDue";
import { mondayMorning } from "../support/communities";
import { storyOf } from "../../cloudfunctions/features/requests/story";
import { community, filed, owner, resident, residentViewer, staffViewer, step, toldOf } from "./pure";
import { staff } from "./support";

describe("what time does", () => {
  const later = (request: RequestDocument, after: number) => fallDue(request, { ...community, at: mondayMorning + after });
  test("nothing before its time: the very same document", () => expect(later(filed(), hourMs)).toEqual(filed()));
  test("unclaimed past its time counts as not found, calls the stand-in, and happens once", () => {
    const request = filed();
    const after = later(request, 33 * hourMs);
    expect(after).toMatchObject({ notFoundCount: 0, standInCalled: true, storyVersion: request.storyVersion });
    expect(Object.keys(toldOf(after, request)).sort()).toEqual([staff.owner, staff.standIn, staff.head, resident.ids[0]].sort());
    expect(later(after, 34 * hourMs)).toBe(after);
  });
  test("a handler is warned a working day before, then told that it is late; each once", () => {
    const accepted = step(filed(), owner, { action: "accept" });
    const warned = later(accepted, 2 * dayMs + 9 * hourMs);
    expect(toldOf(warned, accepted)).toEqual({ [staff.owner]: "“下水道又堵了”要在 11月26日 周四 18:00 前答复。" });
    const late = later(warned, 4 * dayMs);
    expect(Object.keys(toldOf(late, warned)).sort()).toEqual([staff.owner, staff.head].sort());
    expect(later(late, 5 * dayMs)).toBe(late);
  });
  test("told late, only that it is late", () => {
    const accepted = step(filed(), owner, { action: "accept" });
    expect(Object.values(toldOf(later(accepted, 6 * dayMs), accepted)).filter((text) => text.includes("前答复"))).toEqual([]);
  });
  test("whoever left his post twice is told of twice, and two clocks at once tell it once", () => {
    const left = { ...filed(), ownerId: "wtl:gone" };
    const ids = (request: RequestDocument) => later(request, hourMs).effects.slice(request.effects.length).map(({ id }) => id);
    expect(ids(left)).toEqual(ids(left));
    expect(ids(left).length).toBeGreaterThan(0);
    expect(ids({ ...left, version: 9 }).filter((id) => ids(left).includes(id))).toEqual([]);
  });
  test("a clock that stands still makes nothing late", () => {
    const asked = step(step(filed(), owner, { action: "accept" }), owner, { action: "askResident", words: "在家吗" });
    expect(later(asked, 20 * dayMs)).toBe(asked);
  });
  test("silence: a reminder after 3 days, closed after 7", () => {
    const resolved = step(step(filed(), owner, { action: "accept" }), owner, { action: "askConfirm", words: "好了", photos: [] });
    const reminded = later(resolved, 3 * dayMs);
    expect(toldOf(reminded, resolved)).toEqual({ [resident.ids[0]!]: expect.stringContaining("11月30日 周一还没有消息就自动办结") });
    expect(later(reminded, 6 * dayMs)).toBe(reminded);
    const closed = later(reminded, 7 * dayMs);
    expect(closed).toMatchObject({ state: "closed", open: false, storyVersion: resolved.storyVersion + 1 });
    expect(Object.keys(toldOf(closed, reminded)).sort()).toEqual([resident.ids[0], staff.owner].sort());
    expect(closed).not.toHaveProperty("contact");
  });
  test("an owner who has left his post is followed by who stands in, with the first deadline", () => {
    const posts = community.organisation.posts.map((post) => (post.staffId === staff.owner ? { ...post, toDay: "2026-11-24" } : post));
    const organisation = { ...community.organisation, posts };
    const accepted = step(filed(), owner, { action: "accept" });
    const moment = { organisation, state: community.state, at: mondayMorning + dayMs };
    const after = fallDue(accepted, moment);
    expect(after).toMatchObject({ state: "transferred", ownerId: staff.head, dueAt: accepted.dueAt });
    expect(Object.keys(toldOf(after, accepted)).sort()).toEqual([staff.head, resident.ids[0], staff.secretary].sort());
    expect(fallDue(after, moment)).toBe(after);
  });
  test("a word ends the silence, and it is counted anew", () => {
    const resolved = step(step(filed(), owner, { action: "accept" }), owner, { action: "askConfirm", words: "好了", photos: [] });
    const said = step(later(resolved, 3 * dayMs), residentViewer("resident1", { at: mondayMorning + 5 * dayMs }), { action: "addWord", words: "我再看看", photos: [] });
    expect(later(said, 7 * dayMs)).toBe(said);
    expect(later(said, 8 * dayMs).told.silence).toBe(true);
    expect(later(said, 12 * dayMs).state).toBe("closed");
  });
});

describe("while the owner is away", () => {
  const awayUntil = { [staff.owner]: mondayMorning + 9 * dayMs };
  const moment = (after: number, away: Record<string, number> = awayUntil) => ({ ...community, state: { ...community.state, away }, at: mondayMorning + after });
  const accepted = step(filed(), owner, { action: "accept" });

  test("who stands in is named on card and story, and reminded; he himself is not", () => {
    const warned = fallDue(accepted, moment(2 * dayMs + 9 * hourMs));
    expect(toldOf(warned, accepted)).toEqual({ [staff.standIn]: expect.stringMatching(/^老何不在，由您代：“下水道又堵了”要在/) });
    const late = fallDue(warned, moment(4 * dayMs, { ...awayUntil, [staff.head]: mondayMorning + 9 * dayMs }));
    expect(Object.keys(toldOf(late, warned)).sort()).toEqual([staff.standIn, staff.secretary].sort());
    const where = { at: mondayMorning + hourMs, away: awayUntil };
    const seen = storyOf(residentViewer("resident1", where), accepted, new Map());
    expect(seen).toMatchObject({ headline: { title: "老何不在，由魏姐代" }, owner: { staffId: staff.owner }, acting: { staffId: staff.standIn } });
    expect(seen.timeline.at(-1)!.text).toBe("魏姐去办");
    expect(storyOf(staffViewer("leader2", where), accepted, new Map()).headline.title).toBe("老何不在，由您代");
    expect(storyOf(residentViewer(), accepted, new Map())).not.toHaveProperty("acting");
  });

  test("the list of whom it can be handed to says so, and he comes last", () => {
    const { team } = storyOf(staffViewer("headEast", { away: { [staff.standIn]: mondayMorning + dayMs } }), accepted, new Map());
    expect(team!.filter(({ away }) => away).map(({ staffId }) => staffId)).toEqual([staff.standIn]);
    expect(team!.at(-1)!.staffId).toBe(staff.standIn);
  });

  test("nobody is called in vain a second time: after who stands in it is the one above", () => {
    const knocked = step(filed(), resident, { action: "notFound", where: "door" });
    const unclaimed = fallDue(knocked, moment(33 * hourMs, {}));
    expect(unclaimed.events.map(({ action, to }) => [action, to]).slice(1)).toEqual([["notFound", staff.standIn], ["notFound", staff.head]]);
    expect(unclaimed).toMatchObject({ standInId: staff.standIn, standInCalled: true });
    expect(toldOf(unclaimed, knocked)[staff.head]).toContain("请您接手");
    expect(toldOf(unclaimed, knocked)).not.toHaveProperty([staff.standIn]);
    const again = step(unclaimed, residentViewer("resident1", { at: mondayMorning + 40 * hourMs }), { action: "notFound", where: "phone" });
    expect(again.events.at(-1)).toMatchObject({ to: staff.secretary });
    const last = step(again, residentViewer("resident1", { at: mondayMorning + 50 * hourMs }), { action: "notFound", where: "phone" });
    expect(last.events.at(-1)).not.toHaveProperty("to");
    expect(storyOf(resident, last, new Map()).standIn.staffId).toBe(staff.owner);
  });
});
