/**
 * What a script of the mini-program may import. The official compile accepts an import that leaves miniprogramRoot
 * and then ships a `require` of a file it never packed; here it is refused, as is one subpackage reaching another's.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { type App, packageOf } from "./appConfig";
import { isFile, type ProductFiles, splitPackage } from "./productFiles";

export type Resolution = { file: string } | { error: string };

const SUFFIXES = ["", ".ts", ".js", "/index.ts", "/index.js"];
const firstFile = (stem: string): string | undefined => SUFFIXES.map((suffix) => stem + suffix).find(isFile);

export function resolveImport(files: ProductFiles, app: App, specifier: string, importer: string, folder: string): Resolution {
  if (!/^[./]/.test(specifier)) return resolvePackage(files, specifier, importer);
  const stem = specifier.startsWith("/") ? path.join(files.root, specifier) : path.resolve(folder, specifier);
  const file = firstFile(stem);
  const from = path.relative(files.root, importer);
  if (!file) return { error: `"${specifier}" not found (imported by ${from})` };
  if (file.endsWith(".json")) return { error: `"${specifier}": WeChat packs no .json for scripts; make it a .ts (in ${from})` };
  if (importer.includes(`${path.sep}node_modules${path.sep}`)) return { file };
  const id = path.relative(files.root, file);
  if (id.startsWith("..") || path.isAbsolute(id))
    return {
      error:
        `"${specifier}" lies outside of the mini-program and would not be packed (in ${from}): ` +
        `use "import type", or take the value from miniprogram/shared/`,
    };
  const target = packageOf(app, id);
  if (target && target !== packageOf(app, from))
    return { error: `"${specifier}" belongs to the subpackage ${target}, which ${from} cannot require: share it in the main package` };
  return { file };
}

/** npm packages resolve to what WeChat's npm build copies, and only declared dependencies are copied. */
function resolvePackage(files: ProductFiles, specifier: string, importer: string): Resolution {
  const { name, rest } = splitPackage(specifier);
  for (let folder = path.dirname(importer); folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const nested = firstFile(path.join(folder, "miniprogram_npm", name, rest));
    if (nested) return { file: nested };
  }
  const root = files.packageFolder(name);
  if (!root) return { error: `package "${name}" has no mini-program build in node_modules (imported by ${path.relative(files.root, importer)})` };
  if (!importer.includes(`${path.sep}node_modules${path.sep}`) && !isDependency(files.root, name))
    return { error: `package "${name}" is not among package.json's "dependencies", so WeChat would not pack it` };
  const file = firstFile(path.join(root, rest));
  return file ? { file } : { error: `"${specifier}" not found in ${root}` };
}

function isDependency(root: string, name: string): boolean {
  for (let folder = root; ; folder = path.dirname(folder)) {
    const manifest = path.join(folder, "package.json");
    if (isFile(manifest)) {
      const { dependencies } = JSON.parse(readFileSync(manifest, "utf8")) as { dependencies?: Record<string, string> };
      return dependencies?.[name] !== undefined;
    }
    if (folder === path.dirname(folder)) return false;
  }
}
