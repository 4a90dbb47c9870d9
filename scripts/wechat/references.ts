/**
 * What a file of a mini-program names, and which files that means: the resolution rules of WeChat's compiler
 * (https://developers.weixin.qq.com/miniprogram/dev/devtools/npm.html and the reference of each file type),
 * used by the packing of npm components and by the gate "shipped".
 *
 * Paths are relative to the mini-program's root, with forward slashes.
 */
import { posix } from "node:path";

export type ReferenceKind = "component" | "script" | "template" | "wxs" | "style";

export interface Reference {
  kind: ReferenceKind;
  target: string;
  /** 1-based, for a message */
  line: number;
}

/** The files to resolve in: a folder, a compiled tree, or a folder laid over another. */
export interface FileTree {
  has(path: string): boolean;
}

/** An import statement starts a line or follows another statement: the word inside a string is none. */
const SCRIPT_REFERENCE =
  /\brequire\s*\(\s*(["'])([^"'\n]+)\1\s*\)|(?<=^|[;}\n])\s*(?:import|export)\b(?!\s+type\b)[^"'`;()]*?\bfrom\s*(["'])([^"'\n]+)\3|(?<=^|[;}\n])\s*import\s*(["'])([^"'\n]+)\5/g;
const WXML_REFERENCE = /<(import|include|wxs)\b[^>]*?\bsrc\s*=\s*(["'])(.+?)\2/g;
const STYLE_REFERENCE = /@import\s+(?:url\(\s*)?(["'])([^"'\n]+)\1/g;

/** Everything the file names, in order. A file type that names nothing gives an empty list. */
export function referencesIn(path: string, text: string): Reference[] {
  switch (posix.extname(path)) {
    case ".js":
    case ".ts":
      return path.endsWith(".d.ts")
        ? []
        : scan(withoutComments(text), SCRIPT_REFERENCE, (m) => ["script", m[2] ?? m[4] ?? m[6]]);
    case ".wxs":
      return scan(withoutComments(text), SCRIPT_REFERENCE, (m) => ["wxs", m[2]]);
    case ".wxml":
      return scan(text.replace(/<!--[\s\S]*?-->/g, blank), WXML_REFERENCE, (m) => [
        m[1] === "wxs" ? "wxs" : "template",
        m[3],
      ]);
    case ".wxss":
      return scan(text.replace(/\/\*[\s\S]*?\*\//g, blank), STYLE_REFERENCE, (m) => ["style", m[2]]);
    case ".json":
      return componentsNamedIn(text);
    default:
      return [];
  }
}

/** The files a reference means (a component is up to four), or null when there is no such file. */
export function resolveReference(tree: FileTree, from: string, reference: Reference): string[] | null {
  const { kind, target } = reference;
  if (kind === "component" && /^(plugin|ext|plugin-private):\/\//.test(target)) return [];
  for (const base of candidateBases(from, target, kind)) {
    const files = kind === "component" ? componentFiles(tree, base) : plainFile(tree, base, kind);
    if (files) return files;
  }
  return null;
}

/** True for `tdesign-miniprogram/button/button`, false for `./x`, `../x` and `/x`. */
export function isBare(target: string): boolean {
  return !/^(\.{0,2}\/|[a-z-]+:\/\/)/.test(target);
}

function scan(
  text: string,
  pattern: RegExp,
  read: (match: RegExpMatchArray) => [ReferenceKind, string | undefined],
): Reference[] {
  const found: Reference[] = [];
  for (const match of text.matchAll(pattern)) {
    const [kind, target] = read(match);
    if (target) found.push({ kind, target, line: lineAt(text, (match.index ?? 0) + match[0].length) });
  }
  return found;
}

function componentsNamedIn(text: string): Reference[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return []; // reported by the gate that reads JSON
  }
  if (typeof json !== "object" || json === null) return [];
  const { usingComponents, componentGenerics } = json as Record<string, unknown>;
  const targets = [...stringsOf(usingComponents)];
  for (const generic of Object.values((componentGenerics ?? {}) as Record<string, unknown>)) {
    targets.push(...stringsOf(generic, "default"));
  }
  return targets.map((target) => ({
    kind: "component",
    target,
    line: lineAt(text, Math.max(0, text.indexOf(JSON.stringify(target)))),
  }));
}

function stringsOf(value: unknown, key?: string): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value)
    .filter(([name]) => key === undefined || name === key)
    .map(([, entry]) => entry as unknown)
    .filter((entry): entry is string => typeof entry === "string");
}

function candidateBases(from: string, target: string, kind: ReferenceKind): string[] {
  if (target.startsWith("/")) return [posix.normalize(target.slice(1))];
  const directory = posix.dirname(from);
  const relative = posix.normalize(posix.join(directory, target));
  if (!isBare(target)) return [relative];
  if (kind === "template" || kind === "wxs" || kind === "style") return [relative];
  const bases = kind === "component" ? [relative] : [];
  for (let at = directory; ; at = posix.dirname(at)) {
    bases.push(posix.join(at, "miniprogram_npm", target));
    if (at === "." || at === "/") return bases;
  }
}

function componentFiles(tree: FileTree, base: string): string[] | null {
  for (const candidate of [base, posix.join(base, "index")]) {
    if (!tree.has(`${candidate}.json`)) continue;
    return [".json", ".wxml", ".wxss", ".js", ".ts"]
      .map((extension) => candidate + extension)
      .filter((file) => tree.has(file));
  }
  return null;
}

function plainFile(tree: FileTree, base: string, kind: ReferenceKind): string[] | null {
  const extensions = {
    script: [".js", ".ts"],
    template: [".wxml"],
    wxs: [".wxs"],
    style: [".wxss"],
  } as const;
  const suffixes = kind === "component" ? [] : extensions[kind];
  const names = suffixes.some((suffix) => base.endsWith(suffix))
    ? [base]
    : suffixes.map((suffix) => base + suffix);
  if (kind === "script") names.push(...suffixes.map((suffix) => posix.join(base, `index${suffix}`)));
  const found = names.find((name) => tree.has(name));
  return found === undefined ? null : [found];
}

function lineAt(text: string, index: number): number {
  let line = 1;
  for (let i = text.indexOf("\n"); i !== -1 && i < index; i = text.indexOf("\n", i + 1)) line++;
  return line;
}

/** Comments become spaces, so that lines stay where they were; strings are kept. */
function withoutComments(text: string): string {
  return text.replace(
    /("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|\/\*[\s\S]*?\*\/|(?<![:\\])\/\/[^\n]*/g,
    (whole, text?: string) => (text === undefined ? blank(whole) : whole),
  );
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, " ");
}
