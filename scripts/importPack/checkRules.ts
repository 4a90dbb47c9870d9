import { communityFile, packTables, type PackTable } from "../../contracts/org/pack";
import { checkUnique } from "./checkStructure";
import type { Pack } from "./readPack";
import type { Problems } from "./problem";

const fileOf = (table: PackTable): string => packTables[table].file;

export function checkDuty({ rows }: Pack, today: string, problems: Problems): void {
  const file = fileOf("duty");
  for (const { station, from, to, person, line } of rows.duty) {
    if (!rows.stations.some(({ code }) => code === station)) problems.error("unknownStation", file, line, `服务站“${station}”不在 ${fileOf("stations")} 里。`, fileOf("stations"));
    if (to <= from) problems.error("endBeforeStart", file, line, "下班不晚于上班，请改时间。");
    if (!rows.people.some(({ code }) => code === person)) problems.error("unknownPerson", file, line, `工作人员“${person}”不在 ${fileOf("people")} 里。`, fileOf("people"));
    else if (!rows.posts.some((post) => post.person === person && (post.to === undefined || post.to > today)))
      problems.error("dutyOfLeft", file, line, `“${person}”已经没有职务，不能再排在值班表里，请换一位。`, fileOf("posts"));
  }
  for (const { code, name, line } of rows.stations)
    if (!rows.duty.some(({ station }) => station === code)) problems.warn("stationWithoutDuty", fileOf("stations"), line, `${name}没有值班时间，居民会看到“现在没有人值班”。`);
}

/** @param known codes of people in the version in force: a rule that names somebody who has left is switched off, not refused. */
export function checkRules({ community, rows }: Pack, known: ReadonlySet<string>, problems: Problems): void {
  checkUnique("categories", rows.categories, "类别编号", ({ code }) => code, problems);
  checkUnique("categories", rows.categories, "类别名称", ({ name }) => name, problems, "duplicateName");
  if (rows.categories.length === 0) problems.error("noCategory", fileOf("categories"), undefined, "至少要有一个事项类别，居民才能选。", fileOf("categories"));
  for (const { callFirstLabel, callFirstPhone, line } of rows.categories)
    if (!callFirstLabel !== !callFirstPhone) problems.error("halfCallFirst", fileOf("categories"), line, "“先打给谁”和“先打的号码”要么都写，要么都空着。");
  const file = fileOf("rules");
  checkUnique("rules", rows.rules, "规则编号", ({ code }) => code, problems);
  const has = (table: "categories" | "grids" | "stations" | "titles" | "people", code: string): boolean => rows[table].some((row) => row.code === code);
  for (const rule of rows.rules) {
    const unknown = (code: string, what: string, value: string, table: PackTable): void =>
      problems.error(code, file, rule.line, `${what}“${value}”不在 ${fileOf(table)} 里，请补上或改编号。`, fileOf(table));
    for (const value of rule.whenCategory ?? []) if (!has("categories", value)) unknown("unknownCategory", "类别", value, "categories");
    for (const value of rule.whenGrid ?? []) if (!has("grids", value)) unknown("unknownGrid", "网格", value, "grids");
    for (const value of rule.whenStation ?? []) if (!has("stations", value)) unknown("unknownStation", "服务站", value, "stations");
    for (const value of rule.titles ?? []) if (!has("titles", value)) unknown("unknownTitle", "职务", value, "titles");
    if (rule.station && !has("stations", rule.station)) unknown("unknownStation", "服务站", rule.station, "stations");
    if (rule.person && !has("people", rule.person) && !known.has(rule.person)) unknown("unknownPerson", "工作人员", rule.person, "people");
    if (!rule.person && !rule.titles?.length) problems.error("ruleWithoutAnybody", file, rule.line, "规则要么写职务 titles，要么写人 person，不然不知道交给谁。");
    if (rule.person && rule.titles?.length) problems.error("ruleWithBoth", file, rule.line, "规则里职务 titles 和人 person 只能写一样；想要先后，请写成两条。");
  }
  if (rows.rules.length === 0) problems.warn("noRule", file, undefined, "没有规则：事情都交给网格所在站的站长。");
  else if (!rows.rules.some((rule) => [rule.whenCategory, rule.whenIntent, rule.whenUrgency, rule.whenGrid, rule.whenStation].every((list) => !list?.length)))
    problems.warn("noLastRule", file, undefined, "最后没有一条不带条件的规则：不合任何条件的事会交给站长。");
  if (new Set(community.carriers).size !== community.carriers.length) problems.error("duplicateCode", communityFile, undefined, "carriers 里有重复。");
  const skills = community.timeBank?.skills?.map((skill) => skill.code) ?? [];
  if (new Set(skills).size !== skills.length) problems.error("duplicateCode", communityFile, undefined, "timeBank.skills 里有重复的 code。");
}
