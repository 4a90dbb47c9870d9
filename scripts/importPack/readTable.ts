import { parse } from "csv-parse/sync";
import type { Columns, RowOfColumns } from "../../contracts/kernel/table";
import type { Problems } from "./problem";

/** UTF-8 with or without a byte order mark; anything else is named, since Excel's plain “CSV” is GBK. */
export function decode(file: string, bytes: Uint8Array, problems: Problems): string | undefined {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    problems.error("wrongEncoding", file, 1, "文件编码是 UTF-16。请在 Excel 里“另存为”，类型选“CSV UTF-8（逗号分隔）”。");
    return undefined;
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    problems.error("wrongEncoding", file, firstUnreadableLine(bytes), "文件编码不对（不是 UTF-8，多半是 GBK）。请在 Excel 里“另存为”，类型选“CSV UTF-8（逗号分隔）”。");
    return undefined;
  }
}

function firstUnreadableLine(bytes: Uint8Array): number {
  let start = 0;
  for (let line = 1; ; line++) {
    const end = bytes.indexOf(0x0a, start);
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(start, end < 0 ? bytes.length : end));
    } catch {
      return line;
    }
    if (end < 0) return line;
    start = end + 1;
  }
}

interface Line {
  cells: string[];
  line: number;
}

function parseLines(file: string, text: string, problems: Problems): Line[] {
  try {
    const records = parse(text, { bom: true, trim: true, relax_column_count: true, skip_empty_lines: true, info: true }) as unknown as
      { record: string[]; info: { lines: number } }[];
    return records.filter(({ record }) => record.some((cell) => cell !== "")).map(({ record, info }) => ({ cells: record, line: info.lines }));
  } catch (error) {
    const { lines, message } = error as { lines?: number; message: string };
    problems.error("brokenCsv", file, lines, `这一行的引号或逗号不对，读不下去：${message}`);
    return [];
  }
}

export interface Table<C extends Columns> {
  file: string;
  columns: C;
}

/** Reads one table; each faulty row is reported with its line and left out. */
export function readTable<C extends Columns>({ file, columns }: Table<C>, text: string, problems: Problems): RowOfColumns<C>[] {
  const [header, ...lines] = parseLines(file, text, problems);
  if (!header) {
    problems.error("emptyFile", file, 1, "文件是空的，至少要有表头。");
    return [];
  }
  const names = header.cells.map((cell) => Object.keys(columns).find((name) => name === cell || columns[name]!.chinese === cell));
  header.cells.forEach((cell, index) => {
    if (cell !== "" && !names[index]) problems.error("unknownColumn", file, header.line, `不认识“${cell}”这一列；可用的列：${Object.entries(columns).map(([name, { chinese }]) => `${name}（${chinese}）`).join("、")}`);
    if (names[index] && names.indexOf(names[index]) !== index) problems.error("duplicateColumn", file, header.line, `“${cell}”这一列写了两次，请删掉一列。`);
  });
  const missing = Object.keys(columns).filter((name) => !columns[name]!.optional && !names.includes(name));
  for (const name of missing) problems.error("missingColumn", file, header.line, `少了“${name}（${columns[name]!.chinese}）”这一列，请补上。`);
  if (missing.length > 0) return [];
  return lines.flatMap((line) => readRow(file, columns, names, line, problems));
}

function readRow<C extends Columns>(file: string, columns: C, names: (string | undefined)[], { cells, line }: Line, problems: Problems): RowOfColumns<C>[] {
  if (cells.length > names.length) {
    problems.error("tooManyCells", file, line, `这一行有 ${cells.length} 格，表头只有 ${names.length} 格：内容里有逗号时请加双引号。`);
    return [];
  }
  const row: Record<string, unknown> = { line };
  let sound = true;
  for (const [name, { chinese, schema }] of Object.entries(columns)) {
    const cell = cells[names.indexOf(name)] ?? "";
    const parsed = schema.safeParse(cell);
    if (parsed.success) row[name] = parsed.data;
    else {
      sound = false;
      problems.error("badCell", file, line, `“${name}（${chinese}）”写的是“${cell}”：${parsed.error.issues[0]!.message}。`);
    }
  }
  return sound ? [row as RowOfColumns<C>] : [];
}
