import type { Random } from "./random";
import { addedWords, helperNotes, type Matter, ratingWords, said, staffNotes, waysOn, withdrawWords } from "./seedTexts";
import type { Step, Story } from "./seedStory";
import { dayMs } from "../../contracts/kernel/milliseconds";

/**
 * The ways in which matters go, each told until it ends or the present is reached. Times are office hours; who acts is
 * who the product says is accountable then.
 */
interface Tale {
  story: Story;
  matter: Matter;
  random: Random;
  /** 1 as things usually go; more is slower. */
  pace: number;
  /** Somebody else of the same station who can help. */
  colleague: (story: Story) => string | undefined;
}
/** False once the present is reached. */
type Chapter = (tale: Tale) => boolean;

const between = ({ random, pace }: Tale, from: number, to: number): number => (from + random.next() * (to - from)) * pace;
const owner = ({ story }: Tale): string => story.request.ownerId;

function act(tale: Tale, by: string, afterHours: number, step: Step): boolean {
  return tale.story.step(by, tale.story.office(afterHours), step);
}

const oneOf = (tale: Tale, texts: readonly string[]): string => said(tale.random.pick(texts), tale.random);

const accept: Chapter = (tale) => act(tale, owner(tale), between(tale, 0.1, 5), { action: "accept" });
const start: Chapter = (tale) => act(tale, owner(tale), between(tale, 0.3, 4), { action: "start" });
const work: Chapter = (tale) =>
  act(tale, owner(tale), between(tale, 2, 14), { action: "askConfirm", words: said(tale.matter.done, tale.random), photos: [] });
const praise: Chapter = (tale) => {
  const stars = tale.random.next() < 0.72 ? 5 : tale.random.whole(3, 4);
  const words = tale.random.next() < 0.5 ? { words: oneOf(tale, ratingWords) } : {};
  return act(tale, "resident", between(tale, 0.5, 9), { action: "confirm", stars, ...words });
};
const note: Chapter = (tale) => act(tale, owner(tale), between(tale, 0.3, 2), { action: "addWord", words: oneOf(tale, staffNotes), photos: [] });
const word: Chapter = (tale) => act(tale, "resident", between(tale, 1, 4), { action: "addWord", words: oneOf(tale, addedWords), photos: [] });

const ask: Chapter = (tale) =>
  act(tale, owner(tale), between(tale, 0.5, 3), { action: "askResident", words: tale.matter.question ?? "您哪天在家方便，我上门看一看？" });
const reply: Chapter = (tale) =>
  act(tale, "resident", between(tale, 1, 8), { action: "answer", words: tale.matter.answer ?? "这两天下午都在家。", photos: [] });

const help: Chapter = (tale) => {
  const staffId = tale.colleague(tale.story);
  if (staffId === undefined) return true;
  const at = tale.story.office(between(tale, 0.3, 2));
  const day = new Date(at + 3 * dayMs).toISOString().slice(0, 10);
  return tale.story.step(owner(tale), at, { action: "askHelper", staffId, part: tale.matter.part ?? "上门和居民说一声", day });
};
const helped: Chapter = (tale) => {
  const part = tale.story.request.helpers.find(({ done }) => !done);
  return !part || act(tale, part.staffId, between(tale, 1, 6), { action: "helperDone", helpId: part.helpId, words: oneOf(tale, helperNotes) });
};
const handOn: Chapter = (tale) => {
  const staffId = tale.colleague(tale.story);
  if (staffId === undefined) return true;
  return act(tale, owner(tale), between(tale, 0.3, 3), { action: "transfer", reason: "otherPerson", to: { kind: "person", staffId } });
};
const nobodyThere: Chapter = (tale) =>
  act(tale, "resident", between(tale, 4, 7), { action: "notFound", where: tale.random.pick(["door", "phone"] as const) });
/** The stand-in who was summoned takes it and owns it from then on. */
const takeOver: Chapter = (tale) => {
  const { story } = tale;
  const by = story.request.standInCalled ? (story.request.standInId ?? owner(tale)) : owner(tale);
  return act(tale, by, between(tale, 0.1, 0.7), { action: "accept" });
};
const again: Chapter = (tale) =>
  act(tale, "resident", between(tale, 2, 16), { action: "reopen", reason: tale.random.pick(["notFixed", "cameBack", "partly"] as const), photos: [] });
const decline: Chapter = (tale) => act(tale, owner(tale), between(tale, 0.3, 4), { action: "notAccept", ...tale.random.pick(waysOn) });
const takeBack: Chapter = (tale) => act(tale, "resident", between(tale, 1, 6), { action: "withdraw", words: oneOf(tale, withdrawWords) });

const plots: readonly (readonly [weight: number, chapters: readonly Chapter[]])[] = [
  [30, [accept, start, work, praise]],
  [10, [accept, note, start, work, praise]],
  // Nobody answers any more: the clock closes it after a week.
  [9, [accept, start, work]],
  [10, [accept, start, help, helped, work, praise]],
  [9, [accept, ask, reply, work, praise]],
  [5, [handOn, accept, start, work, praise]],
  [5, [nobodyThere, takeOver, start, work, praise]],
  [6, [accept, start, work, again, start, work, praise]],
  [4, [accept, start, word, work, praise]],
  [4, [decline]],
  [4, [takeBack]],
  [2, [accept, takeBack]],
];

export function tellStory(tale: Tale): void {
  let left = tale.random.next() * plots.reduce((sum, [weight]) => sum + weight, 0);
  const [, chapters] = plots.find(([weight]) => (left -= weight) <= 0) ?? plots[0]!;
  chapters.every((chapter) => chapter(tale));
}
