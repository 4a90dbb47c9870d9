import type { KeptPlace } from "./askAgain";

/** What was being written when a form of the time bank was last left, however it was left; gone when it was sent. */
type FormName = "ask" | "apply";

const keyOf = (name: FormName): string => `timebankDraft:${name}`;

/** @param empty fills in what an older version of the form did not know yet */
export function storedDraft<D extends object>(name: FormName, empty: D): D {
  const stored = wx.getStorageSync<Partial<D> | "">(keyOf(name)) || {};
  return { ...empty, ...stored };
}

export const hasDraft = (name: FormName): boolean => wx.getStorageSync<object | "">(keyOf(name)) !== "";

export const storeDraft = (name: FormName, draft: object): void => wx.setStorageSync(keyOf(name), draft);

export const dropDraft = (name: FormName): void => wx.removeStorageSync(keyOf(name));

const ASKED_KEY = "timebankAsked";
const KEPT_ASKED = 5;
const askedPlaces = (): { needId: string; place: KeptPlace }[] => wx.getStorageSync<{ needId: string; place: KeptPlace }[] | "">(ASKED_KEY) || [];

/** Where somebody asked for help for himself, on his own phone alone, for when he asks again. */
export const keepAsked = (needId: string, place: KeptPlace): void => wx.setStorageSync(ASKED_KEY, [{ needId, place }, ...askedPlaces()].slice(0, KEPT_ASKED));

export const askedPlace = (needId: string): KeptPlace | null => askedPlaces().find((asked) => asked.needId === needId)?.place ?? null;
