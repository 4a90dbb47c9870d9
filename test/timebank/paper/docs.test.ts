import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { paperColumns } from "../../../contracts/timebank/paper";
import { header } from "./book";

const file = join(__dirname, "../../../docs/timebank-paper.md");

/** `WRITE_DOCS=1 npx jest test/timebank/paper/docs` rewrites it. */
test("the docs list every column of a paper book", () => {
  const rows = Object.entries(paperColumns).map(([name, { chinese, about, optional }]) => `| \`${name}\` | ${chinese} | ${about}${optional ? "；整列可省" : ""} |`);
  const text = readFileSync(file, "utf8");
  const wanted = text.replace(/<!-- paper -->[\s\S]*<!-- \/paper -->/, `<!-- paper -->\n| column | 中文 | |\n|---|---|---|\n${rows.join("\n")}\n<!-- /paper -->`);
  if (process.env.WRITE_DOCS) writeFileSync(file, wanted);
  expect(readFileSync(file, "utf8")).toBe(wanted);
  expect(header.split(",")).toEqual(Object.values(paperColumns).map(({ chinese }) => chinese));
});
