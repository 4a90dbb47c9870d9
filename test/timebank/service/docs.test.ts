import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Transition } from "../../../contracts/kernel/lifecycle";
import { sessionLifecycle } from "../../../contracts/timebank/session";

/** Keeps the table in docs/timebank-service.md what the lifecycle says. */
const file = join(__dirname, "../../../docs/timebank-service.md");
const frame = /<!-- lifecycle -->\n[\s\S]*?<!-- \/lifecycle -->/;

function lifecycleTable(): string {
  const rows = Object.entries(sessionLifecycle).map(([action, row]) => {
    const { from, to, by, why } = row as Transition<string, string>;
    return `| ${action} | ${from.join(", ")} | ${to} | ${by.join(", ") || "the clock"} | ${why ?? ""} |`;
  });
  return ["| action | from | to | by | why |", "|---|---|---|---|---|", ...rows].join("\n");
}

test("docs/timebank-service.md prints the lifecycle as it is", () => {
  const text = readFileSync(file, "utf8");
  const fresh = text.replace(frame, `<!-- lifecycle -->\n${lifecycleTable()}\n<!-- /lifecycle -->`);
  if (process.env["WRITE_DOCS"]) writeFileSync(file, fresh);
  else expect(text).toBe(fresh);
});
