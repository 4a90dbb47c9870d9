/** Jest runs every test; TypeScript goes through esbuild (swc's and ts-jest's natives lack binaries on some platforms). */
const transform = { "\\.[cm]?tsx?$": "<rootDir>/test/support/esbuildTransform.cjs" };
const common = {
  rootDir: __dirname,
  transform,
  testEnvironment: "node",
  modulePathIgnorePatterns: ["<rootDir>/dist", "<rootDir>/.local"],
  // Jest knows one time limit for tests and hooks alike: hooks, which fill clouds, get theirs here.
  setupFilesAfterEnv: ["<rootDir>/test/support/hookTimeouts.cjs"],
};
module.exports = {
  testTimeout: 30_000,
  maxWorkers: 2,
  // Nothing holds a worker's event loop when its tests are done (it empties within 20 ms), but a process of some hundred
  // megabytes on two busy cores is gone only after more than the 500 ms that Jest waits before it speaks of leaks.
  workerGracefulExitTimeout: 5_000,
  projects: [
    { ...common, displayName: "logic", testMatch: ["<rootDir>/test/**/*.test.ts"], testPathIgnorePatterns: ["<rootDir>/test/e2e/", "<rootDir>/test/phone/", "<rootDir>/test/components/", "<rootDir>/test/fit/"] },
    { ...common, displayName: "components", testEnvironment: "jsdom", testMatch: ["<rootDir>/test/components/**/*.test.ts"] },
    {
      ...common,
      displayName: "browser",
      testMatch: ["<rootDir>/test/e2e/**/*.test.ts", "<rootDir>/test/phone/**/*.test.ts", "<rootDir>/test/fit/**/*.test.ts"],
      globalSetup: "<rootDir>/test/support/browserSetup.mjs",
      globalTeardown: "<rootDir>/test/support/browserTeardown.mjs",
    },
  ],
};
