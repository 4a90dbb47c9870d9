import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { builtFunctions } from "../../support/prepared";
import { type Book, communityId, header, type Holder, startBook } from "./book";

const root = join(__dirname, "../../..");
jest.setTimeout(120_000);

let book: Book;
let teacher: Holder;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "linli-hours-"));
  book = await startBook({ functions: await builtFunctions(), rules: join(root, "cloudfunctions") });
  teacher = await book.holder("李老师");
});
afterAll(async () => {
  await book.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The command as somebody types it, over the local cloud. Asynchronous, since the cloud answers from this process. */
function run(...words: string[]): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ["--import", "tsx", "scripts/import.ts", ...words, "--url", book.cloud.cloud.url, "--env", "local-env"], { cwd: root });
    let said = "";
    child.stdout.on("data", (some: Buffer) => (said += some.toString()));
    child.stderr.on("data", (some: Buffer) => (said += some.toString()));
    child.on("close", (code) => resolve({ code: code ?? -1, said }));
  });
}
function sheet(name: string, ...lines: string[]): string {
  const file = join(folder, name);
  writeFileSync(file, `\uFEFF${[header, ...lines].join("\r\n")}\r\n`);
  return file;
}

test("a dry run, the import, and the same again, each in a sentence with its exit code", async () => {
  const file = sheet("纸质记录.csv", teacher.line("1998-03-01,19:00,20:00,"), teacher.line("1998-03-08,,,90"));
  const command = ["--hours", file, "--community", communityId];
  expect(await run(...command, "--dry-run")).toEqual({ code: 0, said: expect.stringContaining("可以记 2 次（2 小时 30 分钟），要核对 0 次。\n什么都没有改（--dry-run）。") });
  expect(await run(...command)).toEqual({ code: 0, said: expect.stringContaining("· 李老师：2 次，2 小时 30 分钟\n表里 2 次：以前记过 0 次，记了 2 次") });
  expect(await run(...command)).toEqual({ code: 0, said: expect.stringContaining("以前记过 2 次，记了 0 次") });
  expect((await book.of(teacher)).account.credits).toBe(150);
});

test("the entry is dated by the cloud, whatever the computer says", async () => {
  book.cloud.cloud.clock.moveTo(Date.parse("2026-12-05T09:00:00+08:00"));
  const file = sheet("昨天.csv", teacher.line("2026-12-04,19:00,20:00,"));
  expect(await run("--hours", file, "--community", communityId)).toMatchObject({ code: 0 });
  const [entry] = (await book.of(teacher)).entries.filter(({ about }) => about?.day === "2026-12-04");
  expect(entry!.month).toBe("2026-12");
});

test("what has to be looked at ends with 1, what was typed wrongly with 2", async () => {
  const clash = sheet("撞了.csv", teacher.line("2001-03-01,19:00,20:00,"), teacher.line("2001-03-01,19:30,20:30,"));
  expect(await run("--hours", clash, "--community", communityId)).toEqual({ code: 1, said: expect.stringContaining("待定 撞了.csv:3 和第 2 行是同一时间") });
  expect(await run("--hours", sheet("错了.csv", teacher.line("2001-13-01,,,60")), "--community", communityId)).toEqual({ code: 1, said: expect.stringContaining("错误 错了.csv:2") });
  expect(await run("--hours", clash)).toEqual({ code: 2, said: expect.stringContaining("请用 --community 写明是哪一个") });
  expect(await run("--hours", clash, "--community", "nowhere")).toEqual({ code: 2, said: expect.stringContaining("没有“nowhere”这个社区") });
  expect(await run("--hours", join(folder, "没有.csv"))).toEqual({ code: 2, said: expect.stringContaining("没有这个文件") });
  expect(await run("--hours", clash, "a-folder")).toEqual({ code: 2, said: expect.stringContaining("请和资料包分开导入") });
});
