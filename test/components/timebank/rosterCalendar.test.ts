import { calendarOf } from "../../../miniprogram/features/timebank/pages/roster/rosterView";
import { heard, loadComponent, mount, tap } from "../support/component";
import { installPhone } from "../support/phone";
import { aNeed, aShift, aTurn } from "./aRoster";

installPhone();
const calendar = loadComponent("features/timebank/components/roster-calendar/index");
const shifts = [aShift("2026-11-23", 8, 12, { turns: [aTurn("向叔", "promised")] }), aShift("2026-11-23", 12, 16), aShift("2026-11-24", 8, 12, { state: "cancelled", free: 1 })];

test("each day shows its shifts, who is in them, and what lacks", () => {
  const { coming, past } = calendarOf(aNeed(shifts), {});
  const { text } = mount(calendar, { days: [...coming, ...past] });
  expect(text()).toContain("11月23日还缺1人8–12点向叔12–16点还缺1人");
  expect(text()).toContain("8–12点取消了");
});

test("a shift is opened by tapping it", () => {
  const { root } = mount(calendar, { days: calendarOf(aNeed(shifts), {}).coming });
  const opened = heard(root, "open");
  tap(root, "onOpen", { id: "2026-11-23:12" });
  expect(opened).toEqual([{ shiftId: "2026-11-23:12" }]);
});
