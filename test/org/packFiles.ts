import { packFiles } from "../../local/demo/generatePacks";
import type { PackFiles } from "../../scripts/importPack/readPack";

/** A pack of the demo as files, and ways to spoil one of them. */
export const demoPack = (name: "wutongli" | "songfengyuan"): PackFiles =>
  new Map([...packFiles()].flatMap(([path, text]) => (path.startsWith(`${name}/`) ? [[path.slice(name.length + 1), bytes(text)] as const] : [])));

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
export const textOf = (files: PackFiles, name: string): string => new TextDecoder().decode(files.get(name));

export type Patch = Record<string, { replace: [RegExp | string, string] } | { append: string } | { bytes: Uint8Array } | { text: string } | "remove">;

/** @throws Error when a replacement finds nothing, so that no test passes because its mistake was never planted */
export function patched(files: PackFiles, patch: Patch): PackFiles {
  const changed = new Map(files);
  for (const [name, change] of Object.entries(patch)) {
    if (change === "remove") changed.delete(name);
    else if ("bytes" in change) changed.set(name, change.bytes);
    else if ("text" in change) changed.set(name, bytes(change.text));
    else {
      const before = textOf(files, name);
      const after = "append" in change ? before + change.append : before.replace(change.replace[0], change.replace[1]);
      if (after === before) throw new Error(`${name}: nothing to replace by ${JSON.stringify(change)}`);
      changed.set(name, bytes(after));
    }
  }
  return changed;
}
