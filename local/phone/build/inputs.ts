/** A fingerprint of everything a build reads, so that a restart with nothing changed builds nothing. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

const PHONE = path.join(__dirname, "..");

function addFolder(hash: ReturnType<typeof createHash>, folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name === "node_modules" || entry.name === "miniprogram_npm" || entry.name === "fixture") continue;
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) addFolder(hash, file);
    else {
      const { mtimeMs, size } = statSync(file);
      hash.update(`${file}\0${mtimeMs}\0${size}\n`);
    }
  }
}

const PACKAGES = ["tdesign-miniprogram", "glass-easel", "glass-easel-template-compiler", "esbuild", "postcss"];

/** Of the phone itself: its own sources and the packages it is built with. */
export function fingerprintRuntime(): string {
  const hash = createHash("sha1");
  for (const name of PACKAGES) hash.update(readFileSync(require.resolve(`${name}/package.json`)));
  for (const folder of ["build", "runtime", "bar"]) addFolder(hash, path.join(PHONE, folder));
  hash.update(String(statSync(path.join(PHONE, "productScope.ts")).mtimeMs));
  return hash.digest("hex");
}

/** Of a product: its folder, and the phone that it is built for. */
export function fingerprintProduct(root: string): string {
  const hash = createHash("sha1").update(fingerprintRuntime());
  addFolder(hash, root);
  return hash.digest("hex");
}
