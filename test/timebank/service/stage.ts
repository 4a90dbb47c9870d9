/** The product of a file of tests of the service, and shifts that are apart from each other. */
import { hourMs } from "../../../contracts/kernel/milliseconds";
import { mondayMorning } from "../../support/communities";
import type { Product } from "../../support/product";
import { accountOf, bankFaults, promised, startService, who } from "./support";

export let product: Product;
let apartMs = 0;
let slot = 0;

/**
 * Starts the product once for the file; in the end the bank folds.
 * @param apart hours from one test's shift to the next one's, since the people are the same and nobody is in two places.
 *   Six weeks and more, where time must never go back: months that are over are sealed by the clock's round
 */
export function useService(apart: number): void {
  apartMs = apart * hourMs;
  beforeAll(async () => {
    product = await startService();
  });
  afterAll(async () => {
    expect(await bankFaults()).toEqual([]);
    await product.close();
  });
}

/** A promised shift in a time of its own. */
export const aShift = (wish: Parameters<typeof promised>[1] = {}) => promised(product, { fromAt: mondayMorning + (slot += 1) * apartMs, ...wish });

export const honourOf = async (shift: Awaited<ReturnType<typeof promised>>, openid = who.volunteer) => (await accountOf(shift, openid))?.honour ?? 0;
