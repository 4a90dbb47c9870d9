/** Listing a folder, for the gates. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Every file below the folder, relative to it with forward slashes, in a stable order. `leaveOut`: names of folders. */
export function filesBelow(folder: string, leaveOut: readonly string[] = []): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (!entry.isDirectory()) return [entry.name];
      if (leaveOut.includes(entry.name)) return [];
      return filesBelow(join(folder, entry.name), leaveOut).map((path) => `${entry.name}/${path}`);
    });
}
