import * as z from "zod/mini";
import type { Lifecycle } from "../kernel/lifecycle";

/** One volunteer's place in a shift. */

interface TurnFacts {
  /** One of the shift's places is his, or is kept for him. */
  keepsPlace: boolean;
  saidYes: boolean;
  came: boolean;
  /** Nothing is to come of it any more. */
  over: boolean;
}

/** What each state says. Whoever needs a group of states asks one of the questions below; nobody lists them anew. */
const turnFacts = {
  invited: { keepsPlace: true, saidYes: false, came: false, over: false },
  promised: { keepsPlace: true, saidYes: true, came: false, over: false },
  refused: { keepsPlace: false, saidYes: false, came: false, over: true },
  givenBack: { keepsPlace: false, saidYes: false, came: false, over: true },
  inProgress: { keepsPlace: true, saidYes: true, came: true, over: false },
  served: { keepsPlace: true, saidYes: true, came: true, over: true },
  missed: { keepsPlace: false, saidYes: true, came: false, over: true },
  cancelled: { keepsPlace: false, saidYes: false, came: false, over: true },
} as const satisfies Record<string, TurnFacts>;
export type TurnState = keyof typeof turnFacts;
export const turnStates = Object.keys(turnFacts) as [TurnState, ...TurnState[]];
export const turnState = z.enum(turnStates);

interface Stateful {
  state: TurnState;
}
export const keepsPlace = ({ state }: Stateful): boolean => turnFacts[state].keepsPlace;
/** And did not take it back: also who then did not come. */
export const saidYes = ({ state }: Stateful): boolean => turnFacts[state].saidYes;
export const came = ({ state }: Stateful): boolean => turnFacts[state].came;
export const isTurnOver = ({ state }: Stateful): boolean => turnFacts[state].over;
/** He comes, is here, or was. */
export const comes = (turn: Stateful): boolean => keepsPlace(turn) && saidYes(turn);
/** He comes, or is here: he has to know where, and who waits. */
export const isExpected = (turn: Stateful): boolean => saidYes(turn) && !isTurnOver(turn);
/** Asked or promised: what falls away when the shift does, or when he leaves. */
export const isToBegin = (turn: Stateful): boolean => !came(turn) && !isTurnOver(turn);
/** Said no, given back or called off: nothing to anybody but himself and who arranges. */
export const isGone = (turn: Stateful): boolean => isTurnOver(turn) && !saidYes(turn);

export type TurnPart = "volunteer" | "leader";
export const turnLifecycle = {
  take: { from: ["refused", "givenBack"], to: "promised", by: ["volunteer"],
    why: "The first time there is no turn before it; the cloud looks for a free place and free time." },
  accept: { from: ["invited"], to: "promised", by: ["volunteer"] },
  refuse: { from: ["invited"], to: "refused", by: ["volunteer"], why: "Free to refuse, without a reason." },
  giveBack: { from: ["promised"], to: "givenBack", by: ["volunteer"], why: "Offered again at once." },
} as const satisfies Lifecycle<TurnState, TurnPart, string>;
export type TurnAction = keyof typeof turnLifecycle;
