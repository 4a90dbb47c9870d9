import type { TurnCard, SessionCard, NeedCard } from "../../../miniprogram/shared/timebankWords";
import { type Bank, comingToday, headlineOf } from "../../../miniprogram/pages/timebank/timebankView";

const bank = (patch: Partial<Bank> = {}): Bank => ({
  member: "active", pool: { minutes: 0, text: "" }, rules: [], now: [], promised: [], invited: [], toConfirm: [], needs: [], near: [], moreNear: false, arranges: false, ...patch,
});
const turn = { whenText: "今天 19:00", title: "陪聊天", placeText: "27 栋" } as TurnCard;
const need = { title: "辅导孩子", headline: { title: "向叔答应了", detail: "周日来", tone: "good" } } as NeedCard;
const hours = { availableMinutes: 60 } as NonNullable<Bank["hours"]>;

test("one thing is said, the most pressing first", () => {
  const everything = { invited: [turn], toConfirm: [{} as SessionCard], promised: [turn], needs: [need] };
  expect(headlineOf(bank({ ...everything, now: [turn] }))).toBeNull();
  expect(headlineOf(bank(everything))?.title).toBe("有 1 件事想请您帮忙");
  expect(headlineOf(bank({ ...everything, invited: [] }))?.title).toBe("有 1 次帮忙等您确认");
  expect(headlineOf(bank({ promised: [turn], needs: [need] }))?.title).toBe("接下来：今天 19:00");
  expect(headlineOf(bank({ needs: [need] }))).toEqual({ title: "向叔答应了", detail: "辅导孩子。周日来", tone: "good" });
});

test.each([
  [{ member: "none" }, "邻居帮一把，时间存起来"],
  [{ member: "none", hours }, "您的时间都在"],
  [{ member: "left", hours }, "您的时间都在"],
  [{ member: "applied", memberText: "支委小陈三天内看" }, "您报的名正在看"],
  [{ member: "declined", memberText: "先登记住址" }, "报名还差一步"],
  [{ member: "active", hours: { ...hours, frozen: true } }, "您的时间账户暂时冻结"],
  [{ member: "none", hours: { ...hours, frozen: true } }, "您的时间账户暂时冻结"],
  [{ member: "active" }, "眼下没有约好的事"],
] as const)("nothing arranged, %j: how the caller stands", (patch, title) => {
  const said = headlineOf(bank(patch as Partial<Bank>))!;
  expect(said.title).toBe(title);
  expect(said.detail).not.toBe("");
});

test("help that comes today leads with the code to show, whatever a series lacks later; another day's and one to which nobody comes do not", () => {
  const now = Date.UTC(2026, 10, 25, 1);
  const of = (patch: Partial<NeedCard>) => comingToday(bank({ needs: [{ ...need, needId: "n1", state: "open", comesAt: Date.UTC(2026, 10, 25, 7), ...patch } as NeedCard] }), now);
  expect(of({})).toEqual([{ needId: "n1", title: "今天 15:00 有人来帮忙", detail: expect.stringContaining("辅导孩子") }]);
  // It has begun: who comes late scans it still, and who leaves.
  expect(of({ comesAt: Date.UTC(2026, 10, 24, 17) })).toMatchObject([{ title: "今天 01:00 起有人帮忙" }]);
  expect(of({ comesAt: Date.UTC(2026, 10, 25, 16) })).toEqual([]);
  expect(of({ headline: { title: "还有 1 个空位", detail: "", tone: "waiting" } })).toHaveLength(1);
  const { comesAt: _none, ...nobody } = need as NeedCard;
  expect(comingToday(bank({ needs: [nobody] }), now)).toEqual([]);
});
