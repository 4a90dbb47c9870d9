/** What a community decides about its bank: in its pack, in the docs, and in the rules that people read. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { communityRules } from "../../../cloudfunctions/features/timebank/shared/communityRules";
import { settingsOf } from "../../../cloudfunctions/features/timebank/shared/settings.repository";
import { readCommunityState } from "../../../cloudfunctions/features/org/repository";
import { openDatabase } from "../../../cloudfunctions/platform/database";
import { redemptionWords, serviceWords, settingWords } from "../../../contracts/timebank/settingWords";
import { defaultSettings, settingsFrom, storedSettings, timeBankDecisions, timeBankSettings } from "../../../contracts/timebank/settings";
import { importPack, type ImportResult } from "../../../scripts/importPack";
import { checkPack } from "../../../scripts/importPack/checkPack";
import { demoPack, patched } from "../../org/packFiles";
import { startTestCloud, type TestCloud } from "../../support/cloud";

const docs = join(__dirname, "../../../docs/timebank.md");

describe("the docs", () => {
  const value = (setting: unknown): string => (Array.isArray(setting) ? (typeof setting[0] === "object" ? `${setting.length} 样` : setting.join("、")) : String(setting));
  const rows = (prefix: string, words: Record<string, { chinese: string; about: string }>, defaults: Record<string, unknown>): string[] =>
    Object.entries(words).map(([key, { chinese, about }]) => `| \`${prefix}${key}\` | ${chinese} | ${about} | ${value(defaults[key])} |`);
  const table = (): string =>
    ["| key | 中文 | | usual |", "|---|---|---|---|", ...rows("", settingWords, defaultSettings), ...rows("redemption.", redemptionWords, defaultSettings.redemption), ...rows("service.", serviceWords, defaultSettings.service)].join("\n");

  /** `WRITE_DOCS=1 npx jest test/timebank/bank/settings` rewrites it. */
  test("list every setting with what is usual", () => {
    const text = readFileSync(docs, "utf8");
    const wanted = text.replace(/<!-- settings -->[\s\S]*<!-- \/settings -->/, `<!-- settings -->\n${table()}\n<!-- /settings -->`);
    if (process.env["WRITE_DOCS"]) writeFileSync(docs, wanted);
    expect(readFileSync(docs, "utf8")).toBe(wanted);
  });

  test("no setting is left out", () => {
    expect([...Object.keys(settingWords), "redemption", "service"].sort()).toEqual(Object.keys(defaultSettings).sort());
    expect(Object.keys(serviceWords).sort()).toEqual(Object.keys(defaultSettings.service).sort());
    expect(Object.keys(redemptionWords).sort()).toEqual(Object.keys(defaultSettings.redemption).sort());
  });
});

test("what was decided goes before, the usual fills in, whatever part of it was said", () => {
  expect(settingsFrom({})).toEqual(defaultSettings);
  expect(storedSettings(undefined)).toEqual(defaultSettings);
  const decided = timeBankDecisions.parse({ capMinutes: null, redemption: { minimumAge: 60 }, service: { dayMinutes: 120 }, skills: [{ code: "tea", name: "泡茶", hint: "陪着喝一杯" }] });
  const settings = settingsFrom(decided);
  expect(settings).toMatchObject({ capMinutes: null, donation: true, redemption: { minimumAge: 60, hardship: true }, service: { dayMinutes: 120, confirmHours: 48 }, skills: [{ code: "tea", child: false }] });
  expect(timeBankSettings.parse(settings)).toEqual(settings);
  // Stored by another version: a key more, and two that were not asked yet.
  const { donation: _donation, service: { codeSeconds: _code, ...service }, ...rest } = settings;
  expect(storedSettings({ ...rest, service: { ...service, tea: 1 }, interest: 3 })).toEqual(settings);
  expect(() => storedSettings({ ...rest, capMinutes: "many" })).toThrow();
  expect(timeBankDecisions.safeParse({ interest: 3 }).success).toBe(false);
});

describe("the rules that people read", () => {
  const texts = (decided: Parameters<typeof settingsFrom>[0]) => communityRules(settingsFrom(decided)).map(({ text }) => text).join("\n");
  test("say each setting where it bites", () => {
    expect(texts({})).toContain("最多存 1500 小时，再多的捐进公共时间池");
    expect(texts({ capMinutes: null })).toContain("不设上限");
    expect(texts({})).toContain("存下了随时可以用。");
    expect(texts({ redemption: { minimumAge: 60 } })).toContain("满 60 岁可以用，遇到急难可以向支委申请提前用。");
    expect(texts({ redemption: { minimumAge: 65, hardship: false } })).toContain("满 65 岁可以用。");
    expect(texts({ floorMinutes: -120 })).toContain("不够的时候最多可以先欠 2 小时。");
    expect(texts({ giftTo: ["spouse"] })).toContain("可以送给配偶，关系请支委先登记。");
    expect(texts({ giftTo: [] })).toContain("时间不能转给别人。");
    expect(texts({ donation: false })).toContain("本社区没有开通捐赠。");
    expect(texts({ poolHelps: false })).toContain("请人帮忙要先有存下的时间");
    expect(texts({ inheritable: false })).toContain("剩下的时间捐进公共时间池。");
    expect(texts({ service: { dayMinutes: 120 } })).toContain("一天最多记 2 小时。");
    expect(texts({ service: { confirmHours: 24, leaderHours: 12 } })).toContain("24 小时没有回音就请居民组长看，再过 12 小时");
  });
  test("are one plain sentence each", () => {
    for (const { title, text } of communityRules(defaultSettings)) {
      expect(title.length).toBeLessThanOrEqual(5);
      expect(text).toMatch(/^[^。]+。$/);
    }
  });
});

describe("in a pack", () => {
  const today = "2026-11-23";
  const now = Date.parse(`${today}T12:00:00+08:00`);
  let cloud: TestCloud;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "linli-bank-pack-"));
    cloud = await startTestCloud({ indexes: join(__dirname, "../../../cloudfunctions/indexes.json") });
  });
  afterAll(async () => {
    await cloud.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const withBank = (code: string, json: string) =>
    patched(patched(demoPack("songfengyuan"), { "community.json": { replace: ['"carriers": []', json] } }), code === "songfengyuan" ? {} : { "community.json": { replace: ['"songfengyuan"', `"${code}"`] } });
  async function run(code: string, json: string, dryRun = false): Promise<ImportResult> {
    const target = join(folder, code);
    mkdirSync(target, { recursive: true });
    for (const [name, content] of withBank(code, json)) writeFileSync(join(target, name), content);
    return importPack({ folder: target, database: openDatabase(), now, dryRun });
  }
  const problems = (json: string) => checkPack(withBank("songfengyuan", json), undefined, today).problems.filter(({ severity }) => severity === "error");

  test("settings are in force after the import, changes are named, and the same pack again changes nothing", async () => {
    const decided = '"carriers": ["timebank"], "timeBank": { "capMinutes": 36000, "redemption": { "minimumAge": 60 }, "service": { "dayMinutes": 120 } }';
    expect((await run("tried", decided, true)).changes).toContain("时间银行的规则改了：上限、几岁能用、一天最多");
    expect(await openDatabase().collection("timeBanks").get("tried")).toBeUndefined();
    expect(await run("decided", decided)).toMatchObject({ outcome: "imported" });
    expect(await settingsOf(openDatabase(), "decided")).toMatchObject({ capMinutes: 36000, redemption: { minimumAge: 60, hardship: true }, service: { dayMinutes: 120, stageHours: 12 } });
    expect((await readCommunityState(openDatabase(), "decided"))?.carriers).toEqual(["timebank"]);
    expect(await run("decided", decided)).toMatchObject({ outcome: "unchanged", changes: [], version: 1 });
  });

  test("an import that was cut off before the settings is made good by the next; taken out again, the usual holds", async () => {
    const decided = '"carriers": ["timebank"], "timeBank": { "donation": false }';
    await run("cut", decided);
    await openDatabase().collection("timeBanks").remove({ _id: "cut" });
    expect(await run("cut", decided)).toMatchObject({ outcome: "imported", version: 1, changes: ["时间银行的规则改了：捐赠"] });
    expect(await run("cut", '"carriers": ["timebank"]')).toMatchObject({ outcome: "imported", version: 1, changes: ["时间银行的规则改了：捐赠"] });
    expect(await openDatabase().collection("timeBanks").get("cut")).toMatchObject({ settings: { donation: true } });
  });

  test.each([
    ['"carriers": ["timebnak"]', "没有这个载体。现在有：timebank（时间银行）"],
    ['"carriers": [], "timeBank": { "capMinutes": "many" }', "timeBank.capMinutes"],
    ['"carriers": [], "timeBank": { "interest": 3 }', "docs/timebank.md"],
    ['"carriers": [], "timeBank": { "skills": [] }', "至少写一样"],
    ['"carriers": [], "timeBank": { "skills": [{ "code": "a", "name": "甲", "hint": "" }, { "code": "a", "name": "乙", "hint": "" }] }', "重复的 code"],
  ])("%s is refused with a sentence that says what and where", (json, said) => {
    const [problem, ...more] = problems(json);
    expect(more).toEqual([]);
    expect(problem).toMatchObject({ file: "community.json" });
    expect(problem!.message).toContain(said);
    expect(problem!.message).not.toMatch(/Invalid|expected/);
  });
});
