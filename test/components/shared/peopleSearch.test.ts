import { byStation, foundPeople, placedTitle } from "../../../miniprogram/shared/peopleSearch";

const he = { called: "老何", title: "居民组长", station: "第四党员服务站", grid: "第 12 网格" };
const zhou = { called: "周站长", title: "站长", station: "第四党员服务站", grid: "" };
const qin = { called: "秦书记", title: "书记", station: "梧桐里社区" };
const people = [he, qin, zhou];

test("stands by station, in the order in which each is first named", () => {
  expect(byStation(people).map(({ name, people: of }) => [name, ...of.map(({ called }) => called)])).toEqual([["第四党员服务站", "老何", "周站长"], ["梧桐里社区", "秦书记"]]);
});

test.each([
  ["", ["老何", "秦书记", "周站长"]],
  ["何", ["老何"]],
  ["12网格", ["老何"]],
  ["第四 站长", ["周站长"]],
  ["月亮", []],
])("%s finds", (typed, expected) => expect(foundPeople(people, typed).map(({ called }) => called)).toEqual(expected));

test("a title says its grid where there is one", () => expect([he, qin].map(placedTitle)).toEqual(["居民组长\u00a0· 第 12 网格", "书记"]));
