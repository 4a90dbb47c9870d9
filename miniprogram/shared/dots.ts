/** Words with dots between them: the dot stays with what stands before it, so that no line begins with one. */
const HELD = "\u00a0· ";

export const dotted = (...parts: string[]): string => parts.filter((part) => part !== "").join(HELD);

/** The same for words that come with their dots. */
export const heldDots = (text: string): string => text.split(" · ").join(HELD);
