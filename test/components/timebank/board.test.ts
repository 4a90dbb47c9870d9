import { emptyLists, type Item, tabFor, tabLabels, withPage } from "../../../miniprogram/features/timebank/pages/bank/board";
import { weekBars } from "../../../miniprogram/features/timebank/components/hours-chart/weekBars";

const member = (memberId: string, changes: object = {}): Item => ({
  kind: "member",
  member: {
    memberId, version: 1, called: "李老师", grid: "第 12 网格", skillsText: "辅导孩子", timesText: "周日晚上", state: "applied", isMinor: false,
    appliedAt: 1, appliedText: "昨天 15:20", actions: ["approve", "decline"], ...changes,
  },
});
const counts = { applications: 2, needs: 0, unconfirmed: 1, disputes: 3 };

test("only the branch sees what only the branch decides", () => {
  expect(tabLabels(counts, true, false).map(({ text }) => text)).toEqual(["报名 2", "还缺人", "等确认 1", "有分歧 3"]);
  expect(tabLabels(counts, false, false).map(({ text }) => text)).toEqual(["还缺人", "等确认 1"]);
  expect(tabLabels({ ...counts, needs: 100 }, false, false).map(({ text }) => text)).toEqual(["还缺人 99+", "等确认 1"]);
  expect([tabFor("applications", false), tabFor("unconfirmed", false), tabFor("applications", true)]).toEqual(["needs", "unconfirmed", "applications"]);
  expect(tabLabels(counts, true, true).map(({ text }) => text)).toEqual(["报名 2", "缺人", "确认 1", "分歧 3"]);
});

test("the first page replaces, the others follow, and what moved between two pages stands once", () => {
  const first = withPage(emptyLists().applications, { items: [member("a"), member("b")], next: "c1" });
  const second = withPage(first, { items: [member("b"), member("c")] });
  expect(second.items.map(({ key }) => key)).toEqual(["a", "b", "c"]);
  expect(second.next).toBeNull();
});

test("an application says what is offered and who agreed, and describes nobody", () => {
  const [row] = withPage(emptyLists().applications, { items: [member("a", { isMinor: true, guardianText: "监护人杨女士同意了" })] }).items;
  expect(row?.member).toMatchObject({ title: "李老师想来帮忙", chip: "未满 18 岁", lines: ["辅导孩子", "周日晚上", "监护人杨女士同意了", "第 12 网格\u00a0· 昨天 15:20 报名"] });
});

test("bars share one measure, the last has the colour, and a little promised is still seen", () => {
  const week = (day: string, availableMinutes: number, heldMinutes: number) => ({ day, label: day, availableMinutes, heldMinutes });
  const bars = weekBars([week("1", 6000, 30), week("2", 3000, 0), week("3", 0, 4500)]);
  expect(bars.map(({ availablePercent, heldPercent, strong }) => [availablePercent, heldPercent, strong])).toEqual([[100, 3, false], [50, 0, false], [0, 75, true]]);
  expect(bars[0]).toMatchObject({ availableText: "100 小时", heldText: "30 分钟" });
  expect(weekBars([week("1", 0, 0)])[0]).toMatchObject({ availablePercent: 0, heldPercent: 0 });
});
