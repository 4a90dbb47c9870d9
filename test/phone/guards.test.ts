/** What fails on the phone fails here: each offence is written into a page and seen to be refused. */
import { startPhone } from "../../local/phone";
import { closeBrowser, newPhonePage } from "../support/browser";
import { testProduct } from "./testProduct";

afterAll(closeBrowser);

/** The errors of one page whose onLoad is this code. */
async function errorsOf(code: string): Promise<string[]> {
  const product = testProduct("guards", { "pages/home/index.ts": `Page({ data: {}, onLoad() { ${code} } });` });
  const server = await startPhone({ root: product.root, cloudUrl: "http://127.0.0.1:9", port: 0, outDir: product.outDir });
  const phone = await newPhonePage({ url: server.url });
  phone.expectProblem(/^(\[mp\]|\w*Error:)/);
  await phone.page.waitForTimeout(20);
  const errors = await phone.page.evaluate(() => window.__phone.errors.errors.map((error) => error.message));
  await phone.close();
  await server.close();
  product.remove();
  return errors;
}

it("setData with what JSON cannot carry", async () => {
  const errors = await errorsOf(`
    const cyclic: Record<string, unknown> = {};
    cyclic["self"] = cyclic;
    const attempts: Record<string, unknown>[] = [
      { f: () => 1 }, { u: undefined }, { list: [1, { m: new Map() }] }, { cyclic }, { d: new Date(0) }, { big: "x".repeat(1100000) },
    ];
    for (const data of attempts) { try { this.setData(data); } catch (error) { setTimeout(() => { throw error; }); } }
    this.setData({ fine: { deep: [1, "a", null, { u: undefined }] } });
  `);
  expect(errors).toEqual([
    expect.stringMatching(/"f" is a function/),
    expect.stringMatching(/"u" is undefined/),
    expect.stringMatching(/"list\[1\]\.m" is a Map/),
    expect.stringMatching(/"cyclic\.self" refers back/),
    expect.stringMatching(/"d" is a Date/),
    expect.stringMatching(/more than 1 MB/),
  ]);
});

it("the browser's own names are absent, as on the phone", async () => {
  const errors = await errorsOf(`
    const names = [typeof window, typeof document, typeof localStorage, typeof fetch, typeof location, typeof navigator, typeof XMLHttpRequest, typeof process];
    if (names.some((name) => name !== "undefined")) throw new Error("present: " + names.join());
    if ("document" in globalThis || typeof globalThis.setTimeout !== "function") throw new Error("globalThis leaks");
    try { new Function("return 1")(); throw new Error("code from a string ran"); } catch (error) { if (!(error instanceof EvalError)) throw error; }
    document.title = "x";
  `);
  expect(errors).toEqual([expect.stringMatching(/Cannot set properties of undefined/)]);
});

it("an unknown wx function throws by its name, and canIUse says so before", async () => {
  const errors = await errorsOf(`
    if (wx.canIUse("startBluetoothDevicesDiscovery") || !wx.canIUse("showToast.object.icon") || !wx.canIUse("cloud.callFunction")) throw new Error("canIUse is wrong");
    setTimeout(() => { wx.cloud.database(); });
    wx.startBluetoothDevicesDiscovery();
  `);
  expect(errors).toEqual(["wx.startBluetoothDevicesDiscovery is not provided by local/phone", "wx.cloud.database is not provided by local/phone"]);
});

it("what is not provided of built-ins says so", async () => {
  const product = testProduct("builtins", { "pages/home/index.wxml": `<picker mode="region">选地区</picker><button open-type="launchApp">开</button>` });
  const server = await startPhone({ root: product.root, cloudUrl: "http://127.0.0.1:9", port: 0, outDir: product.outDir });
  const phone = await newPhonePage({ url: server.url });
  phone.expectProblem(/\[mp\]/);
  await phone.tapText("选地区");
  await phone.tapText("开");
  const errors = await phone.page.evaluate(() => window.__phone.errors.errors.map((error) => error.message));
  expect(errors).toEqual(['picker mode "region" is not provided by local/phone', 'open-type "launchApp" is not provided by local/phone']);
  await phone.close();
  await server.close();
  product.remove();
});
