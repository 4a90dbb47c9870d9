/**
 * Puts the npm components that the pages use into miniprogram/miniprogram_npm, so that WeChat DevTools open the
 * folder as it is and no key, no network and no vendor's tool is needed to build.
 *
 * The vendor's own packing copies a whole package (TDesign: 5.6 MB); this copies what is reachable from the pages,
 * byte for byte. It is kept honest by the gate "npm" of `npm run check:wechat`, which packs with the vendor's tool
 * and compares: every file here must equal the vendor's, and everything the official compile keeps must be here.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, extname, join, posix, relative, sep } from "node:path";
import { isBare, type Reference, referencesIn, resolveReference } from "./wechat/references";

const NPM_FOLDER = "miniprogram_npm";
const READ_EXTENSIONS = new Set([".json", ".wxml", ".wxss", ".wxs", ".js", ".ts"]);

export interface PackedNpm {
  files: number;
  bytes: number;
  /** false when the folder already held exactly this */
  changed: boolean;
}

/**
 * Brings `<root>/miniprogram/miniprogram_npm` up to date and removes what is no longer used.
 * @throws when a page names a component or script that its npm package doesn't have, or when a dependency of the
 *   root package.json is not built for mini-programs (no `miniprogram` field).
 */
export function packNpm(root = join(__dirname, "..")): PackedNpm {
  const packages = miniprogramPackages(root);
  const miniprogram = join(root, "miniprogram");
  const used = reachable(miniprogram, packages);
  const target = join(miniprogram, NPM_FOLDER);
  let bytes = 0;
  let changed = removeOthers(target, miniprogram, used);
  for (const [path, source] of used) {
    const content = readFileSync(source);
    bytes += content.length;
    const destination = join(miniprogram, path);
    if (existsSync(destination) && readFileSync(destination).equals(content)) continue;
    mkdirSync(dirname(destination), { recursive: true });
    writeFileSync(destination, content);
    changed = true;
  }
  return { files: used.size, bytes, changed };
}

/** name → the folder of its files for mini-programs */
function miniprogramPackages(root: string): Map<string, string> {
  const { dependencies = {} } = readJson(join(root, "package.json")) as {
    dependencies?: Record<string, string>;
  };
  const packages = new Map<string, string>();
  for (const name of Object.keys(dependencies)) {
    const folder = join(root, "node_modules", name);
    const { miniprogram } = readJson(join(folder, "package.json")) as { miniprogram?: string };
    if (!miniprogram) {
      throw new Error(
        `package.json: "${name}" has no "miniprogram" field, so the phone can't load it. ` +
          `Only components made for mini-programs belong in "dependencies"; move it to "devDependencies".`,
      );
    }
    packages.set(name, join(folder, miniprogram));
  }
  return packages;
}

/** path below miniprogram/ → the file in node_modules it is copied from */
function reachable(miniprogram: string, packages: Map<string, string>): Map<string, string> {
  const locate = (path: string): string => {
    for (const [name, folder] of packages) {
      const prefix = `${NPM_FOLDER}/${name}/`;
      if (path.startsWith(prefix)) return join(folder, path.slice(prefix.length));
    }
    return join(miniprogram, path);
  };
  const tree = { has: (path: string) => isFile(locate(path)) };
  const used = new Map<string, string>();
  const queue = ownSources(miniprogram);
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (!READ_EXTENSIONS.has(extname(path))) continue;
    for (const reference of referencesIn(path, readFileSync(locate(path), "utf8"))) {
      const files = resolveReference(tree, path, reference);
      if (!files && mustExist(path, reference, packages)) {
        throw new Error(
          `miniprogram/${path}:${reference.line}: no "${reference.target}" in the installed packages`,
        );
      }
      for (const file of files ?? []) {
        if (!file.startsWith(`${NPM_FOLDER}/`) || used.has(file)) continue;
        used.set(file, locate(file));
        queue.push(file);
      }
    }
  }
  return used;
}

/** Our own missing files are for the compiler to report; a build half-way through an edit shall still go on. */
function mustExist(from: string, reference: Reference, packages: Map<string, string>): boolean {
  if (from.startsWith(`${NPM_FOLDER}/`)) return true;
  const [first = ""] = reference.target.split("/");
  return isBare(reference.target) && packages.has(first);
}

function ownSources(miniprogram: string): string[] {
  return filesBelow(miniprogram)
    .map((file) => relative(miniprogram, file).split(sep).join(posix.sep))
    .filter((path) => !path.startsWith(`${NPM_FOLDER}/`));
}

function removeOthers(target: string, miniprogram: string, used: Map<string, string>): boolean {
  let removed = false;
  for (const file of filesBelow(target)) {
    if (used.has(relative(miniprogram, file).split(sep).join(posix.sep))) continue;
    rmSync(file);
    removed = true;
  }
  return removed;
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "node_modules" ? [] : filesBelow(path);
    return entry.isFile() ? [path] : [];
  });
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8"));
}
