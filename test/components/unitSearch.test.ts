import { heard, loadComponent, mount, type Root, stub, tap } from "./support/component";
import { installPhone } from "./support/phone";

const phone = installPhone();
const search = loadComponent("shared/components/unit-search/index", { "text-field": stub });
const building = { buildingCode: "b1", name: "27 栋", units: [{ unitCode: "27-1", name: "1 单元", grid: "第 12 网格" }, { unitCode: "27-3", name: "3 单元", grid: "第 12 网格" }] };
const data = ({ instance }: Root) => (instance as { data: { searching: boolean; failed: boolean; note: string; buildings: unknown[] } }).data;
const write = (root: Root, value: string): void => (root.instance as { onQuery(event: object): void }).onQuery({ detail: { value } });
const settled = (): Promise<void> => jest.advanceTimersByTimeAsync(10_000);

beforeEach(() => {
  jest.useFakeTimers();
  phone.lost = 0;
  phone.sent.length = 0;
  phone.answer = () => ({ ok: true, data: { buildings: [building] } });
});
afterEach(() => jest.useRealTimers());

test("a word that is typed in one go is asked once, and a unit found is told with its building and its grid", async () => {
  const { root } = mount(search);
  const chosen = heard(root, "choose");
  for (const value of ["2", "27", "27 "]) write(root, value);
  await settled();
  expect(phone.sent.map(({ input }) => input)).toEqual([{ text: "27" }]);
  tap(root, "onUnit", { building: 0, unit: 1 });
  expect(chosen).toEqual([{ unitCode: "27-3", text: "27 栋 3 单元", grid: "第 12 网格" }]);
});

test("a building of one entrance is called by its own name", async () => {
  phone.answer = () => ({ ok: true, data: { buildings: [{ ...building, units: [building.units[0]] }] } });
  const { root, text } = mount(search);
  const chosen = heard(root, "choose");
  write(root, "27");
  await settled();
  expect(text()).toContain("就是这里");
  tap(root, "onUnit", { building: 0, unit: 0 });
  expect(chosen).toEqual([{ unitCode: "27-1", text: "27 栋", grid: "第 12 网格" }]);
});

test("a search that is emptied while its answer is on its way is over", async () => {
  const { root } = mount(search);
  write(root, "27");
  jest.advanceTimersByTime(300);
  expect(data(root).searching).toBe(true);
  write(root, "");
  await settled();
  expect(data(root)).toMatchObject({ searching: false, buildings: [], note: "" });
});

test("what was found goes with the word that found it", async () => {
  const { root } = mount(search);
  write(root, "27");
  await settled();
  expect(data(root).buildings).toHaveLength(1);
  write(root, "");
  expect(data(root).buildings).toEqual([]);
});

test("no more letters are asked for than the cloud takes", async () => {
  const { root } = mount(search);
  write(root, "楼".repeat(30));
  await settled();
  expect(phone.sent.map(({ input }) => input)).toEqual([{ text: "楼".repeat(20) }]);
});

test("a field that is gone searches for nothing any more", async () => {
  const { root, unmount } = mount(search);
  write(root, "27");
  unmount();
  await settled();
  expect(phone.sent).toEqual([]);
});

test("nothing found says so; without a network it can be tried again", async () => {
  phone.answer = () => ({ ok: true, data: { buildings: [] } });
  const { root } = mount(search);
  write(root, "月亮");
  await settled();
  expect(data(root)).toMatchObject({ failed: false, note: expect.stringContaining("没有找到“月亮”") });
  phone.lost = 99;
  write(root, "27");
  await settled();
  expect(data(root)).toMatchObject({ failed: true, note: expect.stringContaining("网络断了") });
  phone.lost = 0;
  phone.answer = () => ({ ok: true, data: { buildings: [building] } });
  await (root.instance as { search(): Promise<void> }).search();
  expect(data(root)).toMatchObject({ failed: false, note: "", buildings: [{ name: "27 栋" }] });
});
