/**
 * What the user has said and the cloud may not have yet. A report is kept here before it is sent and leaves only when
 * the cloud has answered: the network, a crash or a dead battery between the two costs nothing. It is sent under one
 * operationId for ever, so that it arrives once.
 */
import type { CallData, CallInput } from "../../contracts/calls";
import { call, type CallFailure, newOperationId } from "./cloud";
import { type DraftPhoto, forgetPhotos, sendPhoto } from "./photos";

export type Report = Omit<CallInput<"requests.submit">, "photos">;
export type Receipt = CallData<"requests.submit">;

export interface Parcel {
  operationId: string;
  /** The report page's own draft, so that it can open it again; nobody else looks inside. */
  draft: object;
  /** First words of the report, for lists. */
  title: string;
  report: Report;
  photos: DraftPhoto[];
  uploadPrefix: string;
  /** `refused`: the cloud said no, and only the user can mend it. */
  state: "waiting" | "refused";
  /** Why it was refused. */
  message: string;
}

export type Delivery =
  | { kind: "received" }
  | { kind: "waiting" }
  | { kind: "refused"; failure: CallFailure };

const OUTBOX_KEY = "outbox";
const RECEIPTS_KEY = "receipts";
const KEPT_RECEIPTS = 10;
const TITLE_LETTERS = 18;

const listeners = new Set<() => void>();
let flushing: Promise<void> | null = null;

export const waitingParcels = (): Parcel[] => wx.getStorageSync<Parcel[] | "">(OUTBOX_KEY) || [];

/** Calls back on every change; returns how to stop. */
export function watchOutbox(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The receipt of what was sent under this id, once it has arrived. */
export const receiptOf = (operationId: string): Receipt | null =>
  storedReceipts().find((stored) => stored.operationId === operationId)?.receipt ?? null;

/** A report ready to be sent, under an id of its own. */
export const newParcel = (contents: Pick<Parcel, "draft" | "report" | "photos" | "uploadPrefix">): Parcel => ({
  ...contents,
  operationId: newOperationId(),
  title: titleOf(contents.report.words),
  state: "waiting",
  message: "",
});

/** Keeps the report, then tries to send it. A refused one goes back to its page and is kept no longer. */
export async function sendParcel(parcel: Parcel): Promise<Delivery> {
  save([...waitingParcels(), parcel]);
  const delivery = await deliver(parcel);
  if (delivery.kind === "refused") removeParcel(parcel.operationId);
  return delivery;
}

/** Sends what waits, one after the other; stops at the first sign that the network is still away. */
export function flushOutbox(): Promise<void> {
  flushing ??= flushAll().finally(() => {
    flushing = null;
  });
  return flushing;
}

export function removeParcel(operationId: string): void {
  save(waitingParcels().filter((parcel) => parcel.operationId !== operationId));
}

async function flushAll(): Promise<void> {
  for (const parcel of waitingParcels().filter(({ state }) => state === "waiting")) {
    if (beingSent.has(parcel.operationId)) continue;
    const delivery = await deliver(parcel);
    if (delivery.kind === "waiting") return;
    if (delivery.kind === "refused") change(parcel.operationId, { state: "refused", message: delivery.failure.message });
  }
}

/** A page that is sending its parcel and a flush that starts meanwhile must not both upload its photos. */
const beingSent = new Set<string>();

async function deliver(parcel: Parcel): Promise<Delivery> {
  beingSent.add(parcel.operationId);
  try {
    const photos = await sendPhotos(parcel);
    if (!photos) return { kind: "waiting" };
    const fileIds = photos.map(({ fileId }) => fileId);
    const result = await call("requests.submit", { ...parcel.report, photos: fileIds }, parcel);
    if (result.ok) {
      wx.setStorageSync(RECEIPTS_KEY, [{ operationId: parcel.operationId, receipt: result.data }, ...storedReceipts()].slice(0, KEPT_RECEIPTS));
      removeParcel(parcel.operationId);
      forgetPhotos(photos);
      return { kind: "received" };
    }
    // Busy and internal pass by themselves, and the cloud knows the operationId.
    const passing = ["offline", "busy", "internal"].includes(result.failure.code);
    return passing ? { kind: "waiting" } : { kind: "refused", failure: result.failure };
  } finally {
    beingSent.delete(parcel.operationId);
  }
}

/** All photos as sent, or null when one did not get through. */
async function sendPhotos(parcel: Parcel): Promise<DraftPhoto[] | null> {
  const photos: DraftPhoto[] = [];
  for (const photo of parcel.photos) photos.push(await sendPhoto(photo, parcel.uploadPrefix));
  change(parcel.operationId, { photos });
  return photos.every(({ state }) => state === "sent") ? photos : null;
}

const storedReceipts = (): { operationId: string; receipt: Receipt }[] =>
  wx.getStorageSync<{ operationId: string; receipt: Receipt }[] | "">(RECEIPTS_KEY) || [];

const titleOf = (words: string): string => {
  const line = words.trim().split("\n")[0]!;
  return line.length > TITLE_LETTERS ? `${line.slice(0, TITLE_LETTERS)}…` : line;
};

/** On what stands in storage now: whoever began with an older copy, before the photos went up, must not bring it back. */
function change(operationId: string, changes: Partial<Parcel>): void {
  save(waitingParcels().map((parcel) => (parcel.operationId === operationId ? { ...parcel, ...changes } : parcel)));
}

function save(parcels: Parcel[]): void {
  wx.setStorageSync(OUTBOX_KEY, parcels);
  listeners.forEach((listener) => listener());
}
