import type { CallData } from "../../../contracts/calls";
import type { Part } from "../../../contracts/requests/request";
import { actionsOf, isHidden, isResidentPart, mayMeetReporter, partsOf, type RequestViewer } from "./authority";
import { notesOf, titleOf } from "./card";
import type { RequestDocument } from "./document";
import { calledInOf, dueTextOf, headlineOf, pausedTextOf, type Side } from "./headline";
import { maskedName, maskedPhone } from "../people";
import { actingFor, askableFor, named, nextToCall } from "./staff";
import { isUnclaimed, unclaimedCountOf } from "./states";
import { howText, type PhotoUrls, photosOf, timelineOf } from "./timeline";

/** One request's story from one viewer's side. Pure. Every personal fact on it is decided here. */
export type RequestStory = CallData<"requests.open">;

/** Somebody who handles what he himself filed for a neighbour looks at it as its handler. */
export function sideOf(parts: readonly Part[]): Side {
  const handles = parts.some((part) => part === "owner" || part === "standIn" || part === "helper");
  return parts.some(isResidentPart) && !handles ? "resident" : "staff";
}

function stationOf(viewer: RequestViewer, request: RequestDocument): Pick<RequestStory, "station" | "branch" | "grid"> {
  const station = viewer.organisation.stations.find(({ code }) => code === request.stationCode);
  const branch = viewer.organisation.branches.find(({ code }) => code === request.branchCode);
  return {
    station: { name: station?.name ?? "", phone: station?.phone ?? "", address: station?.address ?? "" },
    branch: branch?.name ?? "",
    grid: request.gridName,
  };
}

function reporterOf(request: RequestDocument): RequestStory["reporter"] {
  const { contact } = request;
  if (!contact) return undefined;
  return {
    called: contact.masked,
    room: contact.room ? `${request.placeText} ***` : request.placeText,
    ...(contact.phone && { phone: maskedPhone(contact.phone) }),
    ...(request.onBehalf && { onBehalfOf: maskedName(request.onBehalf.called) }),
  };
}

/**
 * Why it came here is kept as it was decided; where somebody else has it since, it says so instead of naming as
 * responsible who is so no more.
 */
function whyHere(viewer: RequestViewer, { routing, ownerId }: RequestDocument): string {
  const now = named(viewer, ownerId).called;
  const decided = /由([^；，。]+)负责。?$/.exec(routing.why);
  if (!decided || decided[1]!.endsWith(now)) return routing.why;
  return routing.why.replace("现在不在", "当时不在").replace(decided[0], `当时分给${decided[1]}，现在由${now}办。`);
}

/** 请他打给我 is an answer in a certain form: it is asked for where the handler looks first, not with the number below. */
function callText(request: RequestDocument, meets: boolean): string | undefined {
  if (!request.contact?.phone || !request.open) return undefined;
  if (meets) return "居民请您打电话给他。号码在下面“谁反映的”里，点“看全”就能拨。";
  return isUnclaimed(request) ? "居民请接的同志打电话给他，接了就看得到号码。" : undefined;
}

/** What only staff see: how it came here, from whom once it was taken, and who could help. */
function staffFacts(viewer: RequestViewer, request: RequestDocument, parts: readonly Part[]): Partial<RequestStory> {
  const { how, skipped } = request.routing;
  const meets = mayMeetReporter(viewer, parts, request);
  const reporter = meets ? reporterOf(request) : undefined;
  const call = callText(request, meets);
  const actions = actionsOf(viewer, request);
  const handsOut = actions.includes("askHelper") || actions.includes("transfer");
  return {
    routing: { why: [whyHere(viewer, request), ...skipped].join("；"), how: howText(how, "staff") },
    ...(reporter && { reporter }),
    ...(call && { callText: call }),
    ...(handsOut && { team: askableFor(viewer, request).filter(({ staffId }) => staffId !== request.ownerId) }),
    ...(actions.includes("transfer") && {
      stations: viewer.organisation.stations.filter(({ code }) => code !== request.stationCode).map(({ code, name }) => ({ code, name })),
    }),
  };
}

/**
 * @param parts who the viewer is in it; given by the caller, since whoever just handed it over still sees what he did
 */
export function storyOf(viewer: RequestViewer, request: RequestDocument, urls: PhotoUrls, parts: readonly Part[] = partsOf(viewer, request)): RequestStory {
  const side = sideOf(parts);
  const pausedText = pausedTextOf(request, side);
  const acting = request.open ? actingFor(viewer, request) : undefined;
  const calledIn = calledInOf(request);
  return {
    requestId: request._id,
    version: request.storyVersion,
    receipt: request.receipt,
    side,
    title: titleOf(request),
    words: request.words,
    category: request.categoryName,
    place: request.placeText,
    notes: notesOf(request),
    confidential: request.audience === "owner",
    urgency: request.urgency,
    state: request.state,
    headline: headlineOf(viewer, request, side),
    dueText: dueTextOf(request, viewer.at),
    ...(pausedText && { pausedText }),
    photos: photosOf(request, urls),
    timeline: timelineOf(viewer, request, side, urls),
    owner: named(viewer, request.ownerId),
    standIn: named(viewer, (request.open ? nextToCall(viewer, request) : request.standInId) ?? request.ownerId),
    ...(acting !== undefined && { acting: named(viewer, acting) }),
    ...(calledIn !== undefined && { calledIn: named(viewer, calledIn) }),
    ...stationOf(viewer, request),
    helpers: request.helpers.map(({ helpId, staffId, part, day, done }) => ({
      helpId, person: named(viewer, staffId), part, day, done, mine: viewer.ids.includes(staffId),
    })),
    notFoundCount: request.notFoundCount,
    unclaimedCount: unclaimedCountOf(request),
    ...(request.rating && { rating: request.rating }),
    actions: isHidden(viewer, request) && side === "staff" ? [] : actionsOf(viewer, request),
    ...(side === "staff" && staffFacts(viewer, request, parts)),
  };
}

/** Every file a story shows. */
export const filesOf = (request: RequestDocument): string[] => [
  ...new Set([...request.photos, ...request.events.flatMap(({ photos }) => photos ?? [])]),
];
