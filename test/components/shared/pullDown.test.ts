import { pulledDown } from "../../../miniprogram/shared/pullDown";

let stopped = 0;
beforeEach(() => {
  stopped = 0;
  Object.assign(globalThis, { wx: { stopPullDownRefresh: () => (stopped += 1) } });
});

test("the ring turns until the page has opened, and no longer", async () => {
  let opened: () => void = () => undefined;
  const pulling = pulledDown(new Promise<void>((resolve) => (opened = resolve)));
  await Promise.resolve();
  expect(stopped).toBe(0);
  opened();
  await pulling;
  expect(stopped).toBe(1);
});

test("it stops as well when opening goes wrong", async () => {
  await pulledDown(Promise.reject(new Error("no network")));
  expect(stopped).toBe(1);
});
