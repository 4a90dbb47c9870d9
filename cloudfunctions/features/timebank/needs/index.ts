import type { Handlers } from "../../../platform/serve";

export { counts, freePlaces, isOffered, isToCome, withTurns } from "./derived";
export { type NeedViewer, partsIn, partsOf, sideOf, viewerOf } from "./parts";
export { refreshNeed } from "./refresh";
export { findNeed as getNeed, findShift as getShift, needsByIds, needsOf, saveShift, shiftsOf, shiftsOfPeople, waitingFor } from "./repository";
export { type NeedStory, told, turnActions, type TurnCard, turnCardOf, turnOf } from "./story";
export { lackText, needTitle, shiftText, timeText } from "./words";

export const needsHandlers = {} satisfies Partial<Handlers>;
