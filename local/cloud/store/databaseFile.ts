/**
 * The durable truth: one SQLite file in WAL mode, synchronous=FULL, held exclusively. A write is acknowledged only after
 * its COMMIT has reached the disk.
 */
import fs from "node:fs";
import path from "node:path";
import { messageOf } from "../errors";
import type { IndexDefinition } from "../indexes/definition";
import { parseEjson, stringifyEjson } from "../wire/ejson";
import type { Document } from "./values";

interface Statement {
  run(...values: unknown[]): unknown;
  all(...values: unknown[]): unknown[];
  iterate(...values: unknown[]): Iterable<unknown>;
}
interface Database {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
}

/** Node's own module where it exists (≥22), else the package with the same interface. */
function openDatabase(file: string): Database {
  const load = (name: string): { DatabaseSync: new (path: string) => Database } =>
    require(name) as { DatabaseSync: new (path: string) => Database };
  try {
    return new (load("node:sqlite").DatabaseSync)(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_UNKNOWN_BUILTIN_MODULE" && !isMissing(error)) throw error;
    return new (load("@photostructure/sqlite").DatabaseSync)(file);
  }
}
const isMissing = (error: unknown): boolean => /Cannot find module|No such built-in/.test(messageOf(error));

/** The folder's database cannot be opened, or can no longer be written; the message says what to do. */
export class DatabaseFileError extends Error {}

export interface StoredRow {
  number: number;
  key: string;
  document: Document;
}
export interface FileRow {
  path: string;
  owner: string;
  bytes: number;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS collections(name TEXT PRIMARY KEY, indexes TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS documents(number INTEGER PRIMARY KEY, collection TEXT NOT NULL, key TEXT NOT NULL, body TEXT NOT NULL, UNIQUE(collection, key));
  CREATE TABLE IF NOT EXISTS files(path TEXT PRIMARY KEY, owner TEXT NOT NULL, bytes INTEGER NOT NULL) WITHOUT ROWID;
`;

export class DatabaseFile {
  private readonly database: Database;
  private readonly statements: Record<"put" | "remove" | "collection" | "putFile" | "removeFile", Statement>;

  /** @throws DatabaseFileError if the file is damaged, or another process holds it. Nothing is changed then. */
  constructor(dir: string) {
    fs.mkdirSync(dir, { recursive: true });
    const file = path.join(dir, "cloud.db");
    let database: Database | null = null;
    try {
      database = openDatabase(file);
      database.exec("PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
      assertSound(database);
      database.exec(SCHEMA);
      this.statements = prepare(database);
      this.database = database;
    } catch (error) {
      try {
        database?.close();
      } catch {
        // Closing a damaged database may fail as well; the first error is the one to tell.
      }
      throw explainOpening(file, error);
    }
  }

  *collections(): Generator<{ name: string; indexes: IndexDefinition[] }> {
    for (const row of this.database.prepare("SELECT name, indexes FROM collections").all()) {
      const { name, indexes } = row as { name: string; indexes: string };
      yield { name, indexes: JSON.parse(indexes) as IndexDefinition[] };
    }
  }

  *documents(collection: string): Generator<StoredRow> {
    const select = this.database.prepare("SELECT number, key, body FROM documents WHERE collection = ?");
    for (const row of select.iterate(collection)) {
      const { number, key, body } = row as { number: number; key: string; body: string };
      yield { number, key, document: parseRow(collection, key, body) };
    }
  }

  files(): FileRow[] {
    return this.database.prepare("SELECT path, owner, bytes FROM files").all() as FileRow[];
  }

  begin(): void {
    this.database.exec("BEGIN IMMEDIATE");
  }
  commit(): void {
    this.database.exec("COMMIT");
  }
  rollback(): void {
    this.database.exec("ROLLBACK");
  }

  put(collection: string, row: StoredRow): void {
    this.statements.put.run(row.number, collection, row.key, stringifyEjson(row.document));
  }
  remove(collection: string, key: string): void {
    this.statements.remove.run(collection, key);
  }
  putCollection(name: string, indexes: IndexDefinition[]): void {
    this.statements.collection.run(name, JSON.stringify(indexes));
  }
  putFile(row: FileRow): void {
    this.statements.putFile.run(row.path, row.owner, row.bytes);
  }
  removeFile(filePath: string): void {
    this.statements.removeFile.run(filePath);
  }

  close(): void {
    this.database.close();
  }
}

function prepare(database: Database): Record<"put" | "remove" | "collection" | "putFile" | "removeFile", Statement> {
  return {
    put: database.prepare(
      "INSERT INTO documents(number, collection, key, body) VALUES(?, ?, ?, ?) ON CONFLICT(collection, key) DO UPDATE SET body = excluded.body",
    ),
    remove: database.prepare("DELETE FROM documents WHERE collection = ? AND key = ?"),
    collection: database.prepare(
      "INSERT INTO collections(name, indexes) VALUES(?, ?) ON CONFLICT(name) DO UPDATE SET indexes = excluded.indexes",
    ),
    putFile: database.prepare(
      "INSERT INTO files(path, owner, bytes) VALUES(?, ?, ?) ON CONFLICT(path) DO UPDATE SET bytes = excluded.bytes",
    ),
    removeFile: database.prepare("DELETE FROM files WHERE path = ?"),
  };
}

function assertSound(database: Database): void {
  const rows = database.prepare("PRAGMA quick_check(1)").all() as { quick_check?: string }[];
  const verdict = rows[0]?.quick_check;
  if (verdict !== "ok") throw new Error(`quick_check says: ${String(verdict)}`);
}

function parseRow(collection: string, key: string, body: string): Document {
  try {
    return parseEjson(body, 0) as Document;
  } catch (error) {
    throw new DatabaseFileError(
      `The document ${key} of collection ${collection} is damaged (${messageOf(error)}). Nothing was changed. ` +
        "Restore a copy of the data folder, or move it away to start with an empty one.",
    );
  }
}

function explainOpening(file: string, error: unknown): DatabaseFileError {
  const cause = messageOf(error);
  if (/locked|busy/i.test(cause)) {
    return new DatabaseFileError(`${file} is in use by another local cloud: stop it, or choose another --dir.`);
  }
  return new DatabaseFileError(
    `${file} cannot be opened (${cause}). Nothing was changed. Restore a copy of the data folder, or move it away to start with an empty one.`,
  );
}
