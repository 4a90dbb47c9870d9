import type { Random } from "./random";
import { addedWords, helperNotes, type Matter, ratingWords, said, staffNotes, waysOn, withdrawWords } from "./seedTexts";
import type { Step, Story } from "./seedStory";
import { dayMs } from "../../contracts/kernel/milliseconds";

/**
 * The ways in which matters go, each told until it ends or the present is reached. Times are office hours; who acts is
 * who the product says is accountable then.
 */
interface Telling {
  story: Story;
  matter: Matter;
  random: Random;
  /** 1 as things usually go; more is slower. */
  pace: number;
  /** Somebody else of the same station who can help. */
  colleague: (story: Story) => string | undefined;
}
/** False once the present is reached. */
type Chapter = (telling: Telling) => boolean;

const between = ({ random, pace }: Telling, from: number, to: number): number => (from + random.next() * (to - from)) * pace;
const owner = ({ story }: Telling): string => story.request.ownerId;

function act(telling: Telling, by: string, afterHours: number, step: Step): boolean {
  return telling.story.step(by, telling.story.office(afterHours), step);
}

const oneOf = (telling: Telling, texts: readonly string[]): string => said(telling.random.pick(texts), telling.random);

const accept: Chapter = (telling) => act(telling, owner(telling), between(telling, 0.1, 5), { action: "accept" });
const start: Chapter = (telling) => act(telling, owner(telling), between(telling, 0.3, 4), { action: "start" });
const work: Chapter = (telling) =>
  act(telling, owner(telling), between(telling, 2, 14), { action: "askConfirm", words: said(telling.matter.done, telling.random), photos: [] });
const praise: Chapter = (telling) => {
  const stars = telling.random.next() < 0.72 ? 5 : telling.random.whole(3, 4);
  const words = telling.random.next() < 0.5 ? { words: oneOf(telling, ratingWords) } : {};
  return act(telling, "resident", between(telling, 0.5, 9), { action: "confirm", stars, ...words });
};
const note: Chapter = (telling) => act(telling, owner(telling), between(telling, 0.3, 2), { action: "addWord", words: oneOf(telling, staffNotes), photos: [] });
const word: Chapter = (telling) => act(telling, "resident", between(telling, 1, 4), { action: "addWord", words: oneOf(telling, addedWords), photos: [] });

const ask: Chapter = (telling) =>
  act(telling, owner(telling), between(telling, 0.5, 3), { action: "askResident", words: telling.matter.question ?? "您哪天在家方便，我上门看一看？" });
const reply: Chapter = (telling) =>
  act(telling, "resident", between(telling, 1, 8), { action: "answer", words: telling.matter.answer ?? "这两天下午都在家。", photos: [] });

const help: Chapter = (telling) => {
  const personId = telling.colleague(telling.story);
  if (personId === undefined) return true;
  const at = telling.story.office(between(telling, 0.3, 2));
  const day = new Date(at + 3 * dayMs).toISOString().slice(0, 10);
  return telling.story.step(owner(telling), at, { action: "askHelper", personId, part: telling.matter.part ?? "上门和居民说一声", day });
};
const helped: Chapter = (telling) => {
  const part = telling.story.request.helpers.find(({ done }) => !done);
  return !part || act(telling, part.personId, between(telling, 1, 6), { action: "helperDone", helpId: part.helpId, words: oneOf(telling, helperNotes) });
};
const handOn: Chapter = (telling) => {
  const personId = telling.colleague(telling.story);
  if (personId === undefined) return true;
  return act(telling, owner(telling), between(telling, 0.3, 3), { action: "transfer", reason: "otherPerson", to: { kind: "person", personId } });
};
const nobodyThere: Chapter = (telling) =>
  act(telling, "resident", between(telling, 4, 7), { action: "notFound", where: telling.random.pick(["door", "phone"] as const) });
/** The stand-in who was summoned takes it and owns it from then on. */
const takeOver: Chapter = (telling) => {
  const { story } = telling;
  const by = story.request.standInCalled ? (story.request.standInId ?? owner(telling)) : owner(telling);
  return act(telling, by, between(telling, 0.1, 0.7), { action: "accept" });
};
const again: Chapter = (telling) =>
  act(telling, "resident", between(telling, 2, 16), { action: "reopen", reason: telling.random.pick(["notFixed", "cameBack", "partly"] as const), photos: [] });
const decline: Chapter = (telling) => act(telling, owner(telling), between(telling, 0.3, 4), { action: "notAccept", ...telling.random.pick(waysOn) });
const takeBack: Chapter = (telling) => act(telling, "resident", between(telling, 1, 6), { action: "withdraw", words: oneOf(telling, withdrawWords) });

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

export function tellStory(telling: Telling): void {
  let left = telling.random.next() * plots.reduce((sum, [weight]) => sum + weight, 0);
  const [, chapters] = plots.find(([weight]) => (left -= weight) <= 0) ?? plots[0]!;
  chapters.every((chapter) => chapter(telling));
}
