/**
 * What a report is while it is being written, and how it becomes what `requests.submit` takes. Pure, so that every way
 * to leave something out can be tried.
 */
import type { CallData } from "../../../contracts/calls";
import type { Report } from "../../shared/outbox";
import type { DraftPhoto } from "../../shared/photos";

export type ReportForm = CallData<"requests.form">;
export type Category = ReportForm["categories"][number];
export type Urgency = Category["urgency"];
export type Audience = Category["audience"];
export type Place = Report["place"];

export interface ChosenPlace {
  place: Place;
  /** As people say it: 27 栋 3 单元. */
  text: string;
  /** 第 12 网格 · 第四党员服务站, or a note that it was guessed. */
  detail: string;
}

export interface ReportDraft {
  words: string;
  category: string;
  urgency: Urgency;
  audience: Audience;
  /** Null until chosen or given by the form. */
  chosenPlace: ChosenPlace | null;
  /** Room of a unit or door, if he likes to say it. */
  room: string;
  photos: DraftPhoto[];
  wantsCall: boolean;
  phone: string;
  forOther: boolean;
  otherCalled: string;
  otherConsents: boolean;
  aboutStaffId: string;
}

export const emptyDraft = (): ReportDraft => ({
  words: "",
  category: "",
  urgency: "ordinary",
  audience: "station",
  chosenPlace: null,
  room: "",
  photos: [],
  wantsCall: false,
  phone: "",
  forOther: false,
  otherCalled: "",
  otherConsents: false,
  aboutStaffId: "",
});

/** Whether there is anything in it that its author would miss. */
export const isWorthKeeping = (draft: ReportDraft): boolean => draft.words.trim() !== "" || draft.photos.length > 0;

/** A category brings its own urgency and audience; who was complained about belongs to the category left. */
export const withCategory = (category: Category): Partial<ReportDraft> => ({
  category: category.code,
  urgency: category.urgency,
  audience: category.audience,
  ...(category.asksAboutPerson ? {} : { aboutStaffId: "" }),
});

export const takesRoom = (place: Place): boolean => place.kind === "unit" || place.kind === "door";

/** The report to send, or a sentence beside each field that the user alone can fill. */
export function toReport(
  draft: ReportDraft,
  category: Category | null,
): { report: Report; missing: null } | { report: null; missing: Record<string, string> } {
  const missing: Record<string, string> = {};
  if (!draft.words.trim()) missing.words = "请说几句是什么事。";
  if (!category) missing.category = "请选一个最接近的，选错了站里会改。";
  if (!draft.chosenPlace) missing.place = "请告诉我们在哪里，说不准就用文字写。";
  if (draft.wantsCall && !draft.phone.trim()) missing.phone = "请留一个能打通的号码。";
  if (draft.forOther && !draft.otherCalled.trim()) missing["onBehalf.called"] = "请写一下怎么称呼他。";
  if (draft.forOther && !draft.otherConsents) missing["onBehalf.consent"] = "请先问过他本人，他同意了再勾上。";
  if (!category || !draft.chosenPlace || Object.keys(missing).length > 0) return { report: null, missing };
  return {
    missing: null,
    report: {
      words: draft.words.trim(),
      category: category.code,
      urgency: draft.urgency,
      place: withRoom(draft.chosenPlace.place, draft.room.trim()),
      audience: draft.audience,
      ...(draft.wantsCall ? { phone: draft.phone.trim() } : {}),
      ...(draft.forOther ? { onBehalf: { called: draft.otherCalled.trim(), consent: true as const } } : {}),
      ...(draft.aboutStaffId ? { aboutStaffId: draft.aboutStaffId } : {}),
    },
  };
}

const withRoom = (place: Place, room: string): Place =>
  room && (place.kind === "unit" || place.kind === "door") ? { ...place, room } : place;
