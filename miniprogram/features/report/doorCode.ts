import { unescaped } from "../../shared/unescaped";

/** What the code at a unit's door may be (contracts/org: ≤24 characters of [A-Za-z0-9_-]). */
const DOOR_CODE = /^[A-Za-z0-9_-]{1,24}$/;

/**
 * The door a scanned code means, or "". The codes at the doors are WeChat's own round ones, which scan as
 * `pages/home/index?scene=…`; a plain square code may hold a link with the same parameter, or the door code alone.
 */
export function doorCodeOf(scanned: { path?: string; result?: string }): string {
  for (const text of [scanned.path, scanned.result]) {
    if (!text) continue;
    const scene = /[?&]scene=([^&#]+)/.exec(text)?.[1];
    const code = scene ? unescaped(scene) : text.trim();
    if (DOOR_CODE.test(code)) return code;
  }
  return "";
}
