import * as z from "zod/mini";
import { relations } from "./words";

/**
 * What a community decides about its own bank. Published Chinese time banks differ in every one of these, so each is
 * data; `docs/timebank-ledger.md` says where each comes from.
 */
export const timeBankSettings = z.strictObject({
  /** One coin in minutes: 1 hour = 1 coin everywhere that publishes its rules. */
  minutesPerCoin: z.int().check(z.gte(1)),
  /** The most an account of a person or group may save; what comes above it goes to the pool. Null: no cap. */
  capMinutes: z.nullable(z.int().check(z.gte(0))),
  /** How far a new account may fall; 0 or below. */
  floorMinutes: z.int().check(z.lte(0)),
  redemption: z.strictObject({
    /** From what age saved hours may be spent. Null: from the first. */
    minimumAge: z.nullable(z.int().check(z.gte(0), z.lte(120))),
    /** Whether who is in hardship may spend earlier. */
    hardship: z.boolean(),
  }),
  giftTo: z.array(z.enum(relations)),
  donation: z.boolean(),
  groupsDonateOnly: z.boolean(),
  /** Whether the pool helps those who have nothing saved. */
  poolHelps: z.boolean(),
  /** Whether `giftTo` inherits; else the pool does. */
  inheritable: z.boolean(),
});
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
};
