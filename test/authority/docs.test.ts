import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { authorityTable, narrowerList } from "./table";

const file = join(__dirname, "../../docs/authority.md");

function withGenerated(document: string, name: string, content: string): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const [from, to] = [document.indexOf(start), document.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/authority.md has lost its marks for ${name}`);
  return `${document.slice(0, from + start.length)}\n${content}\n${document.slice(to)}`;
}

/** `WRITE_DOCS=1 npx jest test/authority/docs` writes what this checks. */
test("docs/authority.md says what the contracts say", () => {
  const document = readFileSync(file, "utf8");
  const wanted = withGenerated(withGenerated(document, "table", authorityTable()), "narrower", narrowerList());
  if (process.env["WRITE_DOCS"]) writeFileSync(file, wanted);
  else expect(document).toBe(wanted);
});
