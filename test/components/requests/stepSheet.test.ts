import { heard, loadComponent, mount, stub, tap } from "../support/component";
import { installPhone } from "../support/phone";
import { aStory } from "./aStory";

installPhone();
const sheet = loadComponent("features/requests/components/step-sheet/index", { "t-popup": stub, "photo-picker": stub });

interface Sheet {
  data: { values: { words: string; personId: string }; messages: Record<string, string> };
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
  const team = Array.from({ length: 9 }, (_, nth) => ({ personId: `p${nth}`, called: `第${nth}位`, title: "居民组长" }));
  const { root, text } = openSheet("transfer", { story: aStory({ team, stations: [{ code: "s9", name: "第九站" }] }) });
  expect(text()).toContain("第5位");
  expect(text()).not.toContain("第6位");
  expect(text()).toContain("第九站");
  tap(root, "onUnfold");
  expect(text()).toContain("第8位");
  expect(text()).not.toContain("更多人");
});

test("a single person more is shown, not folded", () => {
  const team = Array.from({ length: 7 }, (_, nth) => ({ personId: `p${nth}`, called: `第${nth}位`, title: "居民组长" }));
  const { text } = openSheet("askHelper", { story: aStory({ team }) });
  expect(text()).toContain("第6位");
  expect(text()).not.toContain("更多人");
});
