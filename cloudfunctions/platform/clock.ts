/** The only reader of the time in the product, so that what depends on it can be found, and moved in a stand-in. */
export const now = (): number => Date.now();

export const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Waits for work that may hang, so that the answer to a call does not hang with it.
 * @throws Error when it isn't done in time; it goes on, and what becomes of it is heard by nobody
 */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`not done within ${milliseconds} ms`)), milliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** For ages only, in milliseconds: never jumps when somebody sets or moves the clock. */
export const monotonicNow = (): number => performance.now();
