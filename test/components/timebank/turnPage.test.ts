import type { CallData } from "../../../contracts/calls";
import type { SessionCard, TurnCard } from "../../../miniprogram/shared/timebankWords";
import { loadComponent, mount, stub, tap } from "../support/component";
import { installPhone } from "../support/phone";

const phone = installPhone();
const page = loadComponent("features/timebank/pages/turn/index", { "headline-card": stub, "page-state": stub, "privacy-popup": stub, "text-field": stub });

const turn: TurnCard = {
  shiftId: "s1", needId: "n1", version: 5, title: "病房陪护", whenText: "今天 18:00–22:00", placeText: "骨科 7 楼", fromAt: 0, toAt: 1, state: "promised",
  headline: { title: "您答应了", detail: "", tone: "good" }, actions: ["checkIn"],
};
const going: TurnCard = { ...turn, state: "inProgress", sessionId: "x1", actions: ["checkOut"] };
const session = { sessionId: "x1", headline: { title: "正在服务", detail: "", tone: "good" } } as SessionCard;

interface Page {
  onLoad(query: object): void;
  onDigits(event: object): void;
  open(): Promise<void>;
  data: { said: string; digitsError: string; mayIn: boolean; mayOut: boolean; mayGiveBack: boolean; saidTone: string; busy: string; session: SessionCard | null };
}
const settled = async (): Promise<void> => {
  for (let turns = 0; turns < 40; turns++) await Promise.resolve();
};

let open: CallData<"turns.open">;
let answer: (call: string) => unknown;

async function opened(): Promise<{ root: ReturnType<typeof mount>["root"]; instance: Page }> {
  phone.sent.length = 0;
  open = { turn, byPlace: true, note: "" };
  answer = () => {
    open = { ...open, turn: going };
    return { ok: true, data: session };
  };
  phone.answer = ({ call }) => (call === "turns.open" ? { ok: true, data: open } : answer(call));
  const { root } = mount(page);
  const instance = root.instance as unknown as Page;
  instance.onLoad({ shiftId: "s1" });
  await settled();
  return { root, instance };
}
const checkIns = () => phone.sent.filter(({ call }) => call === "sessions.checkIn");

beforeAll(() => {
  Object.assign(wx, {
    setNavigationBarTitle: () => Promise.resolve(),
    vibrateShort: () => Promise.resolve(),
    scanCode: () => Promise.resolve({ result: "LL0123456789ABCDEF01" }),
    getLocation: () => Promise.resolve({ latitude: 29.3, longitude: 106.9 }),
    showModal: () => Promise.resolve({ confirm: true }),
  });
});

test("scanning the other's screen checks in, and checking out is next", async () => {
  const { root, instance } = await opened();
  tap(root, "onScan");
  await settled();
  expect(checkIns().map(({ input }) => input)).toEqual([{ shiftId: "s1", presence: { kind: "code", code: "LL0123456789ABCDEF01" } }]);
  expect(instance.data).toMatchObject({ mayIn: false, mayOut: true, session: { sessionId: "x1" } });
});

test("giving back is asked about once, carries the version that was seen, and is thanked for", async () => {
  const { root, instance } = await opened();
  open = { ...open, turn: { ...turn, actions: ["giveBack"] } };
  await instance.open();
  expect(instance.data.mayGiveBack).toBe(true);
  answer = () => {
    open = { ...open, turn: { ...turn, state: "givenBack", actions: [] } };
    return { ok: true, data: {} };
  };
  tap(root, "onGiveBack");
  await settled();
  expect(phone.sent.find(({ call }) => call === "shifts.step")!.input).toEqual({ shiftId: "s1", version: 5, step: { action: "giveBack" } });
  expect(instance.data).toMatchObject({ mayGiveBack: false, saidTone: "good", busy: "" });
});

test("another code is said to be one, and nothing is sent", async () => {
  const { root, instance } = await opened();
  Object.assign(wx, { scanCode: () => Promise.resolve({ result: "https://elsewhere.example/" }) });
  tap(root, "onScan");
  await settled();
  expect(checkIns()).toEqual([]);
  expect(instance.data.said).toContain("不是签到的码");
});

test("six digits with a space between them; a wrong one is said beside the field", async () => {
  const { root, instance } = await opened();
  tap(root, "onDigitsIn");
  expect(instance.data.digitsError).not.toBe("");
  answer = () => ({ ok: false, failure: { code: "codeWrong", message: "" } });
  instance.onDigits({ detail: { value: "482 913" } });
  tap(root, "onDigitsIn");
  await settled();
  expect(checkIns()[0]!.input).toEqual({ shiftId: "s1", presence: { kind: "code", code: "482913" } });
  expect(instance.data.digitsError).toContain("码不对");
  expect(instance.data.said).toBe("");
});

test("being there counts, and without a position the other ways are named", async () => {
  const { root } = await opened();
  tap(root, "onHere");
  await settled();
  expect(checkIns()[0]!.input).toEqual({ shiftId: "s1", presence: { kind: "place", point: { lng: 106.9, lat: 29.3 } } });
  const again = await opened();
  Object.assign(wx, { getLocation: () => Promise.reject(new Error("auth deny")) });
  tap(again.root, "onHere");
  await settled();
  expect(checkIns()).toEqual([]);
  expect(again.instance.data.said).toContain("数字也一样");
});

test("a lost answer is asked for again under the same id, so that one coming is one session", async () => {
  jest.useFakeTimers();
  try {
    const { root, instance } = await opened();
    instance.onDigits({ detail: { value: "482913" } });
    phone.lost = 3;
    tap(root, "onDigitsIn");
    await jest.advanceTimersByTimeAsync(5000);
    expect(instance.data.said).toContain("不会记两遍");
    tap(root, "onDigitsIn");
    await jest.advanceTimersByTimeAsync(100);
    expect(checkIns()).toHaveLength(4);
    expect(new Set(checkIns().map(({ operationId }) => operationId)).size).toBe(1);
    expect(instance.data.mayOut).toBe(true);
  } finally {
    jest.useRealTimers();
  }
});

test("checking out is a tap that is asked about once", async () => {
  await opened();
  open = { ...open, turn: going };
  const again = mount(page);
  const instance = again.root.instance as unknown as Page;
  instance.onLoad({ shiftId: "s1" });
  await settled();
  tap(again.root, "onOut");
  await settled();
  expect(phone.sent.filter(({ call }) => call === "sessions.checkOut").map(({ input }) => input)).toEqual([{ sessionId: "x1", leaving: { kind: "tap" } }]);
});
