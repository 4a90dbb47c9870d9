import { unescaped } from "../../../../shared/unescaped";

/**
 * The number of a certificate as it comes with a code: WeChat hands a page its `scene` escaped, and `scanCode` hands over
 * the whole path that a mini-program code opens. Pure.
 */

/** What stands in `scene`, or in `n` of a shared page. */
export const numberIn = ({ n = "", scene = "" }: { n?: string; scene?: string }): string => unescaped(n || scene);

/** @returns what to check: of a mini-program code its scene, of any other code (certificates saved before had one) its text */
export function numberOfScan({ result, path = "" }: { result: string; path?: string }): string {
  const scene = /[?&]scene=([^&]*)/.exec(path)?.[1];
  return scene === undefined ? result : numberIn({ scene });
}
