import { Failure } from "../../../../contracts/kernel/failure";
import { addDays, dayOf, isRealDay } from "../../../../contracts/kernel/day";
import { shortHash } from "../../../platform/hash";
import { storedDayText } from "../../../platform/when";
import type { RequestDocument } from "../document";
import { called, mayTakePart } from "../staff";
import { labelOf, yours } from "../tell";
import { type StepRule, staffIdOf, toResident } from "./change";

/** 请人一起办: a named part with a date to a named person; the owner stays the one accountable. */

/** Farther ahead it is a plan, not a part somebody can be held to. */
const farthestDays = 60;
/** More hands than these on one matter is a project, and a document has its limits. */
const mostHelpers = 20;

/** What the part is, except of a confidential matter: an inbox is read in the lift. */
const partText = (request: RequestDocument, part: string): string => (request.audience === "owner" ? "" : `${part}，`);

export const askHelper: StepRule<"askHelper"> = (request, step, doing) => {
  const { staffId, part, day } = step;
  const already = request.helpers.some((one) => one.staffId === staffId && one.part === part && !one.done);
  if (!mayTakePart(doing, staffId, request) || staffId === request.ownerId || already)
    throw new Failure("personUnknown");
  const today = dayOf(doing.at);
  if (!isRealDay(day) || day < today || day > addDays(today, farthestDays)) throw new Failure("dateNotWorkable");
  if (request.helpers.length >= mostHelpers) throw new Failure("tooLarge");
  const helpId = shortHash(doing.eventId, "help");
  return {
    set: { helpers: [...request.helpers, { helpId, staffId, part, day, done: false }] },
    event: { to: staffId, part, day },
    tell: [
      { to: [staffId], text: `${called(doing, staffIdOf(doing))}请您一起办${labelOf(request)}：${partText(request, part)}${storedDayText(day, doing.at)}前。`, todo: true },
      toResident(request, `${called(doing, staffId)}也来一起办${yours(request)}。`),
    ],
  };
};

export const helperDone: StepRule<"helperDone"> = (request, step, doing) => {
  const helper = request.helpers.find(({ helpId }) => helpId === step.helpId);
  if (!helper || helper.done || !doing.ids.includes(helper.staffId))
    throw new Failure("actionNotOpen", { currentVersion: request.storyVersion });
  return {
    set: { helpers: request.helpers.map((one) => (one === helper ? { ...one, done: true } : one)) },
    event: { words: step.words, part: helper.part },
    tell: [
      { to: [request.ownerId], text: `${called(doing, helper.staffId)}那一部分办完了${request.audience === "owner" ? "" : `（${helper.part}）`}：${labelOf(request)}。`, todo: true },
      toResident(request, `${called(doing, helper.staffId)}把他那一部分办完了：${yours(request)}。`),
    ],
  };
};
