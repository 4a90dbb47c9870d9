/**
 * What the phone uses of the contracts as values. Built into miniprogram/shared/contracts.js, because WeChat's compiler
 * packs nothing from outside miniprogram/; types are imported from contracts/ directly.
 */
export { calls } from "./calls";
export { saysTitle, titledName } from "./kernel/called";
export { addDays, clockText, dayOf, minuteOfDay, monthDayText, weekdayText } from "./kernel/day";
export { failureWords } from "./kernel/failure";
export { dayMs, hourMs } from "./kernel/milliseconds";
export { declineReasons } from "./people/calls";
export { requestStep } from "./requests/calls";
export { notAcceptedReasons, reopenReasons, transferReasons } from "./requests/request";
export { dayParts, memberDeclineReasons } from "./timebank/member";
export { minutesText, monthText } from "./timebank/minutes";
export { mostShifts } from "./timebank/need";
export { invitedWords, lackWords } from "./timebank/places";
export { disputeReasons } from "./timebank/session";
export { came, isGone, isTurnOver, saidYes } from "./timebank/turn";
