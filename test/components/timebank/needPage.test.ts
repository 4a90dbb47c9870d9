import type { NeedStory } from "../../../miniprogram/shared/timebankWords";
import { loadComponent, mount, stub } from "../support/component";
import { installPhone } from "../support/phone";
import { aNeed, aShift } from "./aRoster";

const phone = installPhone();
const names = ["bottom-actions", "branch-sheet", "event-list", "headline-card", "page-state", "shift-list", "station-card", "words-field"];
const page = loadComponent("features/timebank/pages/need/index", Object.fromEntries(names.map((name) => [name, stub])));
const shift = aShift("2026-11-25", 14, 18, { actions: ["take"] });
const story: NeedStory = aNeed([shift], { side: "volunteer" });

interface Page {
  onLoad(query: object): void;
  onShow(): void;
  onShiftAct(event: object): void;
  data: { said: string; busyId: string; busyAction: string };
}
const settled = async (): Promise<void> => {
  for (let turns = 0; turns < 40; turns++) await Promise.resolve();
};

async function taken(answer: object): Promise<Page> {
  phone.answer = ({ call }) => (call === "needs.open" ? { ok: true, data: story } : answer);
  const instance = mount(page).root.instance as unknown as Page;
  instance.onLoad({ needId: "need1" });
  await settled();
  instance.onShiftAct({ detail: { shiftId: shift.shiftId, version: 1, action: "take" } });
  await settled();
  return instance;
}

beforeAll(() => {
  // An answer that nobody gives: whoever reads the sheet isn't done yet.
  Object.assign(wx, { pageScrollTo: () => Promise.resolve(), showModal: () => new Promise(() => undefined) });
});

test("whoever is told to apply first has nothing turning behind it", async () => {
  expect((await taken({ ok: false, failure: { code: "notMember", message: "请先报名。" } })).data).toMatchObject({ busyId: "", busyAction: "" });
});

test("who has applied reads so, and is not sent to apply again", async () => {
  expect((await taken({ ok: false, failure: { code: "memberWaits", message: "站里还在看您的报名。" } })).data.said).toBe("站里还在看您的报名。");
});

describe("asking for the same again", () => {
  const went: string[] = [];
  const overOf = async (changes: Partial<NeedStory>): Promise<ReturnType<typeof mount>> => {
    Object.assign(wx, { navigateTo: ({ url }: { url: string }) => void went.push(url) });
    phone.answer = () => ({ ok: true, data: aNeed([], { state: "ended", actions: [], ...changes }) });
    const mounted = mount(page);
    (mounted.root.instance as unknown as Page).onLoad({ needId: "need1" });
    await settled();
    return mounted;
  };

  test("leads to the page of asking, with the need to take it from", async () => {
    const { root, text } = await overOf({ side: "recipient", again: true });
    expect(text()).toContain("再请一次");
    (root.instance as unknown as { onAgain(): void }).onAgain();
    expect(went).toEqual(["/features/timebank/pages/ask/index?needId=need1"]);
  });

  test("is there beside the code while the last time is to come", async () => {
    const { text } = await overOf({ side: "recipient", state: "open", code: { open: true, text: "" }, again: true });
    for (const words of ["看签到码", "再请一次"]) expect(text()).toContain(words);
  });

  test("is not for who may not: a volunteer, the branch, while it is open", async () => {
    for (const changes of [{ side: "volunteer" as const }, { side: "staff" as const }, { side: "recipient" as const, state: "open" as const }]) expect((await overOf(changes)).text()).not.toContain("再请一次");
  });
});

test("what followed a step is not said any more to who comes back", async () => {
  const instance = await taken({ ok: true, data: story });
  expect(instance.data.said).toContain("归您");
  instance.onShow();
  await settled();
  expect(instance.data.said).toBe("");
});
