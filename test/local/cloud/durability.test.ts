/** What has been acknowledged survives: kill -9, restarts, damaged files; and the command line's promises. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { IndexFile } from "../../../local/cloud/indexes/definition";
import { Store } from "../../../local/cloud/store/store";
import { keyOf } from "../../../local/cloud/store/values";
import { connect, startTestCloud } from "../../support/cloud";

const ROOT = path.join(__dirname, "../../..");
const dir = fs.mkdtempSync(path.join(os.tmpdir(), "linli-durable-"));
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) if (child.exitCode === null) child.kill("SIGKILL");
  fs.rmSync(dir, { recursive: true, force: true });
});

interface Started {
  child: ChildProcess;
  url: string;
  firstLine: string;
}
function launch(folder: string, ...more: string[]): ChildProcess {
  const command = [
    "--import",
    "tsx",
    path.join(ROOT, "local/cloud/main.ts"),
    "--port",
    "0",
    "--dir",
    folder,
    ...more,
  ];
  const child = spawn(process.execPath, command, { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
  children.push(child);
  return child;
}
async function start(folder: string, ...more: string[]): Promise<Started> {
  const child = launch(folder, ...more);
  const firstLine = await new Promise<string>((resolve, reject) => {
    child.stdout?.once("data", (data: Buffer) => resolve(data.toString().split("\n")[0] as string));
    child.once("exit", (code) => reject(new Error(`ended with ${code} before it was ready`)));
  });
  return { child, firstLine, url: /http:\/\/[\d.:]+/.exec(firstLine)?.[0] as string };
}
async function outcome(child: ChildProcess): Promise<{ code: number | null; stderr: string }> {
  let stderr = "";
  child.stderr?.on("data", (data: Buffer) => (stderr += data.toString()));
  const [code] = (await once(child, "exit")) as [number | null];
  return { code, stderr };
}

describe("kill -9", () => {
  it("loses no acknowledged write in three rounds", async () => {
    const folder = path.join(dir, "killed");
    const indexes = path.join(dir, "indexes.json");
    fs.writeFileSync(
      indexes,
      JSON.stringify({ rows: [{ name: "n", unique: true, keys: [{ name: "n", direction: 1 }] }] }),
    );
    const acknowledged: number[] = [];
    let next = 0;
    for (let round = 0; round < 3; round++) {
      const { child, url } = await start(folder, "--indexes", indexes);
      const rows = connect({ url, env: "local-env" }).database().collection("rows");
      const { total } = (await rows.count()) as { total: number };
      expect(total).toBeGreaterThanOrEqual(acknowledged.length);
      const present = new Set<number>();
      for (let skip = 0; skip < total; skip += 1000) {
        const { data } = await rows.skip(skip).limit(1000).get();
        for (const row of data as { n: number }[]) present.add(row.n);
      }
      expect(acknowledged.filter((n) => !present.has(n))).toEqual([]);
      // In the midst of three writers, after a number of writes instead of a time: machines differ in speed.
      const enough = acknowledged.length + 40 + round;
      const writer = async (): Promise<void> => {
        for (;;) {
          const n = next++;
          // Not by the SDK: it tries a dead address again for seconds.
          const body = JSON.stringify({
            action: "database.insertDocument",
            collectionName: "rows",
            data: [`{"n":${n}}`],
          });
          try {
            const reply = await fetch(`${url}/admin`, { method: "POST", body });
            if (((await reply.json()) as { data?: unknown }).data) acknowledged.push(n);
            if (acknowledged.length >= enough) child.kill("SIGKILL");
          } catch {
            return;
          }
        }
      };
      await Promise.all([writer(), writer(), writer()]);
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(120);
  }, 40_000);
});

describe("a restart", () => {
  it("keeps documents in their order, collections, files and the moved clock", async () => {
    const folder = path.join(dir, "restarted");
    const first = await startTestCloud({ dir: folder });
    await first.database.createCollection("kept");
    await first.database.collection("kept").add([{ _id: "b", at: new Date(7) }, { _id: "a" }, { _id: "c" }]);
    await first.database.collection("kept").doc("b").update({ more: 1 });
    await first.database.collection("kept").doc("c").remove();
    const { fileID } = await first.app.uploadFile({
      cloudPath: "x.txt",
      fileContent: Buffer.from("x") as never,
    });
    await first.cloud.moveClock({ forwardMs: 86_400_000 });
    await first.close();
    const second = await startTestCloud({ dir: folder });
    expect((await second.database.collection("kept").get()).data).toEqual([
      { _id: "b", at: new Date(7), more: 1 },
      { _id: "a" },
    ]);
    expect(String((await second.app.downloadFile({ fileID })).fileContent)).toBe("x");
    // The wall clock counts whole milliseconds.
    expect(Math.abs(second.cloud.clock.offsetMs - 86_400_000)).toBeLessThan(50);
    await second.close();
  });

  it("reads a document when it is first needed, and knows it from what replaced it meanwhile", async () => {
    const folder = path.join(dir, "lazy");
    const indexes: IndexFile = {
      rows: [
        { name: "code", unique: true, keys: [{ name: "code", direction: 1 }] },
        { name: "tags", unique: false, keys: [{ name: "tags", direction: 1 }] },
      ],
      others: [],
    };
    const first = await startTestCloud({ dir: folder, indexes });
    const row = (n: number): object => ({ _id: `r${n}`, code: n, tags: [`t${n % 3}`, "all"] });
    await first.database.collection("others").add([{ _id: "r7" }, { _id: "r8" }]);
    await first.database.collection("rows").add(Array.from({ length: 2500 }, (_, n) => row(n)));
    await first.close();
    const store = new Store(folder);
    const read = jest.spyOn(store.file, "document");
    const bulk = jest.spyOn(store.file, "documentsOf");
    const rows = store.collection("rows");
    expect(rows.records.get("sr7")?.document).toEqual(row(7));
    expect(read).toHaveBeenCalledTimes(1);
    expect(bulk).not.toHaveBeenCalled();
    // Nobody has looked at this one: a reader who holds its former state must not see what replaces it.
    const former = rows.records.get("sr8");
    const next = { _id: "r8", code: 8, tags: [] };
    await store.write(() => ({
      changes: [{ collection: "rows", key: "sr8", document: next, body: JSON.stringify(next) }],
      reply: undefined,
    }));
    expect(former?.document).toEqual(row(8));
    expect(rows.records.get("sr8")?.document).toEqual(next);
    expect(bulk).toHaveBeenCalledTimes(1);
    store.close();
    const again = await startTestCloud({ dir: folder, indexes });
    const found = again.database.collection("rows").where({ tags: "t1" });
    expect((await found.count()).total).toBe(833);
    expect(again.lastOperation()).toMatchObject({ index: "tags", examined: 833 });
    await expect(again.database.collection("rows").add({ code: 2499 })).rejects.toThrow("E11000");
    await again.close();
  });

  it("drops and adds indexes as the file now says, and refuses a unique one that the data breaks", async () => {
    const folder = path.join(dir, "reindexed");
    const keys = [{ name: "n", direction: 1 as const }];
    const first = await startTestCloud({
      dir: folder,
      indexes: { rows: [{ name: "n", unique: false, keys }] },
    });
    await first.database.collection("rows").add([{ n: 1 }, { n: 1 }]);
    await first.close();
    await expect(
      startTestCloud({ dir: folder, indexes: { rows: [{ name: "n", unique: true, keys }] } }),
    ).rejects.toThrow("E11000");
    const again = await startTestCloud({
      dir: folder,
      indexes: { rows: [{ name: "other", unique: false, keys }] },
    });
    await again.database.collection("rows").where({ n: 1 }).get();
    expect(again.lastOperation()).toMatchObject({ index: "other", examined: 2 });
    await again.close();
  });
});

describe("a damaged file", () => {
  it("is told clearly and left as it is", async () => {
    const folder = path.join(dir, "damaged");
    const cloud = await startTestCloud({ dir: folder, indexes: { rows: [] } });
    await cloud.database
      .collection("rows")
      .add(Array.from({ length: 500 }, (_, n) => ({ n, text: "x".repeat(100) })));
    await cloud.close();
    const file = path.join(folder, "cloud.db");
    const bytes = fs.readFileSync(file);
    bytes.fill(0xff, bytes.length - 9000, bytes.length - 1000);
    fs.writeFileSync(file, bytes);
    await expect(startTestCloud({ dir: folder })).rejects.toThrow(/Nothing was changed/);
    expect(fs.readFileSync(file).equals(bytes)).toBe(true);
  });

  it("is also one whose document cannot be read", async () => {
    const folder = path.join(dir, "garbled");
    const cloud = await startTestCloud({ dir: folder, indexes: { rows: [] } });
    await cloud.database.collection("rows").add({ _id: "broken", mark: "ÄÖÜ-mark" });
    await cloud.close();
    const file = path.join(folder, "cloud.db");
    const bytes = fs.readFileSync(file);
    const at = bytes.indexOf('"mark":');
    bytes[at] = "x".charCodeAt(0);
    fs.writeFileSync(file, bytes);
    await expect(startTestCloud({ dir: folder })).rejects.toThrow(
      "document sbroken of collection rows is damaged",
    );
  });
});

describe("a full disk", () => {
  it("refuses the write, keeps memory and file alike, and serves on once there is room", async () => {
    const folder = path.join(dir, "full");
    const store = new Store(folder);
    store.createCollection("rows");
    const put = (key: string, size: number): Promise<void> =>
      store.write(() => {
        const document = { _id: key, text: "x".repeat(size) };
        const change = { collection: "rows", key: keyOf(key), document, body: JSON.stringify(document) };
        return { changes: [change], reply: undefined };
      });
    await put("first", 10);
    const sqlite = store.file["database"];
    const { page_count: pages } = sqlite.prepare("PRAGMA page_count").all()[0] as { page_count: number };
    sqlite.exec(`PRAGMA max_page_count = ${pages + 2}`);
    const together = [put("small", 10), put("huge", 500_000), put("first", 20)];
    for (const outcome of await Promise.allSettled(together)) {
      expect(outcome).toMatchObject({
        status: "rejected",
        reason: { message: expect.stringContaining("The disk is full") as string },
      });
    }
    const texts = (): unknown[] =>
      [...store.collection("rows").records.values()].map(({ document }) => [
        document._id,
        String(document["text"]).length,
      ]);
    expect(texts()).toEqual([["first", 10]]);
    sqlite.exec("PRAGMA max_page_count = 100000");
    await put("huge", 500_000);
    store.close();
    const again = new Store(folder);
    expect([...again.collection("rows").records.keys()]).toEqual(["sfirst", "shuge"]);
    again.close();
  });
});

describe("the command line", () => {
  it("says where it is ready, holds its folder, and ends in order on SIGTERM", async () => {
    const folder = path.join(dir, "cli");
    const { child, firstLine, url } = await start(folder, "--env", "test-env");
    expect(firstLine).toMatch(/^local cloud ready at http:\/\/127\.0\.0\.1:\d+ \(environment test-env/);
    await connect({ url, env: "test-env" }).database().createCollection("kept");
    const second = await outcome(launch(folder));
    expect(second).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("in use by another local cloud") as string,
    });
    const port = new URL(url).port;
    const third = await outcome(launch(path.join(dir, "other"), "--port", port));
    expect(third).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`Port ${port} is in use`) as string,
    });
    const wrong = await outcome(launch(path.join(dir, "other"), "--instances", "many"));
    expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining("--instances") as string });
    child.kill("SIGTERM");
    expect(await outcome(child)).toMatchObject({ code: 0 });
    const again = await startTestCloud({ dir: folder });
    expect((await again.database.collection("kept").get()).data).toEqual([]);
    await again.close();
  }, 40_000);
});
