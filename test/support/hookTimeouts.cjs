/** Before its tests a file starts a cloud and fills it, or a browser: on a busy machine that takes longer than any test may. */
const hookTimeoutMs = 120_000;
for (const name of ["beforeAll", "beforeEach"]) {
  const hook = globalThis[name];
  globalThis[name] = (work, timeoutMs = hookTimeoutMs) => hook(work, timeoutMs);
}
