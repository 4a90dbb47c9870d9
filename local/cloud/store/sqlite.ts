/** SQLite through Node's own module where it exists (≥22), else through the package with the same interface. */
import { createRequire } from "node:module";
import { messageOf } from "../errors";

export interface SqliteStatement {
  run(...values: unknown[]): unknown;
  all(...values: unknown[]): unknown[];
  iterate(...values: unknown[]): Iterable<unknown>;
}
export interface Sqlite {
  exec(sql: string): void;
  prepare(sql: string): SqliteStatement;
  close(): void;
}
interface SqliteModule {
  DatabaseSync: new (path: string) => Sqlite;
}

export function openSqlite(file: string): Sqlite {
  const { DatabaseSync } = loadModule();
  return new DatabaseSync(file);
}

function loadModule(): SqliteModule {
  const load = createRequire(__filename);
  try {
    return load("node:sqlite") as SqliteModule;
  } catch (error) {
    if (!/No such built-in|Cannot find module/.test(messageOf(error))) throw error;
    return load("@photostructure/sqlite") as SqliteModule;
  }
}
