import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Note, noteOf, readNotes, sectionOf, withRelease } from "../../scripts/changelogNotes";

const note = (kind: Note["kind"], text: string): Note => ({ file: "a.md", kind, text });

test("a note is a kind and a sentence, however its lines break", () => {
  expect(noteOf("map-of-grids.md", "added: A map\nof the grids.\n")).toEqual({ file: "map-of-grids.md", kind: "added", text: "A map of the grids." });
  expect(noteOf("words.md", "fixed: 错字改好了。")).toMatchObject({ kind: "fixed", text: "错字改好了。" });
});

test.each([
  ["a.md", "A map of the grids.", "begins with"],
  ["a.md", "new: A map of the grids.", "begins with"],
  ["a.md", "", "begins with"],
  ["a.md", "added: A map of the grids", "full stop"],
  ["a.md", "added: A map.\n\nAnd a list.", "one paragraph"],
  ["a.md", `added: ${"very ".repeat(80)}long.`, "characters"],
  ["A Map.md", "added: A map.", "its name"],
  ["a.txt", "added: A map.", "its name"],
])("%s: %j is refused", (file, content, why) => {
  expect(() => noteOf(file, content)).toThrow(why);
});

test("a folder is read whole: what can't be read is named beside what can", () => {
  const folder = mkdtempSync(join(tmpdir(), "linli-changes-"));
  writeFileSync(join(folder, "b.md"), "fixed: B.\n");
  writeFileSync(join(folder, "a.md"), "a map");
  expect(readNotes(folder)).toEqual({ notes: [{ file: "b.md", kind: "fixed", text: "B." }], problems: [expect.stringContaining("changes/a.md: it begins with")] });
  rmSync(folder, { recursive: true });
  expect(readNotes(folder)).toEqual({ notes: [], problems: [] });
});

test("the repository's own notes can be read", () => {
  expect(readNotes(join(__dirname, "../../changes")).problems).toEqual([]);
});

describe("a release", () => {
  const notes = [note("fixed", "A word."), note("added", `A map, ${"and a list ".repeat(12)}beside it.`), note("fixed", "Another word.")];

  test("tells what was added before what was fixed, in lines that can be read", () => {
    const section = sectionOf("0.2.0 · 2026-12-01", notes);
    expect(section.split("\n").filter((line) => line.startsWith("#"))).toEqual(["## 0.2.0 · 2026-12-01", "### Added", "### Fixed"]);
    expect(section).toContain("- A word.\n- Another word.");
    for (const line of section.split("\n")) expect(line.length).toBeLessThanOrEqual(120);
    expect(section.replace(/\s+/g, " ")).toContain(`- ${notes[1]!.text}`);
  });

  test("stands above the earlier ones, below the head", () => {
    const changed = withRelease("# Changelog\n\nHead.\n\n## 0.1.0 · 2026-11-23\n\n- First.\n", "0.2.0", "2026-12-01", notes);
    expect(changed.match(/^## .*$/gm)).toEqual(["## 0.2.0 · 2026-12-01", "## 0.1.0 · 2026-11-23"]);
    expect(changed.startsWith("# Changelog\n\nHead.\n\n## 0.2.0")).toBe(true);
    expect(withRelease("# Changelog\n", "0.1.0", "2026-12-01", notes)).toMatch(/^# Changelog\n\n## 0\.1\.0 /);
  });

  test("is refused twice, without a version, and without a note", () => {
    expect(() => withRelease("## 0.2.0 · 2026-12-01\n", "0.2.0", "2026-12-02", notes)).toThrow("already");
    expect(() => withRelease("", "next", "2026-12-02", notes)).toThrow("three numbers");
    expect(() => withRelease("", "0.2.0", "2026-12-02", [])).toThrow("no note");
  });
});
