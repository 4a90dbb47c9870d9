/** What the clock asks of a collection: what is due, and to let one of it wait. */
import type { Stored } from "../../cloudfunctions/platform/database";
import type { Queue } from "../../cloudfunctions/platform/drain";

export async function askedQueue<T extends Stored>(queue: Queue<T>, at: number): Promise<void> {
  await queue.due(at, 20);
  await queue.putOff({ _id: "nobody" } as Pick<T, "_id">, at, at + 1);
}
