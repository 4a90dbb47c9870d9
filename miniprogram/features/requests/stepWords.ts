/** What is said after a step went through, and after somebody else's step came first. */
import { dealing } from "../../shared/persons";
import type { TappableAction } from "../../shared/requestActions";
import type { CallData } from "../../../contracts/calls";

type Story = CallData<"requests.open">;

const doneWords: Record<TappableAction, (story: Story) => string> = {
  accept: () => "您接了，居民马上会知道。",
  start: () => "记下了，居民会看到您已经在办。",
  askResident: () => "问过居民了，他回复以前时限停着。",
  answer: (story) => `发给${dealing(story).called}了，接着办。`,
  goOn: () => "记下了，时限继续走。",
  askConfirm: () => "已经请居民确认，由他说办没办好。",
  confirm: ({ owner }) => `您的评价${owner.called}看得到。`,
  reopen: (story) => `${dealing(story).called}知道了，接着办。`,
  askHelper: () => "请到了，他会收到提醒；这件事还是您牵头。",
  helperDone: (story) => `告诉${dealing(story).called}了，辛苦您。`,
  transfer: ({ owner }) => `转给${owner.called}了，时限不变。`,
  notAccept: () => "告诉居民了，连同接下来可以找谁。",
  withdraw: () => "停下来了。以后需要，再说一次就行。",
  addWord: () => "补充上去了，办这件事的人都会看到。",
  notFound: ({ timeline }) => `记下了：${timeline.filter(({ kind }) => kind === "past").slice(-1)[0]?.text ?? "已告诉站里"}。`,
};

export const doneText = (action: TappableAction, after: Story): string => doneWords[action](after);

/** What happened between two looks at the same story, as one sentence; empty when nothing did. */
export function changedText(before: Story, after: Story): string {
  const known = new Set(before.timeline.map(({ id }) => id));
  const fresh = after.timeline.filter(({ id, kind }) => kind === "past" && !known.has(id)).map(({ text }) => text);
  if (fresh.length > 0) return `刚刚：${fresh.join("；")}。`;
  return before.version === after.version ? "" : `现在是：${after.headline.title}。`;
}
