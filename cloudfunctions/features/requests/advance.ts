import { Failure } from "../../../contracts/kernel/failure";
import { addingActions, type RequestAction, requestLifecycle } from "../../../contracts/requests/lifecycle";
import { actionsOf, isResidentPart, partFor, partsOf, type RequestViewer } from "./authority";
import { askedAfter } from "./asked";
import { withDerived } from "./derived";
import type { RequestDocument, RequestEvent } from "./document";
import { answer, askResident } from "./steps/ask";
import { type Change, type RequestDoing, type RequestStep, staffIdOf } from "./steps/change";
import { askConfirm, confirm, reopen } from "./steps/finish";
import { notAccept, transfer } from "./steps/handOver";
import { askHelper, helperDone } from "./steps/help";
import { addWord, notFound, withdraw } from "./steps/resident";
import { accept, goOn, start } from "./steps/take";
import { effectsWithin } from "./tell";

/**
 * One step in the life of a request, as a function of what is and what is asked: guarded by the lifecycle table, whole or
 * not at all. Pure: the same step under the same operation gives the same document.
 */
const rules: { [A in RequestStep["action"]]: (request: RequestDocument, step: never, doing: RequestDoing) => Change } = {
  accept, start, goOn, askResident, answer, askConfirm, confirm, reopen, askHelper, helperDone, transfer, notAccept, withdraw, addWord, notFound,
};

/**
 * A document has to stay small enough to be read at once. Words are refused near the bound, decisions never: a matter
 * that was talked about too much must still be possible to end. 没找到人 is no talk: it summons somebody, and is refused only
 * at the bound itself; of 我这部分办好了 there are no more than helpers.
 */
export const mostEvents = 200;
const mostBytes = 128 * 1024;
const keptForDecisions = 40;
/** What was refused is still on his page, and there is another way to say it. */
const fullWords = (part: RequestDoing["part"]): string => (isResidentPart(part) ? fullWordsOfResident : "这件事写得满了，这一步没有记上。请打电话说，或者请居民另写一件；请居民确认、转给别人这些照样可以点。");
const fullWordsOfResident = "这件事写得满了，这一句没有记上，您写的还在。请打站里电话说，或者另写一件，带上这件的回执号；办好了、撤回这些照样可以点。";

function isFull(events: readonly RequestEvent[], action: RequestAction): boolean {
  if (action === "helperDone") return false;
  if (action === "notFound") return events.length > mostEvents;
  return events.length > mostEvents - keptForDecisions || Buffer.byteLength(JSON.stringify(events)) > mostBytes;
}

export const eventOf = (request: RequestDocument, eventId: string): RequestEvent | undefined => request.events.find(({ id }) => id === eventId);

/** Whether a step decides something, and so must have seen the story as it is. */
export const isDecisive = (action: RequestAction): boolean => !addingActions.includes(action);

/**
 * @param seenVersion the story's version that the doer saw
 * @throws Failure notFound, stale, actionNotOpen, tooLarge and what the step itself declares
 */
export function advance(
  request: RequestDocument, step: RequestStep, seenVersion: number,
  doer: RequestViewer & Pick<RequestDoing, "eventId" | "payloadHash">,
): RequestDocument {
  const parts = partsOf(doer, request);
  if (parts.length === 0) throw new Failure("notFound");
  const current = { currentVersion: request.storyVersion };
  if (isDecisive(step.action) && seenVersion !== request.storyVersion) throw new Failure("stale", current);
  const part = partFor(parts, step.action);
  if (!part || !actionsOf(doer, request).includes(step.action)) throw new Failure("actionNotOpen", current);

  const doing: RequestDoing = { ...doer, part };
  const change = rules[step.action](request, step as never, doing);
  return applied(request, step.action, change, doing);
}

function applied(request: RequestDocument, action: RequestAction, change: Change, doing: RequestDoing): RequestDocument {
  const event: RequestEvent = { id: doing.eventId, payloadHash: doing.payloadHash, at: doing.at, action, ...whoDid(doing), ...present(change.event ?? {}) };
  const to = requestLifecycle[action].to;
  // Whatever is said ends a silence, and the reminder of one may come again.
  const { silence: _silence, ...told } = change.set?.told ?? request.told;
  const moved: RequestDocument = {
    ...request,
    ...change.set,
    told: present(told),
    state: to === "same" ? request.state : to,
    storyVersion: request.storyVersion + 1,
    updatedAt: doing.at,
    events: [...request.events, event],
  };
  const effects = effectsWithin(moved, event.id, doing, change.tell, doing.ids);
  const next = withDerived({ ...moved, effects: [...request.effects, ...effects], asked: askedAfter(request, moved, effects, doing.ids) });
  if (!isDecisive(action) && isFull(next.events, action)) throw new Failure("tooLarge", { message: fullWords(doing.part) });
  return next;
}

function whoDid(doing: RequestDoing): Pick<RequestEvent, "by" | "titleName"> {
  if (isResidentPart(doing.part)) return { by: "resident" };
  return { by: staffIdOf(doing), ...(doing.posts[0] && { titleName: doing.posts[0].titleName }) };
}

/** Without what wasn't said: an absent word must not become a `null` in the database. */
const present = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined && !(Array.isArray(one) && one.length === 0))) as T;
