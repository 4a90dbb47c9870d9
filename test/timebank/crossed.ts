/** Two calls at the same moment, in an order that a test decides. */
import type { Product } from "../support/product";
import { who } from "./needs/support";

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * The first is held up, by default right before it is written, until the second has gone as far as it can by itself.
 * @param held the actions of the database at whose first coming whoever comes there waits
 */
export async function crossedIn<A, B>(product: Product, first: () => Promise<A>, second: () => Promise<B>, ...held: string[]): Promise<[A, B]> {
  // Two instances that are warm: else the second is slower than any pause.
  await Promise.all([who.near, who.nearToo, who.station].map((openid) => product.call(openid, "timebank.open", {})));
  product.cloud.cloud.faults.set((held.length ? held : ["database.commitTransaction"]).map((action) => ({ action, delayMs: 900 })));
  const begun = first();
  await wait(200);
  return Promise.all([begun, second()]);
}
