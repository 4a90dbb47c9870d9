/** What functions print goes to a file beside the data, and is shown only to who asks for it; errors always are. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { startTestCloud } from "../../support/cloud";

const functions = fs.mkdtempSync(path.join(os.tmpdir(), "linli-functions-"));
beforeAll(() => {
  fs.mkdirSync(path.join(functions, "says"));
  fs.writeFileSync(path.join(functions, "says", "index.js"), `exports.main = async () => { console.log("a line"); console.error("a bug"); };`);
  fs.writeFileSync(path.join(functions, "says", "config.json"), "{}");
});
afterAll(() => fs.rmSync(functions, { recursive: true, force: true }));

/** What a call left in the file and on this process's own output. */
async function printed(showFunctionLogs: boolean): Promise<{ file: string; out: string; err: string }> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "linli-cloud-"));
  fs.writeFileSync(path.join(dir, "functions.log"), "of the run before\n");
  const shown = { out: "", err: "" };
  const out = jest.spyOn(process.stdout, "write").mockImplementation((text) => Boolean((shown.out += String(text))));
  const err = jest.spyOn(process.stderr, "write").mockImplementation((text) => Boolean((shown.err += String(text))));
  try {
    const cloud = await startTestCloud({ dir, functions, showFunctionLogs });
    await cloud.call("o1", "says");
    await cloud.close();
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
  const file = fs.readFileSync(path.join(dir, "functions.log"), "utf8");
  fs.rmSync(dir, { recursive: true, force: true });
  return { file, ...shown };
}
const lines = (text: string): string[] => text.split("\n").filter(Boolean).sort();

test("a file of this run alone; on the terminal only what is wrong", async () => {
  const { file, out, err } = await printed(false);
  expect(lines(file)).toEqual(["a bug", "a line"]);
  expect(out).not.toContain("a line");
  expect(err).toContain("a bug");
});

test("shown to who asks", async () => {
  const { file, out } = await printed(true);
  expect(lines(file)).toEqual(["a bug", "a line"]);
  expect(out).toContain("a line");
});
