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
  key: string;
  document: Document;
}
interface KeyChunk {
  numbers: string | null;
  names: string;
  keys: string;
  /** 0 if one of the documents is not JSON. */
  sound: number;
}
type StatementName = "read" | "put" | "remove" | "collection" | "putFile" | "removeFile";
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

/** A thousand documents as one text: one call and one parse instead of a thousand are several times faster. */
const BODIES = `
  SELECT '[' || group_concat(body) || ']' AS bodies
  FROM (SELECT body FROM json_each(?) AS wanted JOIN documents ON documents.number = wanted.value ORDER BY wanted.key)`;
const KEYS = `
  SELECT group_concat(number) AS numbers, json_group_array(collection) AS names, json_group_array(key) AS keys,
    min(json_valid(body)) AS sound
  FROM (SELECT number, collection, key, body FROM documents WHERE number > ? ORDER BY number LIMIT 10000)`;

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

  /** Every document in natural order. @throws DatabaseFileError for a damaged one */
  *documents(): Generator<StoredRow> {
    for (const [row, document] of this.documentsOf(this.keys())) yield { ...row, document };
  }

  /** The documents of these rows, read in chunks. @throws DatabaseFileError for a damaged one */
  *documentsOf<Row extends { number: number }>(rows: Iterable<Row>): Generator<[Row, Document]> {
    const select = this.database.prepare(BODIES);
    for (const chunk of chunksOf(rows, 1000)) {
      const numbers = chunk.map((row) => row.number);
      const [read] = select.all(JSON.stringify(numbers)) as { bodies: string | null }[];
      const documents = this.parseChunk(read?.bodies ?? "", numbers);
      for (let i = 0; i < chunk.length; i++) yield [chunk[i] as Row, documents[i] as Document];
    }
  }

  /** Where every document lies, in natural order. @throws DatabaseFileError if one of them is not JSON */
  *keys(): Generator<Omit<StoredRow, "document">> {
    const select = this.database.prepare(KEYS);
    for (let after = 0; ;) {
      const [chunk] = select.all(after) as KeyChunk[];
      if (!chunk || chunk.numbers === null) return;
      const numbers = chunk.numbers.split(",").map(Number);
      const names = JSON.parse(chunk.names) as string[];
      const keys = JSON.parse(chunk.keys) as string[];
      if (chunk.sound === 0) for (const number of numbers) this.document(number);
      for (let i = 0; i < numbers.length; i++) {
        yield { collection: names[i] as string, number: numbers[i] as number, key: keys[i] as string };
      }
      after = numbers.at(-1) as number;
    }
  }

  /** @throws DatabaseFileError if there is no such row, or it is damaged. */
  document(number: number): Document {
    const [row] = this.statements.read.all(number) as { collection: string; key: string; body: string }[];
    return parseRow(row?.collection ?? "?", row?.key ?? "?", row?.body ?? "");
  }

  private parseChunk(bodies: string, numbers: number[]): Document[] {
    try {
      const documents = parseEjson(bodies, 0) as Document[];
      if (documents.length === numbers.length) return documents;
    } catch {
      // One of them is damaged: look for it below.
    }
    return numbers.map((number) => this.document(number));
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

function* chunksOf<T>(items: Iterable<T>, size: number): Generator<T[]> {
  let chunk: T[] = [];
  for (const item of items) {
    chunk.push(item);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

function prepare(database: Sqlite): Record<StatementName, SqliteStatement> {
  return {
    read: database.prepare("SELECT collection, key, body FROM documents WHERE number = ?"),
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
