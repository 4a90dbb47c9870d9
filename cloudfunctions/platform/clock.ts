/** The only reader of the time in the product, so that what depends on it can be found, and moved in a stand-in. */
export const now = (): number => Date.now();

export const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** For ages only, in milliseconds: never jumps when somebody sets or moves the clock. */
export const monotonicNow = (): number => performance.now();
