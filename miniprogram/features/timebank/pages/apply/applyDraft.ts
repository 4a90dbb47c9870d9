/** What somebody offers while he fills it in, and how it becomes what `members.apply` takes. Pure. */
import type { CallData, CallInput } from "../../../../../contracts/calls";
import type { FreeTime } from "../../freeTimes";

export type ApplyForm = CallData<"members.form">;
export type Application = CallInput<"members.apply">;

export interface ApplyDraft {
  skills: string[];
  times: FreeTime[];
  wontDo: string;
  isMinor: boolean;
  guardianCalled: string;
  guardianConsents: boolean;
  partyMember: boolean;
}

export const emptyApplication = (): ApplyDraft => ({ skills: [], times: [], wontDo: "", isMinor: false, guardianCalled: "", guardianConsents: false, partyMember: false });

/** What he said before, to be changed. */
export const draftOf = ({ draft }: ApplyForm): ApplyDraft =>
  draft
    ? {
        skills: draft.skills,
        times: draft.times,
        wontDo: draft.wontDo ?? "",
        isMinor: draft.isMinor,
        guardianCalled: draft.guardian?.called ?? "",
        guardianConsents: draft.guardian?.consent ?? false,
        partyMember: draft.partyMember,
      }
    : emptyApplication();

export type ApplyErrors = Record<"skills" | "times" | "guardian", string>;
export const noApplyErrors: ApplyErrors = { skills: "", times: "", guardian: "" };

export function missingIn({ skills, times, isMinor, guardianCalled, guardianConsents }: ApplyDraft): ApplyErrors {
  return {
    skills: skills.length === 0 ? "请至少选一样您愿意帮的。" : "",
    times: times.length === 0 ? "请选一下您什么时候有空。" : "",
    guardian: isMinor && (guardianCalled.trim() === "" || !guardianConsents) ? "请写上监护人怎么称呼，并先问过他。" : "",
  };
}

export const firstWrong = (errors: ApplyErrors): keyof ApplyErrors | null =>
  (Object.keys(errors) as (keyof ApplyErrors)[]).find((field) => errors[field] !== "") ?? null;

export function toApplication({ skills, times, wontDo, isMinor, guardianCalled, partyMember }: ApplyDraft): Application {
  const written = wontDo.trim();
  return {
    skills,
    times,
    isMinor,
    partyMember,
    ...(written === "" ? {} : { wontDo: written }),
    ...(isMinor ? { guardian: { called: guardianCalled.trim(), consent: true as const } } : {}),
  };
}
