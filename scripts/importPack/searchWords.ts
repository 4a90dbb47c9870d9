import { pinyin } from "pinyin-pro";

/** What finds a building besides its name: other names, and pinyin in full and by initials, made here and not on the phone. */
export function searchWordsOf(name: string, otherNames: readonly string[]): string[] {
  const words = new Set<string>(otherNames);
  for (const text of [name, ...otherNames]) {
    if (!/\p{Script=Han}/u.test(text)) continue;
    const syllables = pinyin(text, { toneType: "none", type: "array", v: true }).map((syllable) => syllable.trim().toLowerCase()).filter(Boolean);
    words.add(syllables.join(""));
    words.add(pinyin(text, { pattern: "first", toneType: "none", type: "array" }).join("").replace(/\s/g, "").toLowerCase());
  }
  words.delete(name);
  return [...words];
}
