/** Former states of documents, kept as long as a transaction's snapshot may still need them. */
import type { StoredDocument } from "./collection";
import { documentLock } from "./lockNames";

interface FormerState {
  collection: string;
  key: string;
  write: number;
  /** Undefined: the document did not exist. */
  before: StoredDocument | undefined;
}

export class SnapshotHistory {
  lastWrite = 0;
  /** By document, oldest first. */
  private readonly former = new Map<string, FormerState[]>();
  private readonly snapshots = new Set<{ at: number }>();

  nextWrite(): number {
    return ++this.lastWrite;
  }

  /** Opens a snapshot of the present. */
  open(): { at: number } {
    const snapshot = { at: this.lastWrite };
    this.snapshots.add(snapshot);
    return snapshot;
  }

  close(snapshot: { at: number }): void {
    this.snapshots.delete(snapshot);
    const oldest = Math.min(Infinity, ...[...this.snapshots].map((open) => open.at));
    for (const [document, states] of this.former) {
      const needed = states.filter((state) => state.write > oldest);
      if (needed.length > 0) this.former.set(document, needed);
      else this.former.delete(document);
    }
  }

  /** Called before the write {@link lastWrite} replaces a document. */
  remember(collection: string, key: string, before: StoredDocument | undefined): void {
    if (this.snapshots.size === 0) return;
    const name = documentLock(collection, key);
    const states = this.former.get(name) ?? [];
    states.push({ collection, key, write: this.lastWrite, before });
    this.former.set(name, states);
  }

  /** The state that a snapshot sees if the document was written since; null if it was not. */
  stateAt(snapshot: { at: number }, collection: string, key: string): FormerState | null {
    const states = this.former.get(documentLock(collection, key));
    return states?.find((state) => state.write > snapshot.at) ?? null;
  }

  /** Documents of the collection written since the snapshot, as the snapshot sees them. */
  *formerStates(snapshot: { at: number }, collection: string): Generator<FormerState> {
    for (const states of this.former.values()) {
      if (states[0]?.collection !== collection) continue;
      const seen = states.find((state) => state.write > snapshot.at);
      if (seen) yield seen;
    }
  }
}
