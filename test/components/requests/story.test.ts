import { storyView } from "../../../miniprogram/features/requests/pages/story/storyView";
import { changedText } from "../../../miniprogram/features/requests/stepWords";
import { dayText, localDay, nearDayText } from "../../../miniprogram/shared/days";
import { aStory } from "./aStory";

test("who steps in is named by his title, and a title is not said twice", () => {
  expect(storyView(aStory()).standInText).toBe("找不到老何时，支委小陈接手");
  const zhou = { staffId: "zhou", called: "周站长", title: "站长" };
  expect(storyView(aStory({ standIn: zhou })).standInText).toBe("找不到老何时，周站长接手");
  expect(storyView(aStory({ owner: zhou })).ownerTitle).toBe("");
});

test("once somebody was called in, who comes next comes after both", () => {
  const shan = { staffId: "shan", called: "单副书记", title: "副书记" };
  expect(storyView(aStory({ calledIn: shan })).standInText).toBe("老何和单副书记都找不到时，支委小陈接手");
  expect(storyView(aStory({ calledIn: shan, standIn: aStory().owner })).standInText).toMatch(/^老何和单副书记都找不到时，请打/);
});

test("a name that begins as its title does is not doubled", () => {
  const ji = { staffId: "ji", called: "街道纪主任", title: "街道干部" };
  expect(storyView(aStory({ standIn: ji })).standInText).toBe("找不到老何时，街道纪主任接手");
});

test("what the resident is to answer to stands with what is true now, for him alone", () => {
  const entry = (tone: "good" | "waiting", words: string) => ({ id: tone, atText: "", text: "", words, photos: [], tone, kind: "past" as const });
  const timeline = [entry("good", "管子换好了"), entry("waiting", "周四在家吗")];
  const quote = (state: "resolved" | "awaitingResident" | "inProgress", side: "resident" | "staff" = "resident") => storyView(aStory({ state, side, timeline })).quote;
  expect(quote("resolved")).toBe("老何说：管子换好了");
  expect(quote("awaitingResident")).toBe("老何说：周四在家吗");
  expect([quote("inProgress"), quote("resolved", "staff")]).toEqual(["", ""]);
});

test("where the chain of stand-ins ends, the station's line is the way on", () => {
  const { owner } = aStory();
  expect(storyView(aStory({ standIn: owner })).standInText).toBe("找不到老何时，请打第四站电话");
});

test("staff fields are absent on the resident's side", () => {
  const view = storyView(aStory({ side: "resident" }));
  expect(view).toMatchObject({ routing: [], reporter: null, staff: false });
});

test("nothing is said twice", () => {
  expect(storyView(aStory({ title: "水管一直响", words: "水管一直响。" })).words).toBe("");
  expect(storyView(aStory({ title: "水管一直响", words: "水管一直响，三天了。" })).words).toBe("三天了。");
  expect(storyView(aStory({ title: "水管一直…", words: "水管一直响，三天了。" })).words).toBe("水管一直响，三天了。");
  const headline = { title: "老何等您回一句", detail: "计时先停着", tone: "waiting" as const };
  expect(storyView(aStory({ headline, pausedText: "计时先停着。" })).pausedText).toBe("");
  expect(storyView(aStory({ headline, pausedText: "等您签字，时限停着。" })).pausedText).toBe("等您签字，时限停着。");
});

test("what changed between two looks is said by what happened", () => {
  const before = aStory();
  const entry = { id: "e2", atText: "刚刚", text: "周站长接了", photos: [], tone: "good" as const, kind: "past" as const };
  expect(changedText(before, aStory({ version: 4, timeline: [...before.timeline, entry] }))).toBe("刚刚：周站长接了。");
  expect(changedText(before, aStory({ version: 4 }))).toBe("现在是：老何正在办。");
  expect(changedText(before, before)).toBe("");
});

test("days are China's wherever the phone is", () => {
  expect(localDay(Date.UTC(2026, 10, 23, 15, 59))).toBe("2026-11-23");
  expect(localDay(Date.UTC(2026, 10, 23, 16, 0))).toBe("2026-11-24");
  expect(localDay(Date.UTC(2026, 11, 31, 12, 0), 1)).toBe("2027-01-01");
  expect(dayText("2026-11-25")).toBe("11月25日 周三");
  const now = Date.UTC(2026, 10, 23, 2);
  expect([nearDayText("2026-11-24", now), nearDayText("2026-11-26", now)]).toEqual(["明天", "11月26日 周四"]);
});
