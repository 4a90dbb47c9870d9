import type { CallData } from "../../../contracts/calls";
import { actionsOf, type RequestViewer } from "./authority";
import { isRunning, unclaimedCountOf } from "./states";
import type { RequestDocument } from "./document";
import { dueTextOf, dueToneOf, headlineOf, type Side } from "./headline";

/** One line of a list. Pure. No name and no room stands on it; a confidential matter says nothing of itself. */
export type RequestCard = CallData<"requests.mine">["items"][number];

const titleCharacters = 18;

/** The first thing that was said: 27 栋下水道又堵了. */
export function titleOf(request: Pick<RequestDocument, "audience" | "words">): string {
  if (request.audience === "owner") return "一件不公开的事";
  const first = request.words.split(/[。！？!?；;，,\n]/).find((part) => part.trim())?.trim() ?? request.words;
  // By characters as people count them: half an emoji is no text that a phone could show.
  const characters = [...first];
  return characters.length > titleCharacters ? `${characters.slice(0, titleCharacters).join("")}…` : first;
}

export const placeOf = (request: Pick<RequestDocument, "audience" | "placeText">, side: Side): string =>
  request.audience !== "owner" ? request.placeText : side === "staff" ? "请当面了解，不转述" : "只有经办的人看得到";

/** How it is to be served, never who it is from. */
export function notesOf(request: RequestDocument): string[] {
  return [
    ...(request.audience === "owner" ? ["不公开"] : []),
    ...(request.filedAsProxy ? ["代报 · 上门答复"] : []),
    ...(request.contact?.phone ? ["要打电话答复"] : []),
    ...(request.reopenCount ? [`重新打开过 ${request.reopenCount} 次`] : []),
    ...(request.transferCount > 1 ? [`转过 ${request.transferCount} 次`] : []),
  ];
}

export function cardOf(viewer: RequestViewer, request: RequestDocument, side: Side): RequestCard {
  return {
    requestId: request._id,
    version: request.storyVersion,
    receipt: request.receipt,
    title: titleOf(request),
    place: placeOf(request, side),
    notes: notesOf(request),
    state: request.state,
    headline: headlineOf(viewer, request, side),
    urgency: request.urgency,
    ...(isRunning(request) && { dueAt: request.dueAt }),
    dueText: dueTextOf(request, viewer.at),
    dueTone: dueToneOf(request, viewer.at),
    notFoundCount: request.notFoundCount,
    unclaimedCount: unclaimedCountOf(request),
    actions: actionsOf(viewer, request),
    updatedAt: request.updatedAt,
  };
}
