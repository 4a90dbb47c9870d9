import { dotted, heldDots } from "../../../miniprogram/shared/dots";
import type { NeedCard } from "../../../miniprogram/shared/timebankWords";
import { loadComponent, mount } from "../support/component";
import { installPhone } from "../support/phone";

installPhone();
const needCard = loadComponent("shared/components/need-card/index");

/** Where a line may break: at a space, and not at one that holds. */
const lines = (text: string): string[] => text.split(" ");

test("a line ends with a dot and never begins with one", () => {
  expect(lines(dotted("辅导孩子", "", "每周日")).some((line) => line.startsWith("·"))).toBe(false);
  expect(heldDots("梧桐里社区 · 第 12 网格 · 27 栋")).toBe(dotted("梧桐里社区", "第 12 网格", "27 栋"));
  expect(dotted("", "只有一样")).toBe("只有一样");
});

test("so do the words of a card that come with their dots", () => {
  const need = { needId: "n1", title: "陪聊天散步 · 每周日 19:00", words: "", whenText: "", placeText: "第 12 网格 · 离您很近", lackText: "还缺 3 班", lacking: 3, state: "open", headline: { title: "", detail: "", tone: "good" } } as unknown as NeedCard;
  const shown = mount(needCard, { need }).root.dom!.textContent ?? "";
  expect(shown).toContain("· 每周日");
  expect(lines(shown).filter((line) => line.startsWith("·"))).toEqual([]);
});
