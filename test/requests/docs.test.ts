import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Transition } from "../../contracts/kernel/lifecycle";
import { requestLifecycle } from "../../contracts/requests/lifecycle";

/** Keeps the table in docs/requests.md what the lifecycle says. */
const file = join(__dirname, "../../docs/requests.md");
const frame = /<!-- lifecycle -->\n[\s\S]*?<!-- \/lifecycle -->/;

function lifecycleTable(): string {
  const rows = Object.entries(requestLifecycle).map(([action, row]) => {
    const { from, to, by, why } = row as Transition<string, string>;
    return `| ${action} | ${from.join(", ")} | ${to} | ${by.join(", ") || "the clock"} | ${why ?? ""} |`;
  });
  return ["| action | from | to | by | why |", "|---|---|---|---|---|", ...rows].join("\n");
}

test("docs/requests.md prints the lifecycle as it is", () => {
  const text = readFileSync(file, "utf8");
  const fresh = text.replace(frame, `<!-- lifecycle -->\n${lifecycleTable()}\n<!-- /lifecycle -->`);
  if (process.env["WRITE_DOCS"]) writeFileSync(file, fresh);
  else expect(text).toBe(fresh);
});
