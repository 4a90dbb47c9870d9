import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Columns } from "../../contracts/kernel/table";
import { areasFile, communityFile, packCommunity, type PackCommunity, type PackRows, type PackTable, packTables } from "../../contracts/org/pack";
import type { Problems } from "./problem";
import { decode, readTable } from "./readTable";

/** A pack as it lies in its folder: file name → bytes. Everything after this is pure. */
export type PackFiles = ReadonlyMap<string, Uint8Array>;

/** A pack whose cells are each well-formed; whether they fit together is for the checks. */
export interface Pack {
  community: PackCommunity;
  rows: PackRows;
  /** Text of grids.geojson, where there is one. */
  areas?: string;
}

const tables = Object.keys(packTables) as PackTable[];

/** @throws Error when there is no such folder */
export function readFolder(folder: string): PackFiles {
  if (!existsSync(folder)) throw new Error(`没有这个文件夹：${folder}`);
  const names = [communityFile, areasFile, ...tables.map((table) => packTables[table].file)];
  return new Map(names.flatMap((name) => {
    const file = path.join(folder, name);
    return existsSync(file) ? [[name, new Uint8Array(readFileSync(file))] as const] : [];
  }));
}

export function readPack(files: PackFiles, problems: Problems): Pack | undefined {
  const community = readCommunity(files, problems);
  const rows = {} as Record<PackTable, unknown[]>;
  for (const table of tables) {
    const { file, chinese } = packTables[table];
    const bytes = files.get(file);
    if (!bytes) problems.error("missingFile", file, undefined, `缺少这个文件（${chinese}）。没有内容也要有表头。`);
    const text = bytes && decode(file, bytes, problems);
    const before = problems.all.length;
    rows[table] = text === undefined ? [] : readTable<Columns>(packTables[table], text, problems);
    if (text === undefined || problems.all.length > before) problems.notAllRead(file);
  }
  const bytes = files.get(areasFile);
  const areas = bytes && decode(areasFile, bytes, problems);
  return community && { community, rows: rows as unknown as PackRows, ...(areas !== undefined && { areas }) };
}

function readCommunity(files: PackFiles, problems: Problems): PackCommunity | undefined {
  const bytes = files.get(communityFile);
  if (!bytes) {
    problems.error("missingFile", communityFile, undefined, "缺少这个文件：社区的编号、名称、街道、紧急电话、分派台写在这里。");
    return undefined;
  }
  const text = decode(communityFile, bytes, problems)?.replace(/^\uFEFF/, "");
  if (text === undefined) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const position = Number(/position (\d+)/.exec((error as Error).message)?.[1] ?? 0);
    problems.error("brokenJson", communityFile, lineAt(text, position), `JSON 写错了（多半是少了逗号或引号）：${(error as Error).message}`);
    return undefined;
  }
  const parsed = packCommunity.safeParse(json);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    const key = String(issue.path[0] ?? "");
    const line = key ? lineAt(text, Math.max(0, text.indexOf(`"${key}"`))) : 1;
    // The library says some things in English: who keeps a pack needs to know where, and where it is explained.
    const said = /[\u4e00-\u9fff]/.test(issue.message) ? issue.message : `写得不对，请对照 docs/${key === "timeBank" ? "timebank.md" : "organisation.md"} 里的说明`;
    problems.error("badCell", communityFile, line, `“${issue.path.join(".")}”：${said}。`);
  }
  return undefined;
}

export const lineAt = (text: string, position: number): number => text.slice(0, position).split("\n").length;
