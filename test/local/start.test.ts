/** `npm start` as a newcomer has it: nothing made before, and again with what it left. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(__dirname, "../..");
const state = mkdtempSync(join(tmpdir(), "linli-start-"));
let running: ChildProcess | undefined;
afterAll(async () => {
  await stop();
  rmSync(state, { recursive: true, force: true });
});

async function stop(): Promise<void> {
  const child = running;
  running = undefined;
  if (!child || child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await ended;
}

interface Started {
  address: string;
  said: string;
  complained: string;
}

function start(): Promise<Started> {
  const child = spawn(process.execPath, [require.resolve("tsx/cli"), "local/start.ts"], { cwd: root, env: { ...process.env, LINLI_STATE: state, PORT: "0" } });
  running = child;
  let [said, complained] = ["", ""];
  return new Promise((resolve, reject) => {
    child.stderr.on("data", (data) => (complained += String(data)));
    child.stdout.on("data", (data) => {
      said += String(data);
      const address = /is up: (\S+)/.exec(said)?.[1];
      if (address) resolve({ address, said, complained });
    });
    child.once("exit", () => reject(new Error(`it ended by itself: ${said}${complained}`)));
  });
}

test("the demo is made once, without a word of complaint, and the phone answers", async () => {
  const first = await start();
  expect(first.complained).toBe("");
  expect(first.said).toContain("Making the demo community");
  expect((await fetch(first.address)).status).toBe(200);
  await stop();
  const again = await start();
  expect(again.complained).toBe("");
  expect(again.said).not.toContain("Making");
}, 240_000);
