import { bankViews, prepareBank } from "./bankViews";
import { Fitting } from "./fitting";
import { prepareTimebank, timebankViews } from "./timebankViews";

/** Beside the other pages, not after them: both take minutes, and each has a machine's half. */
let fitting: Fitting;
beforeAll(async () => {
  fitting = await Fitting.open(async (cloud) => [...bankViews(await prepareBank(cloud)), ...timebankViews(await prepareTimebank(cloud))]);
});
afterAll(() => fitting.close());

test("the time bank: nothing is cut, faint, small, nameless or beside the screen, in any look", () => fitting.lookAtAll(), 900_000);
