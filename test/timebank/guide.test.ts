import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { defaultSettings } from "../../contracts/timebank/settings";
import { communityRules } from "../../cloudfunctions/features/timebank/shared/communityRules";

const file = join(__dirname, "../../docs/guide/时间银行.md");
const miniprogram = join(__dirname, "../../miniprogram");

/** `WRITE_DOCS=1 npx jest test/timebank/guide` rewrites it. */
test("the guide gives the rules as the page says them, and the times as the settings have them", () => {
  const rules = communityRules(defaultSettings).map(({ title, text }) => `- **${title}**：${text}`).join("\n");
  const text = readFileSync(file, "utf8");
  const wanted = text.replace(/<!-- rules -->[\s\S]*<!-- \/rules -->/, `<!-- rules -->\n${rules}\n<!-- /rules -->`);
  if (process.env.WRITE_DOCS) writeFileSync(file, wanted);
  expect(readFileSync(file, "utf8")).toBe(wanted);
  const { earlyMinutes, graceMinutes } = defaultSettings.service;
  expect({ earlyMinutes, graceMinutes }).toEqual({ earlyMinutes: 30, graceMinutes: 60 });
});

/** What is printed in bold after 点 or 扫 has to be on a page, or nobody finds it. */
test("every button that the guide names is on a page", () => {
  const text = readFileSync(file, "utf8").replace(/## 规矩[\s\S]*?## /, "");
  const named = [...text.matchAll(/\*\*([^*]+)\*\*/g)].map(([, words]) => words!);
  expect(named.length).toBeGreaterThan(12);
  const pages = readPages(miniprogram);
  expect(named.filter((words) => !pages.includes(words))).toEqual([]);
});

function readPages(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(wxml|ts|json)$/.test(entry.name) && !entry.parentPath.includes("miniprogram_npm"))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
    .join("\n");
}
