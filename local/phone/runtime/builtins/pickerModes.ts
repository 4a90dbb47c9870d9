/** What each mode of a picker offers: columns of labels, and how chosen rows become a value and back. */
export interface PickerMode {
  columns(selected: number[]): string[][];
  rowsOf(value: unknown): number[];
  valueOf(selected: number[]): unknown;
}

type Data = Record<string, unknown>;

const two = (value: number): string => String(value).padStart(2, "0");
const span = (from: number, to: number): number[] => Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);

function labelsOf(range: unknown, key: string): string[] {
  return ((range ?? []) as unknown[]).map((item) => String(key && item && typeof item === "object" ? (item as Data)[key] : item));
}

export function selectorMode(data: Data): PickerMode {
  return {
    columns: () => [labelsOf(data["range"], String(data["rangeKey"] ?? ""))],
    rowsOf: (value) => [Number(value) || 0],
    valueOf: (selected) => selected[0],
  };
}

export function multiSelectorMode(data: Data): PickerMode {
  return {
    columns: () => ((data["range"] ?? []) as unknown[]).map((column) => labelsOf(column, String(data["rangeKey"] ?? ""))),
    rowsOf: (value) => (Array.isArray(value) ? value.map(Number) : []),
    valueOf: (selected) => [...selected],
  };
}

export function timeMode(data: Data): PickerMode {
  const start = String(data["start"] || "00:00");
  const end = String(data["end"] || "23:59");
  const [startHour = 0, startMinute = 0] = start.split(":").map(Number);
  const [endHour = 23, endMinute = 59] = end.split(":").map(Number);
  const hours = span(startHour, endHour);
  const minutes = (hour: number): number[] => span(hour === startHour ? startMinute : 0, hour === endHour ? endMinute : 59);
  return {
    columns: ([row = 0]) => [hours.map((hour) => `${two(hour)}时`), minutes(hours[row] ?? startHour).map((minute) => `${two(minute)}分`)],
    rowsOf(value) {
      const [hour = 0, minute = 0] = String(value || start).split(":").map(Number);
      const row = Math.max(0, hours.indexOf(hour));
      return [row, Math.max(0, minutes(hours[row] ?? startHour).indexOf(minute))];
    },
    valueOf([row = 0, minuteRow = 0]) {
      const hour = hours[row] ?? startHour;
      return `${two(hour)}:${two(minutes(hour)[minuteRow] ?? 0)}`;
    },
  };
}

const DATE_PARTS = ["year", "month", "day"];

/** Dates between `start` and `end` only: a month or day outside of them isn't offered. */
export function dateMode(data: Data, today: string): PickerMode {
  const start = dateParts(String(data["start"] || "1970-01-01"), [1970, 1, 1]);
  const end = dateParts(String(data["end"] || "2100-12-31"), [2100, 12, 31]);
  const depth = DATE_PARTS.indexOf(String(data["fields"] || "day")) + 1 || 3;
  const years = span(start[0], end[0]);
  const months = (year: number): number[] => span(year === start[0] ? start[1] : 1, year === end[0] ? end[1] : 12);
  const days = (year: number, month: number): number[] => {
    const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
    const first = year === start[0] && month === start[1] ? start[2] : 1;
    return span(first, year === end[0] && month === end[1] ? Math.min(end[2], last) : last);
  };
  const chosen = ([yearRow = 0, monthRow = 0, dayRow = 0]: number[]): [number, number, number] => {
    const year = years[yearRow] ?? start[0];
    const month = clamped(months(year), monthRow);
    return [year, month, clamped(days(year, month), dayRow)];
  };
  return {
    columns(selected) {
      const [year, month] = chosen(selected);
      const all = [years.map((each) => `${each}年`), months(year).map((each) => `${each}月`), days(year, month).map((each) => `${each}日`)];
      return all.slice(0, depth);
    },
    rowsOf(value) {
      const [year, month, day] = dateParts(String(value || today), [start[0], 1, 1]);
      const rows = [years.indexOf(year), months(year).indexOf(month), days(year, month).indexOf(day)];
      return rows.map((row) => Math.max(0, row)).slice(0, depth);
    },
    valueOf(selected) {
      const [year, month, day] = chosen(selected);
      return [String(year), two(month), two(day)].slice(0, depth).join("-");
    },
  };
}

function dateParts(text: string, fallback: [number, number, number]): [number, number, number] {
  const parts = text.split("-").map(Number);
  return [parts[0] || fallback[0], parts[1] || fallback[1], parts[2] || fallback[2]];
}

function clamped(values: number[], row: number): number {
  return values[Math.min(row, values.length - 1)] ?? 1;
}
