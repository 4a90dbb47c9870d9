import { packTables, type PackTable } from "../../contracts/org/pack";

/** Cells by column; a column left out is an empty cell. */
export type Cells<T extends PackTable> = Partial<Record<keyof (typeof packTables)[T]["columns"], string | number>>;
export type PackCells = { [T in PackTable]: Cells<T>[] };

const quoted = (cell: string | number | undefined): string => {
  const text = String(cell ?? "");
  return /[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
};

/** One table as Excel reads it; columns that no row fills are left out where the pack allows it. */
export function csvOf<T extends PackTable>(table: T, rows: readonly Cells<T>[]): string {
  const columns = packTables[table].columns as Record<string, { optional: boolean }>;
  const names = Object.keys(columns).filter((name) => !columns[name]!.optional || rows.some((row) => (row as Record<string, unknown>)[name] !== undefined));
  const lines = rows.map((row) => names.map((name) => quoted((row as Record<string, string | number | undefined>)[name])).join(","));
  return [names.join(","), ...lines].join("\n") + "\n";
}

/** What every community of the demo starts from: the categories of the domain and rules that need no name. */
export const commonCategories: Cells<"categories">[] = [
  { code: "facility", name: "物业设施", hint: "水电、管道、电梯、路灯坏了", icon: "tools", intent: "反映", urgency: "普通", limitWorkingDays: 3, audience: "本站" },
  { code: "sanitation", name: "环境卫生", hint: "垃圾、积水、蚊虫、脏乱", icon: "delete", intent: "反映", urgency: "普通", limitWorkingDays: 3, audience: "本站" },
  { code: "welfare", name: "民生救助", hint: "低保、临时困难、医保、养老", icon: "heart", intent: "求助", urgency: "普通", limitWorkingDays: 7, audience: "只给经办人" },
  { code: "dispute", name: "邻里纠纷", hint: "和邻居说不拢，想请人居中说说", icon: "usergroup", intent: "求助", urgency: "普通", limitWorkingDays: 7, audience: "只给经办人" },
  { code: "noise", name: "噪声扰民", hint: "装修、音响、广场舞太吵", icon: "sound", intent: "反映", urgency: "普通", limitWorkingDays: 3, audience: "本站" },
  { code: "safety", name: "公共安全", hint: "堵消防通道、飞线充电、高空落物", icon: "secured", intent: "反映", urgency: "紧急", limitWorkingDays: 1, audience: "本站", callFirstLabel: "起火、闻到燃气味", callFirstPhone: "119" },
  { code: "parking", name: "停车秩序", hint: "占道、堵门、没地方停", icon: "vehicle", intent: "反映", urgency: "普通", limitWorkingDays: 3, audience: "本站" },
  { code: "party", name: "党员与志愿服务", hint: "组织关系、活动、想出力帮忙", icon: "flag", intent: "建议", urgency: "普通", limitWorkingDays: 7, audience: "本站" },
  { code: "policy", name: "政策咨询", hint: "想问怎么办、要带什么", icon: "help-circle", intent: "咨询", urgency: "普通", limitWorkingDays: 3, audience: "本站" },
  { code: "complaint", name: "投诉干部", hint: "对同志有意见；选上是谁，他本人就看不到", icon: "user-talk", intent: "投诉", urgency: "普通", limitWorkingDays: 7, audience: "只给经办人", asksAboutPerson: "是" },
  { code: "other", name: "其他", hint: "说不清归哪一类，写下来就行", icon: "ellipsis", intent: "反映", urgency: "普通", limitWorkingDays: 7, audience: "本站" },
];

export const commonTitles: Cells<"titles">[] = [
  { code: "secretary", name: "书记", role: "书记" },
  { code: "streetClerk", name: "街道干部", role: "书记", ofStreet: "是" },
  { code: "stationHead", name: "站长", role: "站长" },
  { code: "branchMember", name: "支委", role: "支委" },
  { code: "groupLeader", name: "居民组长", role: "居民组长" },
];

export const emergencyNumbers = [
  { label: "火警", phone: "119" },
  { label: "报警", phone: "110" },
  { label: "急救", phone: "120" },
  { label: "心理援助", phone: "12356" },
];
