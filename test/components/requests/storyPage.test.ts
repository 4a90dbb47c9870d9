import { storedStep } from "../../../miniprogram/features/requests/stepDrafts";
import { emptyValues } from "../../../miniprogram/features/requests/components/step-sheet/stepForm";
import { loadComponent, mount, stub } from "../support/component";
import { installPhone } from "../support/phone";
import { aStory } from "./aStory";

const phone = installPhone();
const page = loadComponent("features/requests/pages/story/index", Object.fromEntries(
  ["bottom-actions", "headline-card", "more-sheet", "page-state", "person-line", "privacy-popup", "reporter-card", "step-sheet", "timeline"].map((name) => [name, stub]),
));

interface Page {
  onLoad(query: object): Promise<void>;
  onSheetSubmit(event: object): void;
  data: { sheetOpen: boolean; sheetAction: string; story: { callText: string } };
}
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};
const draft = { key: "r1/answer", values: { ...emptyValues(), words: "在家" }, photos: [] };

beforeAll(() => {
  Object.assign(wx, { setNavigationBarTitle: () => Promise.resolve(), pageScrollTo: () => Promise.resolve() });
});
beforeEach(() => phone.storage.set("stepDrafts", [draft]));

async function answering(reply: unknown): Promise<Page> {
  const story = aStory({ side: "resident", state: "awaitingResident", actions: ["answer", "addWord"], callText: "居民请您打电话给他。" });
  phone.answer = ({ call }) => (call === "requests.open" ? { ok: true, data: story } : reply);
  const instance = mount(page).root.instance as Page;
  await instance.onLoad({ requestId: "r1", action: "answer" });
  // Somebody else's step came first: the story is another one when it is read again.
  phone.answer = ({ call }) => (call === "requests.open" ? { ok: true, data: aStory({ side: "resident", version: 4, actions: ["addWord"] }) } : reply);
  instance.onSheetSubmit({ detail: { step: { action: "answer", words: "在家", photos: [] } } });
  await settled();
  return instance;
}

test("what was sent is kept no longer", async () => {
  const { data } = await answering({ ok: true, data: aStory({ side: "resident", version: 4 }) });
  expect([data.sheetOpen, storedStep("r1", "answer")]).toEqual([false, undefined]);
});

test("what could not be sent goes on as a word, and is kept as one", async () => {
  const { data } = await answering({ ok: false, failure: { code: "stale", message: "刚刚有人更新过这件事。" } });
  expect([data.sheetAction, storedStep("r1", "answer"), storedStep("r1", "addWord")?.values.words]).toEqual(["addWord", undefined, "在家"]);
});
