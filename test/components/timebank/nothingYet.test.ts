import { loadComponent, mount, stub, tap } from "../support/component";
import { installPhone } from "../support/phone";

/** Whoever has nothing yet is told so, and led to where it begins. */
const phone = installPhone();
const give = loadComponent("features/timebank/pages/give/index", Object.fromEntries(["bottom-actions", "choice", "hours-card", "page-state", "station-card", "text-field"].map((name) => [name, stub])));
const records = loadComponent("features/timebank/pages/records/index", Object.fromEntries(["headline-card", "page-state", "segments", "switch-row", "t-loading"].map((name) => [name, stub])));
const timeField = loadComponent("features/timebank/components/time-field/index", { choice: stub });
const went: string[] = [];
const titles: string[] = [];
const scrolled: object[] = [];
const settled = async (): Promise<void> => {
  for (let turns = 0; turns < 40; turns++) await Promise.resolve();
};
beforeAll(() => {
  const go = ({ url }: { url: string }) => void went.push(url);
  Object.assign(wx, {
    navigateTo: go, redirectTo: go,
    setNavigationBarTitle: ({ title }: { title: string }) => void titles.push(title),
    pageScrollTo: (where: object) => Promise.resolve(void scrolled.push(where)),
  });
});

const formOf = (availableMinutes: number) => ({ hours: { availableMinutes, availableText: "", heldMinutes: 0, heldText: "", honourMinutes: 0, honourText: "", accountCode: "3M9A-22C1" }, poolText: "", rules: [], family: [] });
async function opened(page: typeof give, query: object = {}) {
  const { root } = mount(page);
  (root.instance as unknown as { onLoad(query: object): void }).onLoad(query);
  await settled();
  return root;
}

test("who has no hours is not asked how many to give", async () => {
  phone.answer = () => ({ ok: true, data: formOf(0) });
  const root = await opened(give);
  expect(root.dom?.textContent).toContain("现在没有可以送的时间");
  expect(root.dom?.textContent).not.toContain("送出去");
  tap(root, "onNear");
  expect(went.at(-1)).toContain("/near/");
});

test("what is wrong with a gift is brought into sight", async () => {
  phone.answer = () => ({ ok: true, data: formOf(60) });
  tap(await opened(give), "onGive");
  expect(scrolled.at(-1)).toMatchObject({ selector: "#field-amount" });
});

test("who never helped is not offered a certificate of it; the title is the list's", async () => {
  phone.answer = () => ({ ok: true, data: { certificates: [], nothingYet: true } });
  const root = await opened(records, { tab: "certificates" });
  expect([root.dom?.textContent?.includes("还没有可以写进证书的"), root.dom?.textContent?.includes("开一张证书"), titles.at(-1)]).toEqual([true, false, "证书"]);
});

test("hours of today that are past are not offered", () => {
  const { root } = mount(timeField);
  const offered = () => (root.instance as unknown as { data: { options: { key: string }[]; start: string } }).data;
  expect(offered().options).toHaveLength(6);
  (root.instance as unknown as { setData(patch: object): void }).setData({ past: 600 });
  expect(offered()).toMatchObject({ options: [{ key: "840" }, { key: "900" }, { key: "1140" }], start: "10:01" });
});
