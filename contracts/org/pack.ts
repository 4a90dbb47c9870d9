import * as z from "zod/mini";
import { type Carrier, carriers } from "../kernel/carrier";
import type { StaffRole } from "../kernel/role";
import { cell, column, type Columns, maybe, type RowOfColumns } from "../kernel/table";
import type { Intent, Urgency } from "../requests/request";
import { timeBankDecisions } from "../timebank/settings";

const { words, optionalWords, day, optionalDay, minuteOfDay, wholeNumber } = cell;

/**
 * The community pack: a folder of tables that a community officer keeps in Excel, and one small JSON file. Every file
 * and column is listed here, and only here: the import reads by it, the docs are tested against it.
 * Headers may be the English names or the Chinese ones; values in brackets likewise.
 */

const code = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,32}$/, "编号只能用字母、数字、“-”和“_”，最多 32 个"));
const optionalCode = z.union([z.literal(""), code], "编号只能用字母、数字、“-”和“_”，最多 32 个");
const codeList = z.pipe(
  z.string(),
  z.transform((text) => text.split(/[;；、|]/).map((part) => part.trim()).filter(Boolean)),
);
const phone = z.string().check(z.regex(/^[\d+][\d -]{2,19}$/, "电话号码不对"));
const optionalPhone = z.union([z.literal(""), phone], "电话号码不对");

const degrees = (limit: number) =>
  z.pipe(
    z.string().check(z.refine((text) => text === "" || (Number.isFinite(Number(text)) && Math.abs(Number(text)) <= limit), "经纬度要写成小数，如 107.30123")),
    z.transform((text) => (text === "" ? undefined : Number(text))),
  );

/** One of a few values, in English or in Chinese. */
function oneOf<T extends string>(values: Record<T, string>) {
  const known = new Map<string, T>((Object.entries(values) as [T, string][]).flatMap(([value, chinese]) => [[value, value], [chinese, value]]));
  const choice = Object.values<string>(values).join("、");
  return z.pipe(z.string().check(z.refine((text) => known.has(text), `只能是：${choice}`)), z.transform((text) => known.get(text)!));
}
function listOf<T extends string>(values: Record<T, string>) {
  const known = new Map<string, T>((Object.entries(values) as [T, string][]).flatMap(([value, chinese]) => [[value, value], [chinese, value]]));
  const parts = (text: string): string[] => text.split(/[;；、|]/).map((part) => part.trim()).filter(Boolean);
  return z.pipe(
    z.string().check(z.refine((text) => parts(text).every((part) => known.has(part)), `只能是：${Object.values<string>(values).join("、")}`)),
    z.transform((text) => parts(text).map((part) => known.get(part)!)),
  );
}

export const roleWords: Record<StaffRole, string> = {
  residentGroupLeader: "居民组长",
  branchCommitteeMember: "支委",
  stationHead: "站长",
  secretary: "书记",
};
export const intentWords: Record<Intent, string> = {
  consult: "咨询", askHelp: "求助", complain: "投诉", report: "反映", suggest: "建议",
};
export const urgencyWords: Record<Urgency, string> = { ordinary: "普通", urgent: "紧急", emergency: "危急" };
const audienceWords = { station: "本站", owner: "只给经办人" };
const yesWords = { yes: "是", no: "否", "": "" };
const weekdayWords = { "1": "周一", "2": "周二", "3": "周三", "4": "周四", "5": "周五", "6": "周六", "7": "周日" };

/** The tables, in the order in which one fills them in. */
export const packTables = {
  branches: {
    file: "branches.csv", chinese: "党支部",
    columns: { code: column("编号", "b4", code), name: column("名称", "第四党支部", words(30)) },
  },
  stations: {
    file: "stations.csv", chinese: "网格党员服务站",
    columns: {
      code: column("编号", "s4", code),
      name: column("名称", "第四党员服务站", words(30)),
      prefix: column("回执前缀", "1–4 位数字或大写字母，印在回执上；社区内不重复", z.string().check(z.regex(/^[A-Z0-9]{1,4}$/, "回执前缀是 1–4 位数字或大写字母"))),
      branch: column("党支部", "牵头的党支部编号", code),
      phone: column("电话", "站里的电话，居民看得到", phone),
      address: column("地址", "居民怎么走", words(60)),
      lng: maybe("经度", "站的位置，可空", degrees(180)),
      lat: maybe("纬度", "站的位置，可空", degrees(90)),
    },
  },
  grids: {
    file: "grids.csv", chinese: "网格",
    columns: { code: column("编号", "g12", code), name: column("名称", "第 12 网格", words(30)), station: column("服务站", "属于哪个站", optionalCode) },
  },
  titles: {
    file: "titles.csv", chinese: "职务",
    columns: {
      code: column("编号", "stationHead", code),
      name: column("名称", "居民看到的叫法，如 站长", words(20)),
      role: column("权限", "居民组长（管一个网格）、支委（管一个站）、站长（管一个站）、书记（管全社区）", oneOf(roleWords)),
      ofStreet: maybe("街道", "“是”表示由街道干部担任：对书记的投诉交给他", oneOf(yesWords)),
    },
  },
  people: {
    file: "people.csv", chinese: "工作人员",
    columns: { code: column("编号", "zhou", code), name: column("姓名", "", words(20)), calledName: column("称呼", "居民怎么叫：周站长、老何", words(20)) },
  },
  posts: {
    file: "posts.csv", chinese: "任职",
    columns: {
      person: column("工作人员", "", code),
      title: column("职务", "", code),
      scope: column("范围", "网格编号、站编号；管全社区的空着", optionalCode),
      from: column("开始", "第一天", day),
      to: maybe("结束", "不再担任的第一天；还在任的空着", optionalDay),
      standIn: column("接替人", "他不在时由谁接手；只有管全社区的职务可以空着", optionalCode),
    },
  },
  duty: {
    file: "duty.csv", chinese: "值班表",
    columns: {
      station: column("服务站", "", code),
      weekday: column("星期", "1–7，或 周一 … 周日", oneOf(weekdayWords)),
      from: column("开始", "08:30", minuteOfDay),
      to: column("结束", "12:00", minuteOfDay),
      person: column("工作人员", "", code),
    },
  },
  buildings: {
    file: "buildings.csv", chinese: "楼栋",
    columns: {
      code: column("编号", "27", code),
      name: column("名称", "大家怎么叫：27 栋", words(30)),
      address: maybe("地址", "", optionalWords(60)),
      otherNames: maybe("别名", "还有什么叫法，用；隔开", codeList),
      grid: maybe("网格", "不分单元的楼写在这里；分单元的写在单元表里", optionalCode),
      lng: maybe("经度", "", degrees(180)),
      lat: maybe("纬度", "", degrees(90)),
    },
  },
  units: {
    file: "units.csv", chinese: "单元",
    columns: {
      code: column("编号", "27-3，社区内不重复", code),
      building: column("楼栋", "", code),
      name: column("名称", "3 单元", words(20)),
      grid: column("网格", "一栋楼可以分属两个网格，一个单元只属于一个", optionalCode),
      doorCode: maybe("门口码", "全部署内不重复；空着就由系统生成，以后不变", z.union([z.literal(""), z.string().check(z.regex(/^[A-Za-z0-9_-]{4,24}$/))], "门口码是 4–24 位字母、数字、“-”或“_”")),
    },
  },
  categories: {
    file: "categories.csv", chinese: "事项类别",
    columns: {
      code: column("编号", "facility", code),
      name: column("名称", "物业设施", words(12)),
      hint: column("说明", "一句话帮人选对", words(40)),
      icon: column("图标", "TDesign 图标名", z.string().check(z.regex(/^[a-z0-9-]{1,40}$/, "图标名只有小写字母、数字和“-”"))),
      intent: column("意图", "咨询、求助、投诉、反映、建议", oneOf(intentWords)),
      urgency: column("紧急程度", "普通、紧急、危急", oneOf(urgencyWords)),
      limitWorkingDays: column("时限", "普通事项几个工作日内答复", wholeNumber(1, 60)),
      audience: column("谁能看", "本站，或 只给经办人", oneOf(audienceWords)),
      callFirstLabel: maybe("先打给谁", "写之前该先打的电话", optionalWords(20)),
      callFirstPhone: maybe("先打的号码", "", optionalPhone),
      asksAboutPerson: maybe("要问是谁", "“是”表示要选出这件事说的是哪位同志，他看不到", oneOf(yesWords)),
    },
  },
  rules: {
    file: "rules.csv", chinese: "分派规则",
    columns: {
      code: column("编号", "", code),
      whenCategory: maybe("类别", "条件，可多个，用；隔开，空着不限", codeList),
      whenIntent: maybe("意图", "", listOf(intentWords)),
      whenUrgency: maybe("紧急程度", "", listOf(urgencyWords)),
      whenGrid: maybe("网格", "", codeList),
      whenStation: maybe("所在站", "", codeList),
      station: maybe("交给哪个站", "站编号；空着就是网格自己的站", optionalCode),
      titles: maybe("找什么职务", "按先后，用；隔开", codeList),
      person: maybe("找哪一位", "指定一个人；他离任后这条规则自动停用", optionalCode),
      why: column("为什么", "一句话，工作人员看得到", words(60)),
    },
  },
} as const satisfies Record<string, { file: string; chinese: string; columns: Columns }>;

export type PackTable = keyof typeof packTables;
export type RowOf<T extends PackTable> = RowOfColumns<(typeof packTables)[T]["columns"]>;
export type PackRows = { [T in PackTable]: RowOf<T>[] };

/** Coordinate systems a pack may be drawn in; everything is stored in GCJ-02. */
export const coordinateSystems = ["GCJ-02", "WGS84", "BD-09"] as const;
export type CoordinateSystem = (typeof coordinateSystems)[number];

const carrierCodes = Object.keys(carriers) as [Carrier, ...Carrier[]];

/** community.json */
export const packCommunity = z.strictObject({
  code: z.string().check(z.regex(/^[a-z0-9-]{2,32}$/, "社区编号是 2–32 位小写字母、数字或“-”")),
  name: words(20),
  street: words(20),
  triageStation: code,
  emergencyNumbers: z.array(z.strictObject({ label: words(10), phone })).check(z.minLength(1, "至少写一个紧急电话"), z.maxLength(8, "最多 8 个紧急电话")),
  nearestToleranceMetres: z._default(z.number().check(z.gte(0, "不能小于 0"), z.lte(2000, "最多 2000 米")), 100),
  maxGapMetres: z._default(z.number().check(z.gte(0, "不能小于 0")), 10),
  /** Needed as soon as anything in the pack has coordinates: a mix-up is off by 100 to 700 m. */
  crs: z.optional(z.enum(coordinateSystems, `坐标系只能是：${coordinateSystems.join("、")}`)),
  carriers: z._default(z.array(z.enum(carrierCodes, `没有这个载体。现在有：${carrierCodes.map((one) => `${one}（${carriers[one]}）`).join("、")}`)), []),
  /** What the community decided about its time bank; the usual holds for the rest. */
  timeBank: z.optional(timeBankDecisions),
  households: z.optional(z.int().check(z.gte(0, "不能小于 0"))),
  residents: z.optional(z.int().check(z.gte(0, "不能小于 0"))),
});
export type PackCommunity = z.output<typeof packCommunity>;

export const communityFile = "community.json";
export const areasFile = "grids.geojson";
