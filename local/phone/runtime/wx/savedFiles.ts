/** Files that survive a restart, in the browser's IndexedDB, apart for each person. */
const STORE = "files";

export interface SavedFile {
  path: string;
  blob: Blob;
  createdAtMs: number;
}

function asPromise<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("the browser's storage failed"));
  });
}

export class SavedFiles {
  private database: Promise<IDBDatabase> | undefined;

  constructor(private readonly name: string) {}

  private async store(mode: IDBTransactionMode): Promise<IDBObjectStore> {
    this.database ??= (() => {
      const request = indexedDB.open(this.name, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "path" });
      return asPromise(request);
    })();
    return (await this.database).transaction(STORE, mode).objectStore(STORE);
  }

  async get(path: string): Promise<SavedFile | undefined> {
    return asPromise((await this.store("readonly")).get(path) as IDBRequest<SavedFile | undefined>);
  }

  async put(file: SavedFile): Promise<void> {
    await asPromise((await this.store("readwrite")).put(file));
  }

  async remove(path: string): Promise<void> {
    await asPromise((await this.store("readwrite")).delete(path));
  }

  async all(): Promise<SavedFile[]> {
    return asPromise((await this.store("readonly")).getAll() as IDBRequest<SavedFile[]>);
  }
}
