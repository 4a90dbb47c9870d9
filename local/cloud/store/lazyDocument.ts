/**
 * A document that stays in the file until someone looks at it: what makes a large database open at once and keeps
 * documents that nobody asks for out of memory.
 */
import type { StoredDocument } from "./collection";
import type { Document } from "./values";

export class LazyDocument implements StoredDocument {
  readonly writtenAt = 0;
  private read: ((number: number) => Document) | null;
  private loaded: Document | null = null;

  /** @param read reads the file's row of this number; good only until the row is written again. */
  constructor(
    readonly key: string,
    readonly number: number,
    read: (number: number) => Document,
  ) {
    this.read = read;
  }

  get document(): Document {
    if (this.read) {
      this.loaded = this.read(this.number);
      this.read = null;
    }
    return this.loaded as Document;
  }
}

/** To be called before the file's row changes: readers of the former state must not see the next one. */
export const holdInMemory = (record: StoredDocument): Document => record.document;
