import { type Collection, isOfDatabase, type Stored } from "./database";

/**
 * A clock's round: what is due is worked on, the longest due first, in bounded batches. Invariant: nothing that can't be
 * worked on keeps anything else from its turn, neither by throwing nor by being there.
 */
export interface Tally {
  failed: number;
}

/** What a clock has to look at in one collection. */
export interface Queue<T extends Stored> {
  due: (at: number, limit: number) => Promise<T[]>;
  /** Lets what is still due wait until then: bookkeeping, which leaves the version, so that nobody becomes stale. */
  putOff: (document: Pick<T, "_id">, at: number, until: number) => Promise<void>;
}

/** @param field says when a document is due; an index has to begin with it */
export const queueOf = <T extends Stored>(collection: Collection<T>, field = "nextCheckAt"): Queue<T> => ({
  due: (at, limit) => collection.find({ [field]: { $lte: at } }, { order: { [field]: 1 }, limit }),
  // Not by the version: work that failed half-way may have written. Whoever wrote since then made it due later than `at`.
  putOff: async ({ _id }, at, until) => void (await collection.update({ _id, [field]: { $lte: at } }, { $set: { [field]: until } })),
});

/**
 * Does one part of a round. If it can't be done, that is counted and logged, by an id to find it by and never by words or
 * names, and the round goes on.
 */
export async function part<R>(tally: Tally, what: { clock: string; id?: string }, run: () => Promise<R>, otherwise: R): Promise<R> {
  try {
    return await run();
  } catch (error) {
    tally.failed += 1;
    console.error(JSON.stringify({ ...what, error: String((error as Error)?.stack ?? error) }));
    return otherwise;
  }
}

/** How long what cannot be worked on waits: hundreds of such documents leave the rounds to the others. */
export const putOffMs = 600_000;
/** Behind everything that is due by now, and in the next round again. */
const nextMs = 1;

/** The database failed, or another round was faster: nothing is wrong with what was worked on. */
export const isPassing = (error: unknown): boolean => isOfDatabase(error);

/** The same for work on some documents of a queue, which otherwise wait; a deadline must not wait for what is passing. */
export async function attempt<T extends Stored>(
  tally: Tally, what: { clock: string; id?: string }, { queue, documents, at }: { queue: Queue<T>; documents: readonly Pick<T, "_id">[]; at: number }, run: () => Promise<void>,
): Promise<void> {
  let wait = putOffMs;
  const isDone = await part(tally, what, async () => {
    await run().catch((error: unknown) => {
      if (isPassing(error)) wait = nextMs;
      throw error;
    });
    return true;
  }, false);
  if (!isDone) for (const document of documents) await queue.putOff(document, at, at + wait);
}

const batchSize = 100;

export interface Draining<T extends Stored> {
  /** What the log calls it. */
  clock: string;
  queue: Queue<T>;
  /** A round has to end before the function's time does; what is left over waits a minute. */
  mostBatches: number;
  work: (document: T) => Promise<void>;
  /** After each batch: what its documents have in common. */
  after?: () => Promise<void>;
}

/** Never throws. @returns how many documents were looked at, each once */
export async function drain<T extends Stored>({ clock, queue, mostBatches, work, after }: Draining<T>, at: number, tally: Tally): Promise<number> {
  const seen = new Set<string>();
  const one = async (document: T): Promise<void> => {
    // Worked on and due all the same, because somebody changed it meanwhile.
    if (seen.has(document._id)) return queue.putOff(document, at, at + nextMs);
    seen.add(document._id);
    await attempt(tally, { clock, id: document._id }, { queue, documents: [document], at }, () => work(document));
  };
  const batches = async (): Promise<void> => {
    for (let batch = 0; batch < mostBatches; batch += 1) {
      const found = await queue.due(at, batchSize);
      for (const document of found) await one(document);
      await after?.();
      if (found.length < batchSize) return;
    }
  };
  await part(tally, { clock }, batches, undefined);
  return seen.size;
}
