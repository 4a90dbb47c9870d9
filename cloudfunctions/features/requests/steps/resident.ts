import { minuteMs } from "../../../../contracts/kernel/milliseconds";
import { isResidentPart } from "../authority";
import { aboveNow, called, nextToCall, standInOf } from "../staff";
import { labelOf, yours } from "../tell";
import { type StepRule, doerCalled, toHandlers, toResident } from "./change";

/** What a resident can do at any time: take it back, add a word, say that nobody was there. */

export const withdraw: StepRule<"withdraw"> = (request, step, doing) => ({
  set: { closedAt: doing.at, paused: undefined },
  event: { words: step.words },
  tell: [toHandlers(request, `居民撤回了${labelOf(request)}，不用再办。`)],
});

export const addWord: StepRule<"addWord"> = (request, step, doing) => ({
  event: { words: step.words, photos: step.photos },
  tell: [
    toHandlers(request, `${doerCalled(doing)}在${labelOf(request)}里补充了一句。`, isResidentPart(doing.part)),
    toResident(request, `${yours(request)}，${doerCalled(doing)}给您留了一句话，请点开看。`),
  ],
});

/** Said again within these, it counts, and nobody's inbox is filled with it: they were just told. */
const toldAgainAfterMs = 10 * minuteMs;

/** Nobody at the door or on the phone: whoever stands in is called at once, whoever is above hears it, and it counts. */
export const notFound: StepRule<"notFound"> = (request, step, doing) => {
  const [standInId, callId] = [standInOf(doing, request.ownerId, request), nextToCall(doing, request)];
  const where = step.where === "door" ? "上门没有找到人" : "电话没有人接";
  const isTold = request.standInCalled && request.standInId === standInId && request.events.some(({ action, at }) => action === "notFound" && doing.at - at < toldAgainAfterMs);
  return {
    set: { notFoundCount: request.notFoundCount + 1, ...(standInId && { standInId, standInCalled: true }) },
    event: { where: step.where, words: step.words, ...(callId && !isTold && { to: callId }) },
    tell: isTold ? [] : [
      ...(callId ? [{ to: [callId], text: `居民${where}，请您马上接手：${labelOf(request)}。`, todo: true }] : []),
      { to: [request.ownerId], text: `居民${where}${callId ? `，已请${called(doing, callId)}接手` : ""}：${labelOf(request)}。`, todo: true },
      { to: aboveNow(doing, request), text: `居民${where}：${labelOf(request)}，请看看是否有人接。`, todo: true },
    ],
  };
};
