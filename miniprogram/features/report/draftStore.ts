import { waitingParcels } from "../../shared/outbox";
import { emptyDraft, isWorthKeeping, type ReportDraft } from "./reportDraft";

/** A refused report that is being mended has a place of its own, so that it never displaces what else is being written. */
const keyOf = (mendedId: string): string => (mendedId ? `reportDraft:${mendedId}` : "reportDraft");

/** What was being written when the page was last left, however it was left. */
export function storedDraft(mendedId: string): ReportDraft {
  const refused = waitingParcels().find(({ operationId }) => mendedId !== "" && operationId === mendedId);
  const stored = wx.getStorageSync<Partial<ReportDraft> | "">(keyOf(mendedId)) || {};
  // Its photos went up after the draft was written: they need not travel again.
  return { ...emptyDraft(), ...refused?.draft, ...(refused && { photos: refused.photos }), ...stored };
}

export function storeDraft(draft: ReportDraft, mendedId: string): void {
  if (isWorthKeeping(draft)) wx.setStorageSync(keyOf(mendedId), draft);
  else dropDraft(mendedId);
}

export const dropDraft = (mendedId: string): void => wx.removeStorageSync(keyOf(mendedId));
