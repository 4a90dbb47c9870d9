/** One process a data folder: a lock of the operating system, which even kill -9 releases. */
import path from "node:path";
import { messageOf } from "../errors";
import { openSqlite, type Sqlite } from "./sqlite";

export class FolderInUse extends Error {}

export class FolderLock {
  private readonly holder: Sqlite;

  /** @throws FolderInUse if another process works in this folder. */
  constructor(dir: string) {
    // A database of its own: a lock on the main one is only freed once every prepared statement is collected.
    this.holder = openSqlite(path.join(dir, "cloud.lock"));
    try {
      this.holder.exec("PRAGMA journal_mode=DELETE; BEGIN EXCLUSIVE");
    } catch (error) {
      this.holder.close();
      if (!/locked|busy/i.test(messageOf(error))) throw error;
      throw new FolderInUse(
        `${dir} is in use by another local cloud: stop it, or choose another folder (--dir).`,
      );
    }
  }

  release(): void {
    this.holder.close();
  }
}
