import * as z from "zod/mini";
import { isRealDay } from "./day";

/**
 * Cells and columns of the tables that people keep in Excel and hand to `npm run import`. Every schema takes the cell's
 * text; its sentence is what the command says, after naming file, line and cell.
 */

const words = (max: number) => z.string().check(z.minLength(1, "不能空着"), z.maxLength(max, `最多 ${max} 个字`));
const optionalWords = (max: number) => z.string().check(z.maxLength(max, `最多 ${max} 个字`));

/** A real day, YYYY-MM-DD; Excel's 2026/1/5 and 2026年1月5日 are understood too. */
function readDay(text: string): string | undefined {
  const match = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text);
  if (!match) return undefined;
  const day = `${match[1]}-${match[2]!.padStart(2, "0")}-${match[3]!.padStart(2, "0")}`;
  return isRealDay(day) ? day : undefined;
}
const dayFault = "日期要写成 2026-01-05 这样";
const day = z.pipe(z.string().check(z.refine((text) => readDay(text) !== undefined, dayFault)), z.transform((text) => readDay(text)!));
const optionalDay = z.pipe(
  z.string().check(z.refine((text) => text === "" || readDay(text) !== undefined, dayFault)),
  z.transform((text) => readDay(text)),
);

/** 8:30, 08:30, 8：30; Excel adds the seconds of whole minutes. */
const clock = /^(([01]?\d|2[0-3])[:：][0-5]\d|24[:：]00)([:：]00)?$/;
const clockFault = "时间要写成 08:30 这样";
function readMinute(text: string): number {
  const [hours, minutes] = text.split(/[:：]/).map(Number) as [number, number];
  return hours * 60 + minutes;
}
const minuteOfDay = z.pipe(z.string().check(z.regex(clock, clockFault)), z.transform(readMinute));
const optionalMinuteOfDay = z.pipe(
  z.string().check(z.refine((text) => text === "" || clock.test(text), clockFault)),
  z.transform((text) => (text === "" ? undefined : readMinute(text))),
);

const isWhole = (text: string, from: number, to: number): boolean => /^\d+$/.test(text) && Number(text) >= from && Number(text) <= to;
const wholeNumber = (from: number, to: number) =>
  z.pipe(z.string().check(z.refine((text) => isWhole(text, from, to), `要写 ${from} 到 ${to} 之间的整数`)), z.transform(Number));
const optionalWholeNumber = (from: number, to: number) =>
  z.pipe(
    z.string().check(z.refine((text) => text === "" || isWhole(text, from, to), `要写 ${from} 到 ${to} 之间的整数`)),
    z.transform((text) => (text === "" ? undefined : Number(text))),
  );

export const cell = { words, optionalWords, day, optionalDay, minuteOfDay, optionalMinuteOfDay, wholeNumber, optionalWholeNumber };

export interface Column<S extends z.ZodMiniType = z.ZodMiniType> {
  /** What the header may say instead of the column's own name. */
  chinese: string;
  about: string;
  schema: S;
  /** The column may be missing altogether. */
  optional: boolean;
}
export const column = <S extends z.ZodMiniType>(chinese: string, about: string, schema: S): Column<S> => ({ chinese, about, schema, optional: false });
export const maybe = <S extends z.ZodMiniType>(chinese: string, about: string, schema: S): Column<S> => ({ chinese, about, schema, optional: true });

export type Columns = Record<string, Column>;
export type RowOfColumns<C extends Columns> = { -readonly [N in keyof C]: C[N] extends Column<infer S> ? z.output<S> : never } & {
  /** Where it stands in its file, the header being line 1. */
  line: number;
};
