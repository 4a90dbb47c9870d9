/**
 * Where things are: an id is a path inside the packed mini-program, without extension (`pages/home/index`,
 * `miniprogram_npm/tdesign-miniprogram/button/button`); the source may lie elsewhere (node_modules).
 */
import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

export const NPM_FOLDER = "miniprogram_npm/";

export function isFile(file: string): boolean {
  return existsSync(file) && statSync(file).isFile();
}

/** Joins and resolves `.` and `..` inside the package; a leading slash means the package's root. */
export function joinId(baseId: string, relative: string): string {
  const parts = relative.startsWith("/") ? [] : baseId.split("/").slice(0, -1);
  for (const part of relative.split("/")) {
    if (!part || part === ".") continue;
    if (part === "..") parts.pop();
    else parts.push(part);
  }
  return parts.join("/");
}

/** `@scope/name/rest` or `name/rest` → its two halves. */
export function splitPackage(specifier: string): { name: string; rest: string } {
  const parts = specifier.split("/");
  const name = parts.splice(0, specifier.startsWith("@") ? 2 : 1).join("/");
  return { name, rest: parts.join("/") };
}

export class ProductFiles {
  private readonly packages = new Map<string, string | null>();

  constructor(readonly root: string) {}

  /** The folder that WeChat's npm build would copy for a package, or null where it isn't installed. */
  packageFolder(name: string): string | null {
    const known = this.packages.get(name);
    if (known !== undefined) return known;
    let found: string | null = null;
    for (let folder = this.root; ; folder = path.dirname(folder)) {
      const manifest = path.join(folder, "node_modules", name, "package.json");
      if (isFile(manifest)) {
        const { miniprogram } = JSON.parse(readFileSync(manifest, "utf8")) as { miniprogram?: string };
        const dist = path.join(path.dirname(manifest), miniprogram ?? "miniprogram_dist");
        found = existsSync(dist) ? dist : null;
        break;
      }
      if (folder === path.dirname(folder)) break;
    }
    this.packages.set(name, found);
    return found;
  }

  /** The source file of an id without its extension. */
  stem(id: string): string {
    if (!id.startsWith(NPM_FOLDER)) return path.join(this.root, id);
    const { name, rest } = splitPackage(id.slice(NPM_FOLDER.length));
    return path.join(this.packageFolder(name) ?? path.join(this.root, NPM_FOLDER, name), rest);
  }

  file(id: string, extension: string): string {
    return this.stem(id) + extension;
  }

  has(id: string, extension: string): boolean {
    return isFile(this.file(id, extension));
  }

  read(id: string, extension: string): string {
    return readFileSync(this.file(id, extension), "utf8");
  }

  readJson(id: string): Record<string, unknown> {
    if (!this.has(id, ".json")) return {};
    try {
      return JSON.parse(this.read(id, ".json")) as Record<string, unknown>;
    } catch (error) {
      throw new Error(`${id}.json is not valid JSON: ${(error as Error).message}`);
    }
  }

  /** The script of a page or component, if it has one. */
  script(id: string): string | undefined {
    return [".ts", ".js"].map((extension) => this.file(id, extension)).find(isFile);
  }

  /** A `usingComponents` reference → id, or null where nothing lies there. */
  resolveComponent(reference: string, fromId: string): string | null {
    const candidates = [joinId(fromId, reference)];
    if (!/^[./]/.test(reference) && this.packageFolder(splitPackage(reference).name)) candidates.push(NPM_FOLDER + reference);
    for (const candidate of candidates)
      for (const id of [candidate, `${candidate}/index`]) if (this.has(id, ".json") || this.has(id, ".wxml")) return id;
    return null;
  }
}
