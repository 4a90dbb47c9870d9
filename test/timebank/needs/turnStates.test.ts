/** What the states of a turn say, as whole groups: a new state has to be placed in each. */
import { came, comes, isExpected, isGone, isToBegin, isTurnOver, keepsPlace, saidYes, turnStates } from "../../../contracts/timebank/turn";

test.each([
  ["keeps a place", keepsPlace, ["invited", "promised", "inProgress", "served"]],
  ["said yes", saidYes, ["promised", "inProgress", "served", "missed"]],
  ["came", came, ["inProgress", "served"]],
  ["is over", isTurnOver, ["refused", "givenBack", "served", "missed", "cancelled"]],
  ["comes, is here, or was", comes, ["promised", "inProgress", "served"]],
  ["is expected", isExpected, ["promised", "inProgress"]],
  ["is to begin", isToBegin, ["invited", "promised"]],
  ["is gone", isGone, ["refused", "givenBack", "cancelled"]],
] as const)("%s", (_what, holds, states) => {
  expect(turnStates.filter((state) => holds({ state }))).toEqual(states);
});
