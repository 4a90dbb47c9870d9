import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fallDue } from "../../cloudfunctions/features/requests/fallDue";
import { mondayMorning } from "../support/communities";
import { community, filed, residentViewer, staffViewer, step } from "../requests/pure";
import { staff } from "../requests/support";
import { dayMs } from "../../contracts/kernel/milliseconds";

/** 今天 in an inbox is a lie a day later: what is stored says its date, what is composed for a reader may say 今天. */
const root = join(__dirname, "../../cloudfunctions");
const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? filesUnder(join(folder, entry.name)) : [join(folder, entry.name)]));

/** Files that compose for whoever looks now. One that tells or writes an event does not belong here. */
const composing = [
  "features/home/home.ts", "features/home/me.ts", "features/home/stationView.ts", "features/inbox/handlers.ts",
  "features/people/away.ts", "features/people/decide.ts", "features/people/invite.ts", "features/people/staff.ts",
  "features/requests/dueWords.ts", "features/requests/headline.ts", "features/requests/reveal.ts", "features/requests/timeline.ts", "features/requests/workbench.ts",
  "features/timebank/members/card.ts", "features/timebank/needs/headline.ts", "features/timebank/needs/lists.ts", "features/timebank/needs/story.ts",
  "features/timebank/needs/words.ts", "features/timebank/service/card.ts", "features/timebank/service/turn.ts", "features/timebank/shared/statementLine.ts",
];
const relativeWords = /import \{[^}]*\b(dayText|momentText|untilText|absenceText)\b[^}]*\} from "[./]*platform\/when"/;

test("only what composes for a reader knows words like 今天 and 下周一", () => {
  const found = filesUnder(root).filter((file) => file.endsWith(".ts") && relativeWords.test(readFileSync(file, "utf8")));
  expect(found.map((file) => relative(root, file)).sort()).toEqual([...composing].sort());
});

/** A shift's times have two forms as well. */
const showingShifts = ["features/timebank/members/firstNeeds.ts", "features/timebank/needs/headline.ts", "features/timebank/needs/propose.ts", "features/timebank/needs/story.ts"];

test("a shift of which somebody is told has its date", () => {
  const found = filesUnder(root).filter((file) => file.endsWith(".ts") && /\bshiftText\(\S/.test(readFileSync(file, "utf8").replaceAll("function shiftText(", "")));
  expect(found.map((file) => relative(root, file)).sort()).toEqual(showingShifts);
});

test("no telling of a request says a day that is another one tomorrow", () => {
  const owner = staffViewer("leader1");
  const resident = residentViewer();
  const urgent = filed({ category: "light" });
  const accepted = step(filed(), owner, { action: "accept" });
  const helped = step(accepted, owner, { action: "askHelper", staffId: staff.member, part: "出方案", day: "2026-11-24" });
  const asked = step(helped, owner, { action: "askResident", words: "在家吗" });
  const resolved = step(step(asked, resident, { action: "answer", words: "在", photos: [] }), owner, { action: "askConfirm", words: "好了", photos: [] });
  const after = [1, 2, 3, 4, 8].flatMap((days) => [filed(), accepted, resolved].map((request) => fallDue(request, { ...community, at: mondayMorning + days * dayMs })));
  const texts = [urgent, resolved, ...after].flatMap(({ effects }) => effects.map(({ text }) => text));
  expect(texts.length).toBeGreaterThan(20);
  expect(texts.filter((text) => /今天|明天|后天|昨天|下周|(?<!日 )周[一二三四五六日]/.test(text))).toEqual([]);
});
