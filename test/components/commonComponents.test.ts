import { heard, loadComponent, mount, tap } from "./support/component";
import { installPhone } from "./support/phone";

const phone = installPhone();
const pageState = loadComponent("shared/components/page-state/index");
const headlineCard = loadComponent("shared/components/headline-card/index");
const emergencyRow = loadComponent("shared/components/emergency-row/index");
const personLine = loadComponent("shared/components/person-line/index");

describe("page-state", () => {
  test("loading draws one skeleton card for each shape, and says so to a screen reader", () => {
    const { root, text } = mount(pageState, { face: "loading", cards: [2, 1] });
    expect(root.dom?.innerHTML.match(/shape__title/g)).toHaveLength(2);
    expect(root.dom?.innerHTML.match(/shape__line/g)).toHaveLength(3);
    expect(text()).toBe("");
  });

  test("failed says what happened and offers to try again", () => {
    const { root, text } = mount(pageState, { face: "failed", title: "没能打开", detail: "网络断了" });
    expect(text()).toBe("没能打开网络断了再试一次");
    const actions = heard(root, "action");
    tap(root, "onAction");
    expect(actions).toHaveLength(1);
  });

  test("empty has a button only where there is something to do", () => {
    expect(mount(pageState, { face: "empty", title: "还没有办完的事" }).text()).toBe("还没有办完的事");
    expect(mount(pageState, { face: "empty", title: "没有在办的事", action: "我要反映" }).text()).toBe("没有在办的事我要反映");
  });
});

test("headline-card says the sentence first, then what comes", () => {
  const { root, text } = mount(headlineCard, { title: "老何正在办", detail: "周四前答复", tone: "good" });
  expect(text()).toBe("老何正在办周四前答复");
  expect(root.dom?.innerHTML).toContain("headline--good");
});

describe("emergency-row", () => {
  const numbers = ["119", "110", "120", "12356", "96777"].map((number) => ({ label: "电话", phone: number }));

  test("one tap dials", () => {
    tap(mount(emergencyRow, { numbers }).root, "onCall", { phone: "119" });
    expect(phone.dialled).toEqual(["119"]);
  });

  test.each([
    [1, "repeat(1, 1fr)", false],
    [3, "repeat(3, 1fr)", false],
    [4, "repeat(2, 1fr)", false],
    [5, "repeat(2, 1fr)", true],
  ])("%i large numbers fill their rows", (count, columns, firstIsWide) => {
    const { data } = mount(emergencyRow, { numbers: numbers.slice(0, count), large: true }).root;
    expect(data).toMatchObject({ columns: expect.stringContaining(columns), firstIsWide });
  });
});

describe("person-line", () => {
  test.each([
    ["老何", "居民组长", "何", "居民组长"],
    ["周站长", "站长", "周", ""],
    ["小陈", "支委", "陈", "支委"],
  ])("%s, %s", (called, title, initial, post) => {
    const { root, text } = mount(personLine, { called, title });
    expect(root.data).toMatchObject({ initial });
    expect(text()).toBe(`${initial}${called}${post && `·${post}`}`);
  });
});
