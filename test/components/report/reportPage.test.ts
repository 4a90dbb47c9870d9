import { loadComponent, mount, stub } from "../support/component";
import { installPhone } from "../support/phone";

/** 我要反映 where there is no network. */
const phone = installPhone();
const names = ["about-person", "bottom-actions", "choice", "emergency-row", "page-state", "photo-grid", "privacy-popup", "switch-row", "text-field"];
const report = loadComponent("features/report/pages/report/index", Object.fromEntries(names.map((name) => [name, stub])));

interface Page {
  onLoad(query: object): void;
  onWords(event: object): void;
  onUnload(): void;
  open(): Promise<void>;
  data: { face: string; bare: boolean; categories: { code: string }[]; draft: { words: string; chosenPlace: { text: string } | null } };
}
const form = { categories: [{ code: "pipe", name: "水管" }], emergencyNumbers: [], staff: [], uploadPrefix: "u/o1/", place: { kind: "home", text: "27 栋", grid: "第 12 网格" } };

beforeEach(() => {
  jest.useFakeTimers();
  phone.storage.clear();
  phone.lost = 99;
});
afterEach(() => jest.useRealTimers());

async function opened() {
  const mounted = mount(report);
  const page = mounted.root.instance as unknown as Page;
  page.onLoad({});
  await jest.advanceTimersByTimeAsync(10_000);
  return { ...mounted, page };
}

test("the form that home kept is enough: kinds to choose from, and one's own home", async () => {
  phone.storage.set("reportForm", { at: Date.now(), reply: form });
  const { page, text } = await opened();
  expect(page.data).toMatchObject({ face: "ready", bare: false, categories: [{ code: "pipe" }], draft: { chosenPlace: { text: "27 栋" } } });
  expect(text()).toContain("送出");
});

test("without any form words can be put down; they are kept, and the rest is asked for when the network is back", async () => {
  const { page, text } = await opened();
  expect(page.data).toMatchObject({ face: "ready", bare: true });
  expect(text()).toContain("是什么事");
  expect(text()).toContain("接着填");
  expect(text()).not.toContain("最像哪一类");
  page.onWords({ detail: { value: "电梯停了" } });
  page.onUnload();
  expect(phone.storage.get("reportDraft")).toMatchObject({ words: "电梯停了" });
  phone.lost = 0;
  phone.answer = () => ({ ok: true, data: form });
  await page.open();
  expect(page.data).toMatchObject({ bare: false, draft: { words: "电梯停了", chosenPlace: { text: "27 栋" } } });
  expect(text()).toContain("最像哪一类");
});
