import type { CallFailure } from "../../shared/cloud";
import { ask, keepReply, lastReply } from "../../shared/lastReply";
import type { ChosenPlace, ReportForm } from "./reportDraft";

export interface OpenedForm {
  form: ReportForm | null;
  /** Why there is no form, or what to know about the one there is: the door's code was not known, no network. */
  failure: CallFailure | null;
}

/**
 * What the form offers, in one call. Without a network the last one serves, so that a report can be written anywhere;
 * an unknown door only loses the place.
 */
export async function openForm(doorCode: string): Promise<OpenedForm> {
  const result = await ask("requests.form", doorCode ? { doorCode } : {});
  if (result.ok) {
    if (!doorCode) keepReply("requests.form", result.data);
    return { form: result.data, failure: null };
  }
  if (result.failure.code === "doorCodeUnknown" && doorCode) {
    const { form } = await openForm("");
    return { form, failure: result.failure };
  }
  const last = lastReply("requests.form")?.reply ?? null;
  return { form: result.failure.code === "offline" ? last : null, failure: result.failure };
}

/** The place the form knows by itself: the caller's home, or the door whose code he scanned. */
export function placeOfForm(form: ReportForm, doorCode: string): ChosenPlace | null {
  if (!form.place) return null;
  const { kind, text, grid } = form.place;
  return { place: kind === "door" ? { kind, doorCode } : { kind }, text, detail: grid };
}
