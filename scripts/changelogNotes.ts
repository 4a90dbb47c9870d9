import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** In the order in which CHANGELOG.md tells them. */
export const kinds = ["added", "changed", "fixed", "removed"] as const;
export type Kind = (typeof kinds)[number];

/** One change as a user would tell it. A file of its own, so that two who change something at once never meet. */
export interface Note {
  file: string;
  kind: Kind;
  /** One sentence or two, on one line. */
  text: string;
}

const longest = 300;

/** @throws Error that says what is wrong with the note */
export function noteOf(file: string, content: string): Note {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*\.md$/.test(file)) throw new Error("its name is a few words in lower case with hyphens, and ends in .md");
  const [, kind, rest = ""] = /^(\w+): ([\s\S]+)$/.exec(content) ?? [];
  if (!kinds.some((one) => one === kind)) throw new Error(`it begins with one of ${kinds.map((one) => `"${one}: "`).join(", ")}`);
  if (/\n\s*\n\s*\S/.test(rest)) throw new Error("it is one paragraph; two changes are two notes");
  const text = rest.replace(/\s+/g, " ").trim();
  if (!/[.。！!?？]$/.test(text)) throw new Error("it is a whole sentence, with its full stop");
  if (text.length > longest) throw new Error(`it has ${text.length} characters; ${longest} are enough for a user`);
  return { file, kind: kind as Kind, text };
}

/** @returns the notes by file name, and one line for each that cannot be read */
export function readNotes(folder: string): { notes: Note[]; problems: string[] } {
  const notes: Note[] = [];
  const problems: string[] = [];
  for (const file of existsSync(folder) ? readdirSync(folder).sort() : []) {
    try {
      notes.push(noteOf(file, readFileSync(join(folder, file), "utf8")));
    } catch (error) {
      problems.push(`changes/${file}: ${(error as Error).message}`);
    }
  }
  return { notes, problems };
}

const headings: Record<Kind, string> = { added: "Added", changed: "Changed", fixed: "Fixed", removed: "Removed" };

/** Breaks a line of words so that Markdown is read in an editor, too. */
function wrapped(text: string, width: number): string {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1)!;
    if (line && line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  return lines.join("\n  ");
}

/** @param title what stands after `##` */
export function sectionOf(title: string, notes: readonly Note[]): string {
  const parts = kinds.flatMap((kind) => {
    const own = notes.filter((note) => note.kind === kind);
    return own.length ? [`### ${headings[kind]}`, own.map(({ text }) => `- ${wrapped(text, 118)}`).join("\n")] : [];
  });
  return [`## ${title}`, ...parts].join("\n\n");
}

/** Puts a release above the earlier ones. @throws Error when it is in there already, or there is nothing to tell */
export function withRelease(changelog: string, version: string, day: string, notes: readonly Note[]): string {
  if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Error(`${version}: a version is three numbers, like 0.2.0`);
  if (changelog.split("\n").some((line) => line.startsWith(`## ${version} `))) throw new Error(`CHANGELOG.md has a ${version} already`);
  if (notes.length === 0) throw new Error("there is no note in changes/: nothing to release");
  const section = sectionOf(`${version} · ${day}`, notes);
  const first = changelog.search(/^## /m);
  return first < 0 ? `${changelog.trimEnd()}\n\n${section}\n` : `${changelog.slice(0, first)}${section}\n\n${changelog.slice(first)}`;
}
