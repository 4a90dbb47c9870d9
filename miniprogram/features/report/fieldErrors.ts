/** One sentence for each part of the form; "" when nothing is wrong with it. */
export interface FieldErrors {
  words: string;
  category: string;
  place: string;
  photos: string;
  phone: string;
  called: string;
  consent: string;
  about: string;
}

export const noErrors: FieldErrors = {
  words: "",
  category: "",
  place: "",
  photos: "",
  phone: "",
  called: "",
  consent: "",
  about: "",
};

const places: Record<string, keyof FieldErrors> = {
  "onBehalf.called": "called",
  "onBehalf.consent": "consent",
  aboutStaffId: "about",
};

/** The sentences of a failure, each beside the part of the form it is about. */
export function fieldErrors(fields: Record<string, string>): FieldErrors {
  const errors = { ...noErrors };
  for (const [path, sentence] of Object.entries(fields)) {
    const first = path.split(".")[0]!;
    const field = places[path] ?? (first in noErrors ? (first as keyof FieldErrors) : "words");
    errors[field] ||= sentence;
  }
  return errors;
}

/** Failures that are about one part of the form though no field was wrong in form. */
export const partOfFailure: Record<string, keyof FieldErrors> = {
  placeUnknown: "place",
  doorCodeUnknown: "place",
  photoNotYours: "photos",
  personUnknown: "about",
};

export const firstWrong = (errors: FieldErrors): keyof FieldErrors | null =>
  (Object.keys(errors) as (keyof FieldErrors)[]).find((field) => errors[field]) ?? null;
