import * as z from "zod/mini";
import { id } from "../kernel/field";
import { relations } from "./words";

const hours = z.int().check(z.gte(1), z.lte(24 * 60));
const someMinutes = z.int().check(z.gte(0), z.lte(24 * 60));

/** How shifts are offered, sessions measured and confirmed. */
const serviceShape = () => ({
  /** A code is good for this long, and the one before it as long again, for slow hands. */
  codeSeconds: z.int().check(z.gte(30), z.lte(600)),
  /** How far from the place a check-in by place may be, metres. */
  placeMetres: z.int().check(z.gte(50), z.lte(2000)),
  /** How long before its beginning a shift can be checked in to. */
  earlyMinutes: someMinutes,
  /** How long after its planned end a session without a check-out is closed. */
  graceMinutes: someMinutes,
  /** Rest between two shifts of one person. */
  restMinutes: someMinutes,
  /** The most that is credited to one person for one local day; null: no bound. */
  dayMinutes: z.nullable(z.int().check(z.gte(60))),
  /** How long an invitation waits for an answer; never longer than half of what is left until the shift begins, or an hour. */
  invitationHours: hours,
  /** How long a need is offered at one stage before the next. */
  stageHours: hours,
  /** Silence of the one who was helped: then the group leader is asked. */
  confirmHours: hours,
  /** The leader's silence: then at most the booked time counts. */
  leaderHours: hours,
});
const serviceSettings = z.lazy(() => z.strictObject(serviceShape()));

/** Codes of what neighbours do for each other; a community may keep its own list. */
const defaultSkills = [
  { code: "accompany", name: "陪看病", hint: "挂号、排队、取药，陪到家", child: false },
  { code: "ward", name: "病房陪护", hint: "白天或夜里守一班", child: false },
  { code: "tutoring", name: "辅导孩子", hint: "做作业、讲题、练琴", child: true },
  { code: "childcare", name: "照看孩子", hint: "接送、临时看一会儿", child: true },
  { code: "company", name: "陪聊天散步", hint: "说说话，一起走走", child: false },
  { code: "shopping", name: "代买代办", hint: "买菜、取药、跑腿", child: false },
  { code: "housework", name: "家务帮手", hint: "打扫、做饭、洗衣", child: false },
  { code: "repair", name: "小修小补", hint: "换灯泡、修水龙头", child: false },
  { code: "haircut", name: "上门理发", hint: "剪发、刮脸", child: false },
  { code: "phone", name: "教用手机", hint: "挂号、付款、视频通话", child: false },
  { code: "other", name: "别的事", hint: "写清楚就好", child: false },
] as const;

const defaultService = {
  codeSeconds: 60,
  placeMetres: 300,
  earlyMinutes: 30,
  graceMinutes: 60,
  restMinutes: 30,
  dayMinutes: null,
  invitationHours: 24,
  stageHours: 12,
  confirmHours: 48,
  leaderHours: 72,
};

const redemptionShape = () => ({
  /** From what age saved hours may be spent. Null: from the first. */
  minimumAge: z.nullable(z.int().check(z.gte(0), z.lte(120))),
  /** Whether who is in hardship may spend earlier. */
  hardship: z.boolean(),
});
const skill = () => z.strictObject({ code: id, name: z.string(), hint: z.string(), child: z._default(z.boolean(), false) });

const settingsShape = () => ({
  /** One coin in minutes: 1 hour = 1 coin everywhere that publishes its rules. */
  minutesPerCoin: z.int().check(z.gte(1)),
  /** The most an account of a person or group may save; what comes above it goes to the pool. Null: no cap. */
  capMinutes: z.nullable(z.int().check(z.gte(0))),
  /** How far a new account may fall; 0 or below. */
  floorMinutes: z.int().check(z.lte(0)),
  redemption: z.strictObject(redemptionShape()),
  giftTo: z.array(z.enum(relations)),
  donation: z.boolean(),
  groupsDonateOnly: z.boolean(),
  /** Whether the pool helps those who have nothing saved. */
  poolHelps: z.boolean(),
  /** Whether `giftTo` inherits; else the pool does. */
  inheritable: z.boolean(),
  /** What can be asked for and offered, in the order of the forms. `child`: helps a child, so the branch checks first. */
  skills: z._default(z.array(skill()), [...defaultSkills]),
  service: z._default(serviceSettings, defaultService),
});

/**
 * What a community decides about its own bank. Published Chinese time banks differ in every one of these, so each is
 * data; `docs/timebank-ledger.md` says where each comes from.
 */
export const timeBankSettings = z.lazy(() => z.strictObject(settingsShape()));
export type TimeBankSettings = z.output<typeof timeBankSettings>;

/** What holds until a community decides otherwise: Nanjing's cap, no age, family gifts, a pool. */
export const defaultSettings: TimeBankSettings = {
  minutesPerCoin: 60,
  capMinutes: 90_000,
  floorMinutes: 0,
  redemption: { minimumAge: null, hardship: true },
  giftTo: [...relations],
  donation: true,
  groupsDonateOnly: true,
  poolHelps: true,
  inheritable: true,
  skills: [...defaultSkills],
  service: defaultService,
};

/** What a community's pack may say of its bank: as much of it as it has decided. */
export const timeBankDecisions = z.lazy(() => z.partial(z.strictObject({
  ...settingsShape(),
  redemption: z.partial(z.strictObject(redemptionShape())),
  skills: z.array(skill()).check(z.minLength(1, "至少写一样")),
  service: z.partial(z.strictObject(serviceShape())),
})));
export type TimeBankDecisions = z.output<typeof timeBankDecisions>;

/** The whole of the settings: what was decided, and the defaults for the rest. */
export function settingsFrom({ redemption, service, ...decided }: TimeBankDecisions): TimeBankSettings {
  const given = Object.fromEntries(Object.entries(decided).filter(([, value]) => value !== undefined)) as Partial<TimeBankSettings>;
  const known = <T extends object>(part: { [K in keyof T]?: T[K] | undefined } | undefined) => Object.fromEntries(Object.entries(part ?? {}).filter(([, value]) => value !== undefined)) as Partial<T>;
  return {
    ...defaultSettings,
    ...given,
    redemption: { ...defaultSettings.redemption, ...known<TimeBankSettings["redemption"]>(redemption) },
    service: { ...defaultSettings.service, ...known<TimeBankSettings["service"]>(service) },
  };
}

/**
 * Settings as they are stored, written by whatever version of the product: what this one doesn't know is left aside, what
 * was not asked yet is as usual.
 * @throws ZodError for a value that no version allows
 */
export function storedSettings(stored: unknown): TimeBankSettings {
  const known = (value: unknown, shape: object) => Object.fromEntries(Object.entries((value ?? {}) as object).filter(([key]) => key in shape));
  const { redemption, service, ...rest } = known(stored, settingsShape());
  return settingsFrom(timeBankDecisions.parse({ ...rest, redemption: known(redemption, redemptionShape()), service: known(service, serviceShape()) }));
}
