/** The shape of wx.* functions: options with callbacks, or a promise when no callback is given. */

export interface Callbacks {
  success?: (result: unknown) => void;
  fail?: (error: WxError) => void;
  complete?: (result: unknown) => void;
}

/** What fails in wx.*: `errMsg` is "<name>:fail <reason>", `errno` or `errCode` where WeChat documents one. */
export interface WxError {
  errMsg: string;
  errno?: number;
  errCode?: number;
}

/** Thrown inside an API to fail with a documented number. */
export class Failed extends Error {
  constructor(
    reason: string,
    readonly numbers: { errno?: number; errCode?: number } = {},
  ) {
    super(reason);
  }
}

type Options = Record<string, unknown> & Callbacks;
/** An API family: name → function or value. */
export type Family = Record<string, unknown>;

export function toWxError(name: string, error: unknown): WxError & Error {
  if (typeof error === "object" && error && "errMsg" in error) return error as WxError & Error;
  const reason = error instanceof Error ? error.message : String(error);
  const errMsg = `${name}:fail ${reason}`;
  return Object.assign(new Error(errMsg), { errMsg }, error instanceof Failed ? error.numbers : {});
}

/** Makes `work` a wx function of that name: promise, or callbacks when any is given. */
export function api<O, R>(name: string, work: (options: O) => R | Promise<R>) {
  return (options?: O & Callbacks): Promise<R & { errMsg: string }> | undefined => {
    const given = (options ?? {}) as O & Options;
    const promise = (async () => {
      try {
        const result = await work(given);
        return { ...result, errMsg: `${name}:ok` } as R & { errMsg: string };
      } catch (error) {
        throw toWxError(name, error);
      }
    })();
    if (!given.success && !given.fail && !given.complete) return promise;
    promise.then(
      (result) => {
        given.success?.(result);
        given.complete?.(result);
      },
      (error: WxError) => {
        given.fail?.(error);
        given.complete?.(error);
      },
    );
    return undefined;
  };
}

/** An on…/off… pair that keeps its listeners. */
export interface Listenable<T> {
  add(listener: (value: T) => void): void;
  remove(listener?: (value: T) => void): void;
}
