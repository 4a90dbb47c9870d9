import { minuteMs } from "../../../contracts/kernel/milliseconds";
import type { CallData } from "../../../contracts/calls";
import { loadComponent, mount, stub, tap } from "../support/component";
import { installPhone } from "../support/phone";

const phone = installPhone();
const page = loadComponent("features/timebank/pages/code/index", { "page-state": stub });

type Reply = CallData<"sessions.code">;
const start = Date.UTC(2026, 10, 23, 10);
const turn: Reply["turns"][number] = { shiftId: "s1", personId: "p1", called: "向叔", stateText: "18:00 来", mayCheckIn: true, mayCheckOut: false };
const codesFrom = (at: number, count = 10): Reply["codes"] =>
  Array.from({ length: count }, (_, index) => ({ digits: String(100_000 + Math.round((at - start) / minuteMs) + index), image: `${index}`, fromAt: at + index * minuteMs, untilAt: at + (index + 1) * minuteMs }));

interface Page {
  onLoad(query: object): void;
  onShow(): void;
  onHide(): void;
  onUnload(): void;
  data: { digits: string; face: string; said: string; turns: Reply["turns"] };
}
let shown: Page;
let root: ReturnType<typeof mount>["root"];
const minutesLater = (minutes: number) => jest.advanceTimersByTimeAsync(minutes * minuteMs);

beforeEach(async () => {
  jest.useFakeTimers({ now: start });
  Object.assign(wx, { setKeepScreenOn: () => Promise.resolve(), showModal: () => Promise.resolve({ confirm: true }) });
  phone.sent.length = 0;
  phone.lost = 0;
  phone.answer = ({ call }) => ({ ok: true, data: call === "sessions.code" ? { title: "病房陪护", codes: codesFrom(Math.floor(Date.now() / minuteMs) * minuteMs), turns: [turn] } : {} });
  root = mount(page).root;
  shown = root.instance as unknown as Page;
  shown.onLoad({ needId: "n1" });
  shown.onShow();
  await jest.advanceTimersByTimeAsync(10);
});
afterEach(() => {
  shown.onUnload();
  jest.useRealTimers();
});

test("the code changes by itself, without a network", async () => {
  expect(shown.data.digits).toBe("100 000");
  phone.lost = Infinity;
  await minutesLater(6);
  expect(shown.data).toMatchObject({ digits: "100 006", face: "ready" });
});

test("fresh codes are fetched before the last is over", async () => {
  await minutesLater(15);
  expect(shown.data).toMatchObject({ digits: "100 015", face: "ready" });
  expect(phone.sent.length).toBeGreaterThan(1);
  expect(phone.sent.length).toBeLessThan(5);
});

test("too long without a network says so, and comes back with it", async () => {
  phone.lost = Infinity;
  await minutesLater(11);
  expect(shown.data.face).toBe("failed");
  phone.lost = 0;
  await minutesLater(1);
  expect(shown.data).toMatchObject({ face: "ready", digits: "100 012" });
});

test("a page that nobody sees asks for nothing", async () => {
  shown.onHide();
  phone.sent.length = 0;
  await minutesLater(15);
  expect(phone.sent).toEqual([]);
});

test("who has no phone at hand is checked in by hand, under the name of who does it", async () => {
  tap(root, "onByHand", { person: "p1", way: "in" });
  await jest.advanceTimersByTimeAsync(50);
  expect(phone.sent).toContainEqual(expect.objectContaining({ call: "sessions.checkIn", input: { shiftId: "s1", presence: { kind: "onBehalf", personId: "p1" } } }));
  expect(shown.data.said).toBe("替向叔签到了。");
});

test("who went by himself meanwhile stands there as gone once the hand by his name is refused", async () => {
  const before = phone.answer;
  phone.answer = (sent) => (sent.call === "sessions.checkIn" ? { ok: false, failure: { code: "actionNotOpen", message: "这一步已经做过了。" } } : before(sent));
  phone.sent.length = 0;
  tap(root, "onByHand", { person: "p1", way: "in" });
  await jest.advanceTimersByTimeAsync(50);
  expect(phone.sent.map(({ call }) => call)).toEqual(["sessions.checkIn", "sessions.code"]);
});
