import { reopenReasons } from "../../../../contracts/requests/request";
import { reopenedDue } from "../deadline";
import { called, superiorsOf } from "../staff";
import { labelOf, yours } from "../tell";
import { type StepRule, staffIdOf, toHandlers, toResident } from "./change";
import { clockGoesOn } from "./take";

/** The handler asks whether it is solved; only the resident says that it is. */

export const askConfirm: StepRule<"askConfirm"> = (request, step, doing) => ({
  set: { ...clockGoesOn(request, doing.at), resolvedAt: doing.at },
  event: { words: step.words, photos: step.photos },
  tell: [toResident(request, `${called(doing, staffIdOf(doing))}说办好了，请您看看：${yours(request)}。`, true)],
});

export const confirm: StepRule<"confirm"> = (request, step, doing) => ({
  set: { closedAt: doing.at, rating: { stars: step.stars, ...(step.words && { words: step.words }) } },
  event: { words: step.words, stars: step.stars },
  tell: [toHandlers(request, `居民确认办好了，给了 ${step.stars} 颗星：${labelOf(request)}。`)],
});

/** Back to the same owner with nothing forgiven; he, and who is above him, hear why. */
export const reopen: StepRule<"reopen"> = (request, step, doing) => {
  const text = `居民说“${reopenReasons[step.reason]}”，${labelOf(request)}又打开了`;
  return {
    set: {
      dueAt: reopenedDue(request, doing.at),
      closedAt: undefined,
      resolvedAt: undefined,
      rating: undefined,
      reopenCount: request.reopenCount + 1,
      // It came in once, wherever it is opened again.
      told: { unclaimed: request.told.unclaimed, countedFiled: request.told.countedFiled },
    },
    event: { words: step.words, photos: step.photos, reason: step.reason },
    tell: [toHandlers(request, `${text}，请接着办。`, true), { to: superiorsOf(doing, request), text: `${text}。` }],
  };
};
