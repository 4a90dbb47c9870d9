import { giveSentence, missingToGive, POOL, receiversOf } from "../../../miniprogram/features/timebank/pages/give/giveChoice";

const hours = {} as Parameters<typeof receiversOf>[0]["hours"];
const receivers = (...called: string[]) =>
  receiversOf({ hours, poolText: "", rules: [], family: called.map((name, nth) => ({ relation: nth === 0 ? "spouse" : "child", called: name, accountCode: `AAAA-000${nth}` })) });

test("the pool stands first, and family by what the branch noted", () => {
  expect(receivers("李老师", "小满")).toEqual([
    { key: POOL, text: "捐给大家（公共时间池）" },
    { key: "AAAA-0000", text: "爱人 李老师" },
    { key: "AAAA-0001", text: "子女 小满" },
  ]);
});

test("what somebody writes as his own name decides nothing about what he is to whom", () => {
  const [, , child] = receivers("李老师", "小满：何家爱人");
  expect(child!.text).toBe("子女 小满：何家爱人");
  expect(giveSentence(child!, 60)).toMatch(/送给子女 小满/);
});

test.each([
  [{ receiver: POOL, amount: "", typed: "2.3" }, "请填整小时或半小时，如 2 或 2.5。"],
  [{ receiver: "", amount: "", typed: "2.3" }, "请填整小时或半小时，如 2 或 2.5。"],
  [{ receiver: POOL, amount: "", typed: " " }, "请选送多少。"],
  [{ receiver: "", amount: "60", typed: "" }, "请选送给谁。"],
  [{ receiver: "", amount: "", typed: "" }, "请选送给谁、送多少。"],
  [{ receiver: POOL, amount: "", typed: "2.5" }, ""],
])("what is missing is asked for, and nothing that is there: %j", (chosen, words) => {
  expect(missingToGive(chosen)).toBe(words);
});
