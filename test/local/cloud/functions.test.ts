/** Functions as production runs them: identity, isolation, timeouts, openapi, reload, timers on a moved clock. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { startTestCloud, type TestCloud } from "../../support/cloud";

type Row = Record<string, unknown>;
let cloud: TestCloud;
const functions = fs.mkdtempSync(path.join(os.tmpdir(), "linli-functions-"));
const SDK = JSON.stringify(require.resolve("wx-server-sdk"));

function writeFunction(name: string, code: string, config: Row = {}): void {
  const folder = path.join(functions, name);
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, "index.js"), code);
  fs.writeFileSync(path.join(folder, "config.json"), JSON.stringify(config));
}
const withSdk = (body: string): string =>
  `const cloud = require(${SDK}); cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV }); let calls = 0;
   exports.main = async (event, context) => { calls++; ${body} };`;

beforeAll(async () => {
  writeFunction(
    "who",
    withSdk(`
    await new Promise((resolve) => setTimeout(resolve, event.wait || 0));
    const { OPENID, SOURCE } = cloud.getWXContext();
    return { OPENID, SOURCE, userInfo: event.userInfo, calls, zone: new Date(0).getHours(), now: Date.now(), requestId: context.request_id };`),
    { timeout: 10 },
  );
  writeFunction(
    "writes",
    withSdk(`
    const rows = cloud.database().collection("rows");
    const { _id } = await rows.add({ data: { by: cloud.getWXContext().OPENID, at: cloud.database().serverDate() } });
    return (await rows.doc(_id).get()).data;`),
    { timeout: 10 },
  );
  writeFunction(
    "slow",
    `exports.main = async (event) => { if (event.hang) await new Promise(() => {}); if (event.spin) for (;;); return "fine"; };`,
    { timeout: 1 },
  );
  writeFunction(
    "fails",
    `exports.main = async (event) => { if (event.exit) process.exit(3); if (event.later) { setTimeout(() => { throw new Error("later"); }, 5); await new Promise((r) => setTimeout(r, 300)); } throw new Error("wrong on purpose"); };`,
  );
  writeFunction(
    "sends",
    withSdk(`
    try { return await cloud.openapi.subscribeMessage.send({ touser: "o", templateId: "t", page: "p", data: { thing1: { value: event.text } } }); }
    catch (error) { return { errCode: error.errCode }; }`),
    { timeout: 10, permissions: { openapi: ["subscribeMessage.send"] } },
  );
  writeFunction(
    "checks",
    withSdk(`
    try { return await cloud.openapi.security.msgSecCheck({ openid: "o", scene: 1, version: 2, content: event.text }); }
    catch (error) { return { errCode: error.errCode }; }`),
    { timeout: 10 },
  );
  writeFunction("asks", withSdk(`return (await cloud.callFunction({ name: "who", data: {} })).result;`), {
    timeout: 10,
  });
  writeFunction(
    "ticks",
    `const seen = []; exports.main = async (event) => { if (event.Type !== "Timer") return seen; seen.push([event.TriggerName, event.Time, Date.now()]); };`,
    {
      triggers: [
        { name: "daily", type: "timer", config: "0 0 9 * * * *" },
        { name: "hourly", type: "timer", config: "0 0 * * * * *" },
      ],
    },
  );
  cloud = await startTestCloud({ functions, indexes: { rows: [] }, instancesPerFunction: 4 });
});
afterAll(async () => {
  await cloud.close();
  fs.rmSync(functions, { recursive: true, force: true });
});

describe("a call from the phone", () => {
  it("never gets another's identity, 60 at once on 4 instances", async () => {
    const calls = Array.from({ length: 60 }, (_, n) =>
      cloud.call<Row>(`resident-${n}`, "who", { wait: n % 3 }),
    );
    const replies = await Promise.all(calls);
    replies.forEach(({ result }, n) => {
      expect(result).toMatchObject({ OPENID: `resident-${n}`, SOURCE: "wx_client", zone: 0 });
      expect(result["userInfo"]).toMatchObject({ openId: `resident-${n}` });
    });
    // Few instances served many calls each: module state survives, as in production.
    expect(Math.max(...replies.map(({ result }) => result["calls"] as number))).toBeGreaterThan(5);
    expect(new Set(replies.map(({ result }) => result["requestId"])).size).toBe(60);
  });

  it("says which database calls it made", async () => {
    const reply = await cloud.call<Row>("resident-1", "writes");
    expect(reply.result["by"]).toBe("resident-1");
    expect(cloud.costOf(reply)).toMatchObject({
      name: "writes",
      source: "client",
      databaseCalls: 2,
      failed: false,
    });
    expect(cloud.operationsOf(reply).map(({ action, index }) => [action, index])).toEqual([
      ["database.insertDocument", null],
      ["database.getDocument", "_id_"],
    ]);
  });

  it("is refused without an openid, for an unknown function, above 1 MB", async () => {
    expect(await cloud.call("", "who")).toMatchObject({ errCode: -501004 });
    expect(await cloud.call("o", "nothing")).toMatchObject({ errCode: -501000 });
    expect(await cloud.call("o", "../who")).toMatchObject({ errCode: -501000 });
    expect(await cloud.call("o", "who", { text: "x".repeat(1_100_000) })).toMatchObject({ errCode: -501001 });
  });

  it("costs what GET /local/stats says, and meets the faults a test asks for", async () => {
    const local = async (name: string, body?: unknown): Promise<Row> =>
      (await (
        await fetch(
          `${cloud.cloud.url}/local/${name}`,
          body === undefined ? {} : { method: "POST", body: JSON.stringify(body) },
        )
      ).json()) as Row;
    await local("stats/reset", {});
    await local("faults", [{ action: "database.insertDocument", code: "DATABASE_REQUEST_FAILED" }]);
    expect(await cloud.call("resident-1", "writes")).toMatchObject({ errCode: -504002 });
    await cloud.call("resident-1", "writes");
    expect(await local("stats")).toMatchObject({
      calls: 2,
      operations: 3,
      errors: 1,
      byAction: { "database.insertDocument": { count: 2, errors: 1 } },
      recentCalls: [
        { name: "writes", failed: true },
        { name: "writes", failed: false, databaseCalls: 2 },
      ],
    });
    expect(Array.isArray((await local("outbox"))["items"])).toBe(true);
  });

  it("to a missing function fails as production tells it", async () => {
    await expect(cloud.app.callFunction({ name: "missing", data: {} })).rejects.toMatchObject({
      code: "FUNCTION_NOT_FOUND",
    });
    expect((await cloud.app.callFunction({ name: "slow", data: {} })).result).toBe("fine");
  });

  it("passes through a function that calls another, without the caller's identity", async () => {
    const { result } = await cloud.call<Row>("resident-1", "asks");
    expect(result).toMatchObject({ SOURCE: "wx_client,scf" });
    expect(result["userInfo"]).toBeUndefined();
  });
});

describe("an instance", () => {
  it("that hangs or spins is ended at the function's timeout, and the next call is served", async () => {
    for (const data of [{ hang: true }, { spin: true }]) {
      const startedAt = performance.now();
      const reply = await cloud.call("o", "slow", data);
      expect(reply).toMatchObject({
        errCode: -504003,
        errMsg: expect.stringContaining("timed out after 1 seconds") as string,
      });
      expect(performance.now() - startedAt).toBeLessThan(3000);
      expect((await cloud.call("o", "slow")).result).toBe("fine");
    }
  });

  it("that throws, throws later or ends its process fails its call only", async () => {
    expect(await cloud.call("o", "fails")).toMatchObject({
      errCode: -504002,
      errMsg: expect.stringContaining("wrong on purpose") as string,
    });
    expect(await cloud.call("o", "fails", { later: true })).toMatchObject({ errCode: -504002 });
    expect(await cloud.call("o", "fails", { exit: true })).toMatchObject({
      errCode: -504002,
      errMsg: expect.stringContaining("exit 3") as string,
    });
    expect(await cloud.call("o", "fails")).toMatchObject({
      errMsg: expect.stringContaining("wrong on purpose") as string,
    });
  });

  it("is replaced when index.js changes on disk", async () => {
    writeFunction("edited", `exports.main = async () => "old";`);
    expect((await cloud.call("o", "edited")).result).toBe("old");
    writeFunction("edited", `exports.main = async () => "new and longer";`);
    expect((await cloud.call("o", "edited")).result).toBe("new and longer");
  });
});

describe("the end of the stand-in", () => {
  it("lets calls under way finish their database work", async () => {
    writeFunction(
      "lingers",
      withSdk(`
      await new Promise((resolve) => setTimeout(resolve, 500));
      await cloud.database().collection("rows").add({ data: { _id: "last" } });
      return "finished";`),
      { timeout: 10 },
    );
    const ending = await startTestCloud({ functions, indexes: { rows: [] } });
    const last = ending.call("o", "lingers");
    await new Promise((resolve) => setTimeout(resolve, 400));
    const [reply] = await Promise.all([last, ending.close()]);
    expect(reply).toMatchObject({ result: "finished" });
    await expect(fetch(ending.cloud.url)).rejects.toThrow();
  });
});

describe("openapi", () => {
  it("is kept in the outbox if config.json permits it, and refused otherwise", async () => {
    expect((await cloud.call<Row>("o", "sends", { text: "已受理" })).result).toMatchObject({ errCode: 0 });
    expect(cloud.cloud.outbox().at(-1)).toMatchObject({
      api: "subscribeMessage.send",
      from: "sends",
      data: { touser: "o", template_id: "t", data: { thing1: { value: "已受理" } } },
    });
    const sent = cloud.cloud.outbox().length;
    expect((await cloud.call("o", "checks", { text: "好" })).result).toEqual({ errCode: -604101 });
    expect(cloud.cloud.outbox()).toHaveLength(sent);
  });

  it("judges texts once it is permitted", async () => {
    writeFunction("checks", fs.readFileSync(path.join(functions, "checks", "index.js"), "utf8"), {
      timeout: 10,
      permissions: { openapi: ["security.msgSecCheck"] },
    });
    expect((await cloud.call<Row>("o", "checks", { text: "好" })).result).toMatchObject({
      result: { suggest: "pass" },
    });
    expect((await cloud.call<Row>("o", "checks", { text: "违规测试" })).result).toMatchObject({
      result: { suggest: "risky" },
    });
  });
});

describe("the clock", () => {
  it("moves for functions and server dates, and fires the timers that fell due, in order", async () => {
    const nine = (day: string): number => Date.parse(`${day}T09:00:00+08:00`);
    await cloud.cloud.moveClock({ now: nine("2027-03-01") - 1_800_000 });
    const fired = await cloud.cloud.moveClock({ now: nine("2027-03-03") + 60_000 });
    const seen = (await cloud.call<[string, string, number][]>("o", "ticks")).result.slice(-5);
    expect(fired.map(({ trigger, dueAt, error }) => [trigger, dueAt, error])).toEqual([
      ["daily", nine("2027-03-01"), null],
      ["daily", nine("2027-03-02"), null],
      ["hourly", nine("2027-03-03") - 7_200_000, null],
      ["hourly", nine("2027-03-03") - 3_600_000, null],
      ["daily", nine("2027-03-03"), null],
      ["hourly", nine("2027-03-03"), null],
    ]);
    expect(seen[0]?.[1]).toBe("2027-03-02T01:00:00.000Z");
    // Each call saw its own due moment as "now".
    for (const [, due, now] of seen) expect(Math.abs(now - Date.parse(due))).toBeLessThan(3000);
    const { result } = await cloud.call<Row>("o", "who");
    expect(Math.abs((result["now"] as number) - nine("2027-03-03") - 60_000)).toBeLessThan(5000);
    const written = (await cloud.call<Row>("o", "writes")).result;
    expect(String(written["at"]).slice(0, 10)).toBe("2027-03-03");
  });

  it("is read and set over HTTP, and goes back to the wall clock", async () => {
    const ask = async (body?: unknown): Promise<Row> =>
      (await (
        await fetch(
          `${cloud.cloud.url}/local/clock`,
          body === undefined ? {} : { method: "POST", body: JSON.stringify(body) },
        )
      ).json()) as Row;
    const before = (await ask())["now"] as number;
    const after = await ask({ forwardMs: 1000 });
    expect(after["now"] as number).toBeGreaterThanOrEqual(before + 1000);
    expect(await ask({ now: "soon" })).toHaveProperty("message");
    expect((await ask({ reset: true }))["offsetMs"]).toBe(0);
    expect(Math.abs(cloud.cloud.clock.now() - Date.now())).toBeLessThan(50);
  });
});
