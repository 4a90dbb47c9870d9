import { loadComponent, mount, stub } from "../support/component";
import { installPhone } from "../support/phone";

const phone = installPhone();
const names = ["page-state", "headline-card", "text-field", "bottom-actions", "t-loading"];
const page = loadComponent("features/people/pages/household/index", Object.fromEntries(names.map((name) => [name, stub])));

interface Page {
  setData(changes: object): void;
  find(text: string): Promise<void>;
  data: { searching: boolean; buildings: unknown[] };
}

test("a search that is emptied while its answer is on its way is over", async () => {
  phone.answer = () => ({ ok: true, data: { buildings: [{ buildingCode: "b1", name: "1 栋", units: [] }] } });
  const instance = mount(page).root.instance as unknown as Page;
  instance.setData({ search: "1 栋" });
  const slow = instance.find("1 栋");
  expect(instance.data.searching).toBe(true);
  instance.setData({ search: "" });
  await instance.find("");
  await slow;
  expect(instance.data).toMatchObject({ searching: false, buildings: [] });
});
