/**
 * What was filled into a step's sheet and not sent yet, by request and action, however the page was left. Gone when it was
 * sent; of those never sent the newest stay, so that a phone doesn't keep what ended long ago.
 */
import { type DraftPhoto, forgetPhotos } from "../../shared/photos";
import type { StepValues } from "./components/step-sheet/stepForm";

export interface StepDraft {
  values: StepValues;
  photos: DraftPhoto[];
}
type Stored = StepDraft & { key: string };

const DRAFTS_KEY = "stepDrafts";
const KEPT_DRAFTS = 20;
const keyOf = (requestId: string, action: string): string => `${requestId}/${action}`;

const allDrafts = (): Stored[] => wx.getStorageSync<Stored[] | "">(DRAFTS_KEY) || [];
const draftAt = (key: string): Stored | undefined => allDrafts().find((draft) => draft.key === key);
const withoutKey = (key: string): Stored[] => allDrafts().filter((draft) => draft.key !== key);

export const storedStep = (requestId: string, action: string): StepDraft | undefined => draftAt(keyOf(requestId, action));

export function storeStep(requestId: string, action: string, draft: StepDraft): void {
  const key = keyOf(requestId, action);
  const all = [{ key, ...draft }, ...withoutKey(key)];
  forgetPhotos(all.slice(KEPT_DRAFTS).flatMap(({ photos }) => photos));
  wx.setStorageSync(DRAFTS_KEY, all.slice(0, KEPT_DRAFTS));
}

/** It was sent, and its photos are in the story. */
export function dropStep(requestId: string, action: string): void {
  const key = keyOf(requestId, action);
  forgetPhotos(draftAt(key)?.photos ?? []);
  wx.setStorageSync(DRAFTS_KEY, withoutKey(key));
}

/** Its step is over; what was written goes on as another one. */
export function moveStep(requestId: string, from: string, to: string): void {
  const draft = storedStep(requestId, from);
  if (!draft) return;
  wx.setStorageSync(DRAFTS_KEY, withoutKey(keyOf(requestId, from)));
  storeStep(requestId, to, { values: draft.values, photos: draft.photos });
}
