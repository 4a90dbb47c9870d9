/**
 * What the actions of the lifecycle are called on a button, and which one or two of the open ones stand in front.
 * Which actions are open is never decided here: it comes with the reply.
 */
import type { RequestAction } from "../../contracts/requests/lifecycle";
import type { RequestState } from "../../contracts/requests/request";

/** An action that somebody taps; `closeBySilence` is the clock's. */
export type TappableAction = Exclude<RequestAction, "closeBySilence">;
export type Side = "resident" | "staff";

export const actionLabels: Record<TappableAction, string> = {
  accept: "我来办",
  start: "开始办",
  askResident: "请居民补充",
  answer: "回复他",
  goOn: "继续办",
  askConfirm: "请居民确认",
  confirm: "办好了",
  reopen: "还没办好",
  askHelper: "请人一起办",
  helperDone: "我这部分办完了",
  transfer: "转给…",
  notAccept: "这件事办不了",
  withdraw: "不用办了",
  addWord: "补充一句",
  notFound: "没找到人",
};

/** What has been closed once cannot be "not yet done". */
export const actionLabel = (action: TappableAction, state: RequestState): string =>
  action === "reopen" && state === "closed" ? "重新打开" : actionLabels[action];

/** Actions that are one tap; every other one asks for something first. */
const oneTap: ReadonlySet<TappableAction> = new Set(["accept", "start"]);
export const needsInput = (action: TappableAction): boolean => !oneTap.has(action);

/** The actions that move the matter on: the only ones that may be the one red button. */
const moving: ReadonlySet<TappableAction> = new Set([
  "accept",
  "start",
  "goOn",
  "askConfirm",
  "helperDone",
  "answer",
  "confirm",
]);

type Order = readonly TappableAction[];

/** Most wanted first. The handler's way ends with asking the resident, never with "done". */
const staffOrder: Order = ["accept", "start", "goOn", "askConfirm", "helperDone", "askHelper", "transfer", "askResident", "addWord", "notAccept"];
const residentOrder: Order = ["answer", "confirm", "reopen", "addWord", "notFound", "withdraw"];

/** Where a state wants another order: one who begins looks for hands first, not for the end. */
const exceptions: Record<Side, Partial<Record<RequestState, Order>>> = {
  staff: {
    accepted: ["start", "helperDone", "askHelper", "askConfirm"],
    reopened: ["start", "helperDone", "askHelper", "askConfirm"],
  },
  resident: { awaitingResident: ["answer", "notFound", "addWord"] },
};

export interface ActionButton {
  action: TappableAction;
  label: string;
  primary: boolean;
}
export interface ActionBar {
  main: ActionButton[];
  more: ActionButton[];
}

/** Splits the open actions into the one or two in front and the rest, which go under 别的办法. */
export function actionBar(open: readonly RequestAction[], side: Side, state: RequestState): ActionBar {
  const general = side === "staff" ? staffOrder : residentOrder;
  const order = [...(exceptions[side][state] ?? []), ...general];
  const tappable = open.filter((action): action is TappableAction => action !== "closeBySilence");
  const rank = (action: TappableAction): number => {
    const at = order.indexOf(action);
    return at < 0 ? order.length : at;
  };
  const sorted = [...tappable].sort((a, b) => rank(a) - rank(b));
  const buttons = sorted.map((action, index) => ({
    action,
    label: actionLabel(action, state),
    primary: index === 0 && moving.has(action),
  }));
  return { main: buttons.slice(0, 2), more: buttons.slice(2) };
}

/** Where there is room: a 别的办法 that hides a single action costs a tap and says less than the action itself. */
export const unfolded = ({ main, more }: ActionBar): ActionBar => (more.length === 1 ? { main: [...main, ...more], more: [] } : { main, more });
