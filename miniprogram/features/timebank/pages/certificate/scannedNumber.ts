/**
 * The number of a certificate as it comes with a code: WeChat hands a page its `scene` escaped, and `scanCode` hands over
 * the whole path that a mini-program code opens. Pure.
 */

/** What stands in `scene`, or in `n` of a shared page; a damaged one is as good as none. */
export function numberIn({ n = "", scene = "" }: { n?: string; scene?: string }): string {
  try {
    return decodeURIComponent(n || scene);
  } catch {
    return "";
  }
}

/** @returns what to check: of a mini-program code its scene, of any other code (certificates saved before had one) its text */
export function numberOfScan({ result, path = "" }: { result: string; path?: string }): string {
  const scene = /[?&]scene=([^&]*)/.exec(path)?.[1];
  return scene === undefined ? result : numberIn({ scene });
}
