import type { ChosenPlace } from "./reportDraft";

/** From the page that chooses a place back to the one that asked; taken once. */
let chosen: ChosenPlace | null = null;

export const leaveChoice = (choice: ChosenPlace): void => {
  chosen = choice;
};

export function takeChoice(): ChosenPlace | null {
  const choice = chosen;
  chosen = null;
  return choice;
}
