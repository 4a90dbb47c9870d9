import { Failure } from "../../../../contracts/kernel/failure";
import type { NeedStep } from "../../../../contracts/timebank/need";
import type { Handler, MemberContext } from "../../../platform/serve";
import { effectsOf, type Telling } from "../../inbox";
import type { NeedDocument, NeedEvent, ShiftDocument } from "../shared/documents";
import { settingsOf } from "../shared/settings.repository";
import { leadersOf, peopleNow } from "../shared/staff";
import { deliverEffects } from "../shared/tell";
import { skillName } from "../shared/wording";
import { closedFields } from "./derived";
import { invite } from "./invite";
import { cancelShift, freedOf, letGoOf, lettingGo, minimised, releaseShifts } from "./letGo";
import { needActions, type NeedViewer, partsOf, viewerOf } from "./parts";
import { isDone } from "./openNeed";
import { isToCome } from "./places";
import { prepare } from "./prepare";
import { refreshNeed } from "./refresh";
import { findNeed, fundDecided, saveNeed, shiftsOf } from "./repository";
import { type NeedStory, told } from "./story";
import { needWaitsFor } from "./waits";
import { needTitle, storedShiftText } from "./words";

const tries = 6;

interface NeedDoing {
  context: MemberContext;
  viewer: NeedViewer;
  need: NeedDocument;
  shifts: ShiftDocument[];
  step: NeedStep;
  settings: Awaited<ReturnType<typeof settingsOf>>;
}

function tellings({ need, shifts, step, settings, context }: NeedDoing): Telling[] {
  const { at, community } = context;
  const title = needTitle(skillName(settings, need.skill), need);
  const people = peopleNow(need, community.organisation, at);
  const { about: _id, ...gone } = lettingGo(need, context.operation.documentId, settings);
  const off: Telling = { to: [...new Set(shifts.filter((shift) => isToCome(shift, at)).flatMap(freedOf))], ...gone };
  switch (step.action) {
    case "withdraw":
      return [off, { to: leadersOf({ ...community, at }, need), text: `“${title}”收回了。`, needId: need._id }, { to: people, text: `“${title}”收回了，没有用到的时间都退回了。`, needId: need._id }];
    case "notTake":
      return [off, { to: people, text: `您请人帮忙的“${title}”时间银行办不了。${step.wayOn}`, todo: true, needId: need._id }];
    case "fund":
      return [
        { to: people, text: `“${title}”的时间由社区出，已经在问邻居了。`, needId: need._id },
        { to: leadersOf({ ...community, at }, need), text: `“${title}”可以请人了，看看能请谁？`, todo: true, waitsFor: needWaitsFor(need._id, "people"), needId: need._id, link: "bank" },
      ];
    case "cancelShift":
      return [{ to: people, text: `“${title}”取消了一班：${storedShiftText(shifts.find(({ _id }) => _id === step.shiftId)!, at)}。`, needId: need._id }];
    case "invite":
      return [];
  }
}

function eventOf({ context, viewer, step }: NeedDoing): NeedEvent {
  const { operation, at, actor } = context;
  return {
    id: operation.documentId,
    payloadHash: operation.payloadHash,
    at,
    by: actor.person?.staffId ?? viewer.personId,
    what: step.action,
    ...(step.action === "withdraw" && step.words !== undefined && { words: step.words }),
    ...(step.action === "notTake" && { words: step.wayOn }),
    ...(step.action === "invite" && { count: step.assignments.length }),
  };
}

const undecidedOf = (shifts: readonly ShiftDocument[], at: number): string[] =>
  shifts.filter((shift) => isToCome(shift, at) && shift.funding === "undecided").map(({ _id }) => _id);

/** The need as the decision makes it: its shifts follow from it, whoever carries that out. */
function decided(doing: NeedDoing): NeedDocument {
  const { need, shifts, step, context, viewer } = doing;
  const { at, community } = context;
  const event = eventOf(doing);
  const after: NeedDocument = {
    ...need,
    ...(step.action !== "invite" && { storyVersion: need.storyVersion + 1 }),
    events: [...need.events, event],
    effects: [...need.effects, ...effectsOf(`${need._id}:${event.id}`, at, tellings(doing), viewer.ids)],
    nextCheckAt: at,
  };
  // What nobody could see until now begins in its grid, however long it waited for the decision.
  if (step.action === "fund") return { ...after, funded: [...new Set([...(need.funded ?? []), ...undecidedOf(shifts, at)])], ...(need.lacking === 0 && { stage: "grid" as const, stageAt: at }) };
  if (step.action !== "withdraw" && step.action !== "notTake") return after;
  return minimised({ ...after, ...closedFields(), state: step.action === "withdraw" ? "withdrawn" : "notTaken" }, community.organisation);
}

/** @throws Failure actionNotOpen, stale: whoever decides has to have seen the story as it is; asking somebody adds to it */
function refuse({ need, shifts, step, viewer, context }: NeedDoing, version: number): void {
  const current = { currentVersion: need.storyVersion };
  if (step.action !== "invite" && version !== need.storyVersion) throw new Failure("stale", current);
  if (!needActions(need, shifts, partsOf(need, viewer), context.at).includes(step.action)) throw new Failure("actionNotOpen", current);
  if (step.action === "cancelShift" && !shifts.some((shift) => shift._id === step.shiftId && isToCome(shift, context.at))) throw new Failure("actionNotOpen", current);
}

/** What the decision does to the shifts. Every part repeats; what a crash leaves the clock does. */
async function carryOut({ context, need, step, settings }: Pick<NeedDoing, "context" | "need" | "step" | "settings">): Promise<void> {
  const { database, at } = context;
  if (step.action === "withdraw" || step.action === "notTake") return letGoOf(database, need, at);
  if (step.action === "fund") return fundDecided(database, need, at);
  if (step.action !== "cancelShift") return;
  const shift = (await shiftsOf(database, need)).find(({ _id }) => _id === step.shiftId);
  if (!shift) return;
  const after = await cancelShift(database, shift._id, at, { about: `${shift._id}:cancelled`, text: `${storedShiftText(shift, at)} ${skillName(settings, need.skill)}取消了，您不用来了，谢谢您。`, needId: need._id });
  if (!after) return;
  await deliverEffects(database, "timeShifts", after);
  await releaseShifts(database, need.communityId, [after], at);
}

async function finished(doing: Pick<NeedDoing, "context" | "need" | "step" | "settings" | "viewer">): Promise<NeedStory> {
  const { context, need, viewer } = doing;
  await carryOut(doing);
  return told(context, viewer, (await refreshNeed(context.database, need._id, context.at)) ?? need);
}

async function found(context: MemberContext, needId: string, viewer: NeedViewer): Promise<NeedDocument> {
  const { database, community, at } = context;
  const need = await findNeed(database, needId);
  if (!need || partsOf(need, viewer).length === 0) throw new Failure("notFound");
  return prepare({ database, ...community, at }, need);
}

export const stepNeed: Handler<"needs.step"> = async ({ needId, version, step }, context) => {
  const { database, operation, person, at } = context;
  const viewer = await viewerOf(context);
  const settings = await settingsOf(database, person.communityId);
  for (let left = tries; left > 0; left -= 1) {
    const need = await found(context, needId, viewer);
    if (isDone(need, operation)) return finished({ context, viewer, need, step, settings });
    const shifts = await shiftsOf(database, need);
    const doing: NeedDoing = { context, viewer, need, shifts, step, settings };
    refuse(doing, version);
    // Asked first and noted after: a note without the asking would tell of what nobody got.
    if (step.action === "invite") await invite({ database, need, settings, operation, at }, shifts, step.assignments);
    const after = decided(doing);
    if (!(await saveNeed(database, need, after))) continue;
    const stored = { ...after, version: need.version + 1 };
    await deliverEffects(database, "timeNeeds", stored);
    return finished({ context, viewer, need: stored, step, settings });
  }
  throw new Failure("busy");
};
