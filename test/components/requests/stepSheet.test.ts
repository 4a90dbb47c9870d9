import { heard, loadComponent, mount, stub, tap } from "../support/component";
import { installPhone } from "../support/phone";
import { dropStep, moveStep, storedStep, storeStep } from "../../../miniprogram/features/requests/stepDrafts";
import { emptyValues } from "../../../miniprogram/features/requests/components/step-sheet/stepForm";
import { aStory } from "./aStory";

const phone = installPhone();
beforeEach(() => phone.storage.clear());
const sheet = loadComponent("features/requests/components/step-sheet/index", { "t-popup": stub, "photo-picker": stub });

interface Sheet {
  data: { values: { words: string; staffId: string }; messages: Record<string, string> };
  onWords(event: object): void;
  onChoose(event: object): void;
  onPhotos(event: object): void;
  onSubmit(): void;
}

const typed = (value: string): object => ({ currentTarget: { dataset: { key: "words" } }, detail: { value } });
const chosen = (key: string, value: string): object => ({ currentTarget: { dataset: { key, value } } });

function openSheet(action: string, changes: object = {}) {
  const mounted = mount(sheet, { visible: true, action, story: aStory(), round: 1, ...changes });
  return { ...mounted, submitted: heard(mounted.root, "submit"), instance: mounted.root.instance as unknown as Sheet };
}

test("nothing leaves an empty sheet; what is missing stands beside the field", () => {
  const { instance, submitted, text } = openSheet("askHelper");
  instance.onSubmit();
  expect(submitted).toEqual([]);
  expect(text()).toContain("请选一位同志。");
  expect(text()).toContain("请写一下请他办哪一部分。");
  expect(text()).toContain("请选一个日子。");
});

test("what was typed leaves as the contract's step", () => {
  const { instance, submitted } = openSheet("notFound");
  instance.onChoose(chosen("where", "door"));
  instance.onWords(typed(" 门锁着 "));
  instance.onSubmit();
  expect(submitted).toEqual([{ step: { action: "notFound", where: "door", words: "门锁着" } }]);
});

test("words outlive a failure, a closed sheet and another step, and go with the next round", () => {
  const { root, instance } = openSheet("askConfirm");
  instance.onWords(typed("管子换好了"));
  root.setData({ notice: "网络断了", visible: false });
  root.setData({ visible: true, action: "addWord", round: 1 });
  expect(instance.data.values.words).toBe("管子换好了");
  root.setData({ round: 2 });
  expect(instance.data.values.words).toBe("");
});

test("while a step is on its way, tapping again sends nothing", () => {
  const { instance, submitted } = openSheet("addWord", { busy: true });
  instance.onWords(typed("又冒水了"));
  instance.onSubmit();
  expect(submitted).toEqual([]);
});

test("a photo that has not arrived holds the step back and says so", () => {
  const { instance, submitted, text } = openSheet("addWord");
  instance.onWords(typed("又冒水了"));
  instance.onPhotos({ detail: { fileIds: [], unsent: 1 } });
  instance.onSubmit();
  expect(submitted).toEqual([]);
  expect(text()).toContain("还有照片没传上");
});

test("six people stand first; 更多人 shows the rest, and the stations are never behind it", () => {
  const team = Array.from({ length: 9 }, (_, nth) => ({ staffId: `p${nth}`, called: `第${nth}位`, title: "居民组长" }));
  const { root, text } = openSheet("transfer", { story: aStory({ team, stations: [{ code: "s9", name: "第九站" }] }) });
  expect(text()).toContain("第5位");
  expect(text()).not.toContain("第6位");
  expect(text()).toContain("第九站");
  tap(root, "onUnfold");
  expect(text()).toContain("第8位");
  expect(text()).not.toContain("更多人");
});

test("a single person more is shown, not folded", () => {
  const team = Array.from({ length: 7 }, (_, nth) => ({ staffId: `p${nth}`, called: `第${nth}位`, title: "居民组长" }));
  const { text } = openSheet("askHelper", { story: aStory({ team }) });
  expect(text()).toContain("第6位");
  expect(text()).not.toContain("更多人");
});

describe("what was filled in and not sent", () => {
  test("is there again after the page was left: words, choices and photos, each with its own step", () => {
    const photo = { key: "k", path: "wxfile://1.jpg", fileId: "cloud://env.bucket/u/o/1.jpg", state: "sent", percent: 100 };
    const first = openSheet("reopen");
    first.instance.onWords(typed("晚上放水又漏了"));
    first.instance.onChoose(chosen("reason", "cameBack"));
    first.instance.onPhotos({ detail: { photos: [photo], fileIds: ["cloud://env.bucket/u/o/1.jpg"], unsent: 0 } });
    first.unmount();
    const again = openSheet("reopen");
    expect(again.instance.data).toMatchObject({ values: { words: "晚上放水又漏了", reason: "cameBack" }, photos: [photo] });
    again.instance.onSubmit();
    expect(again.submitted).toEqual([{ step: { action: "reopen", reason: "cameBack", words: "晚上放水又漏了", photos: ["cloud://env.bucket/u/o/1.jpg"] } }]);
    expect(openSheet("addWord").instance.data.values.words).toBe("");
    expect(openSheet("reopen", { story: aStory({ requestId: "r2" }) }).instance.data.values.words).toBe("");
  });

  test("another step and back: the sheet takes up what was left of it", () => {
    const { root, instance } = openSheet("reopen");
    instance.onWords(typed("又漏了"));
    root.setData({ action: "addWord", round: 2 });
    expect(instance.data.values.words).toBe("");
    root.setData({ action: "reopen", round: 3 });
    expect(instance.data.values.words).toBe("又漏了");
  });

  test("goes with what was sent; what another step carries on leaves its own; the newest twenty stay", () => {
    const draft = (words: string) => ({ values: { ...emptyValues(), words }, photos: [] });
    storeStep("r1", "addWord", draft("一"));
    dropStep("r1", "addWord");
    expect(storedStep("r1", "addWord")).toBeUndefined();
    storeStep("r1", "answer", draft("二"));
    moveStep("r1", "answer", "addWord");
    expect([storedStep("r1", "answer"), storedStep("r1", "addWord")?.values.words]).toEqual([undefined, "二"]);
    for (let nth = 0; nth < 20; nth += 1) storeStep(`s${nth}`, "addWord", draft("三"));
    expect([storedStep("r1", "addWord"), storedStep("s0", "addWord")?.values.words]).toEqual([undefined, "三"]);
  });

  test("how many letters are left is said before there are none", () => {
    const { instance, text } = openSheet("addWord");
    instance.onWords(typed("字".repeat(899)));
    expect(text()).not.toContain("1000字");
    instance.onWords(typed("字".repeat(1000)));
    expect(text()).toContain("1000/1000字，写满了");
  });
});
