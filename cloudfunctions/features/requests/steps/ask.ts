import { pauseOf } from "../deadline";
import { called } from "../staff";
import { labelOf, yours } from "../tell";
import { type StepRule, staffIdOf, toHandlers, toResident } from "./change";
import { clockGoesOn } from "./take";

/** Asking the resident, and his answer. The clock stands still in between. */

export const askResident: StepRule<"askResident"> = (request, step, doing) => ({
  set: { paused: pauseOf(request, doing.at) },
  event: { words: step.words },
  tell: [toResident(request, `${called(doing, staffIdOf(doing))}有一件事要问您，您回了就接着办：${yours(request)}。`, true)],
});

export const answer: StepRule<"answer"> = (request, step, doing) => ({
  set: clockGoesOn(request, doing.at),
  event: { words: step.words, photos: step.photos },
  tell: [toHandlers(request, `居民回话了：${labelOf(request)}，请接着办。`, true)],
});
