/**
 * The durable truth: one SQLite file in WAL mode, synchronous=FULL, in a folder held by one process. A write is
 * acknowledged only after its COMMIT has reached the disk.
 */
import fs from "node:fs";
import path from "node:path";
import { messageOf } from "../errors";
import type { IndexDefinition } from "../indexes/definition";
import { parseEjson } from "../wire/ejson";
import { FolderInUse, FolderLock } from "./folderLock";
import { openSqlite, type Sqlite, type SqliteStatement } from "./sqlite";
import type { Document } from "./values";

/** The folder's database cannot be opened, or can no longer be written; the message says what to do. */
export class DatabaseFileError extends Error {}

export interface StoredRow {
  collection: string;
  number: number;
  document: Document;
}
type StatementName = "put" | "remove" | "collection" | "putFile" | "removeFile";
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

/** A thousand documents as one text: one call and one parse instead of a thousand make opening several times faster. */
const CHUNK = `
  SELECT group_concat(number) AS numbers, json_group_array(collection) AS names, '[' || group_concat(body) || ']' AS bodies
  FROM (SELECT number, collection, body FROM documents WHERE number > ? ORDER BY number LIMIT 1000)`;

export class DatabaseFile {
  private readonly lock: FolderLock;
  private readonly database: Sqlite;
  private readonly statements: Record<StatementName, SqliteStatement>;

  /** @throws DatabaseFileError if the file is damaged, or another process holds it. Nothing is changed then. */
  constructor(dir: string) {
    fs.mkdirSync(dir, { recursive: true });
    const file = path.join(dir, "cloud.db");
    let database: Sqlite | null = null;
    let lock: FolderLock | null = null;
    try {
      lock = new FolderLock(dir);
      database = openSqlite(file);
      database.exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
      assertSound(database);
      database.exec(SCHEMA);
      this.statements = prepare(database);
      this.database = database;
      this.lock = lock;
    } catch (error) {
      closeQuietly(database);
      lock?.release();
      throw explainOpening(file, error);
    }
  }

  *collections(): Generator<{ name: string; indexes: IndexDefinition[] }> {
    for (const row of this.database.prepare("SELECT name, indexes FROM collections").all()) {
      const { name, indexes } = row as { name: string; indexes: string };
      yield { name, indexes: JSON.parse(indexes) as IndexDefinition[] };
    }
  }

  /** Every document in natural order, read in chunks. @throws DatabaseFileError for a damaged one */
  *documents(): Generator<StoredRow> {
    const select = this.database.prepare(CHUNK);
    for (let after = 0; ;) {
      const [chunk] = select.all(after) as { numbers: string | null; names: string; bodies: string }[];
      if (!chunk || chunk.numbers === null) return;
      const numbers = chunk.numbers.split(",").map(Number);
      const names = JSON.parse(chunk.names) as string[];
      const documents = this.parseChunk(chunk.bodies, numbers);
      for (let i = 0; i < numbers.length; i++) {
        yield {
          collection: names[i] as string,
          number: numbers[i] as number,
          document: documents[i] as Document,
        };
      }
      after = numbers.at(-1) as number;
    }
  }

  private parseChunk(bodies: string, numbers: number[]): Document[] {
    try {
      const documents = parseEjson(bodies, 0) as Document[];
      if (documents.length === numbers.length) return documents;
    } catch {
      // One of them is damaged: look for it below.
    }
    const select = this.database.prepare("SELECT collection, key, body FROM documents WHERE number = ?");
    return numbers.map((number) => {
      const [row] = select.all(number) as { collection: string; key: string; body: string }[];
      return parseRow(row?.collection ?? "?", row?.key ?? "?", row?.body ?? "");
    });
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

  /** @param body the document as Extended JSON. */
  put(collection: string, row: { number: number; key: string }, body: string): void {
    this.statements.put.run(row.number, collection, row.key, body);
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
    this.database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    this.database.close();
    this.lock.release();
  }
}

function closeQuietly(database: Sqlite | null): void {
  try {
    database?.close();
  } catch {
    // Closing a damaged database may fail as well; the first error is the one to tell.
  }
}

function prepare(database: Sqlite): Record<StatementName, SqliteStatement> {
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

function assertSound(database: Sqlite): void {
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
  if (error instanceof FolderInUse) return new DatabaseFileError(error.message);
  return new DatabaseFileError(
    `${file} cannot be opened (${messageOf(error)}). Nothing was changed. Restore a copy of the data folder, or move it away to start with an empty one.`,
  );
}
