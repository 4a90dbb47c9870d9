import { heard, loadComponent, mount, stub, tap } from "../support/component";
import { installPhone } from "../support/phone";

installPhone();
const aboutPerson = loadComponent("features/report/components/about-person/index", { "text-field": stub });
const person = (staffId: string, near: boolean, grid = "") => ({ staffId, called: `老${staffId}`, title: "居民组长", station: near ? "东站" : "西站", grid, near });
const people = [person("何", true, "第 1 网格"), person("魏", true), person("郑", false, "第 9 网格")];
const search = (root: ReturnType<typeof mount>["root"], value: string): void => (root.instance as { onSearch(event: object): void }).onSearch({ detail: { value } });

test("those of one's own place stand there, the others are found by what one knows of them", () => {
  const { root, text } = mount(aboutPerson, { people });
  expect(text()).toContain("说不上是谁✓东站老何居民组长·第1网格老魏居民组长");
  expect(text()).not.toContain("老郑");
  search(root, "9网格");
  expect(text()).toContain("西站老郑");
  expect(text()).not.toContain("老何");
  search(root, "月亮");
  expect(text()).toContain("没有找到");
  search(root, "");
  tap(root, "onAll");
  expect(text()).toContain("西站老郑");
});

test("whoever is chosen stays in sight, and nobody near means everybody", () => {
  expect(mount(aboutPerson, { people, value: "郑" }).text()).toContain("老郑居民组长·第9网格✓");
  expect(mount(aboutPerson, { people: people.map((one) => ({ ...one, near: false })) }).text()).toContain("老郑");
});

test("a tap tells the page whom", () => {
  const { root } = mount(aboutPerson, { people });
  const changes = heard(root, "change");
  tap(root, "onChoose", { id: "何" });
  expect(changes).toEqual([{ staffId: "何" }]);
});
