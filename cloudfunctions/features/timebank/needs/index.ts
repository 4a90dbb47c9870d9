import type { Handlers } from "../../../platform/serve";
import { ask } from "./ask";
import { form } from "./form";
import { mine, near } from "./lists";
import { join, open } from "./openNeed";
import { propose } from "./propose";
import { stepNeed } from "./stepNeed";
import { stepShift } from "./stepShift";

export { freePlaces, isOffered, peopleOf, unearnedHolds, withTurns } from "./derived";
export { codeNote } from "./headline";
export { endNeedsOf } from "./endNeeds";
export { invite } from "./invite";
export { leaveTurns } from "./leaveTurns";
export { type NeedCard, nearPage, needCardOf } from "./lists";
export { isOwnNeed, type NeedViewer, partsIn, partsOf, sideOf, viewerOf } from "./parts";
export { isToCome } from "./places";
export { hasTime } from "./propose";
export { refreshNeed } from "./refresh";
export { findNeed, findShift, needsByIds, needsOf, saveShift, shiftsOf, shiftsOfPeople, waitingFor } from "./repository";
export { type NeedsReport, needsRound } from "./round";
export { type NeedStory, told, turnActions, type TurnCard, turnCardOf, turnOf } from "./story";
export { undecideUnpaidOf } from "./unpaid";
export { lackText, needTitle, shiftText, timeText } from "./words";

export const needsHandlers = {
  "needs.form": form,
  "needs.ask": ask,
  "needs.near": near,
  "needs.mine": mine,
  "needs.open": open,
  "needs.join": join,
  "needs.step": stepNeed,
  "shifts.step": stepShift,
  "needs.propose": propose,
} satisfies Partial<Handlers>;
