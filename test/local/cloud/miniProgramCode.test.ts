/** Mini-program codes as WeChat's open API makes and refuses them, through the real SDK. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { inflateSync } from "node:zlib";
import { create } from "qrcode/lib/core/qrcode";
import { startTestCloud, type TestCloud } from "../../support/cloud";

const functions = fs.mkdtempSync(path.join(os.tmpdir(), "linli-functions-"));
const draws = `const cloud = require(${JSON.stringify(require.resolve("wx-server-sdk"))}); cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });
  exports.main = async ({ userInfo, ...options }) => {
    try {
      const { contentType, buffer } = await cloud.openapi.wxacode.getUnlimited(options);
      return { contentType, picture: buffer.toString("base64") };
    } catch ({ errCode, errMsg }) { return { errCode, errMsg }; }
  };`;
let cloud: TestCloud;
beforeAll(async () => {
  for (const [name, openapi] of [["draws", ["wxacode.getUnlimited"]], ["mayNot", []]] as const) {
    fs.mkdirSync(path.join(functions, name));
    fs.writeFileSync(path.join(functions, name, "index.js"), draws);
    fs.writeFileSync(path.join(functions, name, "config.json"), JSON.stringify({ timeout: 10, permissions: { openapi } }));
  }
  cloud = await startTestCloud({ functions });
});
afterAll(async () => {
  await cloud.close();
  fs.rmSync(functions, { recursive: true, force: true });
});

interface Reply {
  contentType?: string;
  picture?: string;
  errCode?: number;
}
const ask = async (options: object, name = "draws"): Promise<Reply> => (await cloud.call<Reply>("o", name, options)).result;

/** Width and shades, of a grey PNG whose rows have no filter. */
function readPng(png: Buffer): { side: number; shades: Uint8Array } {
  const side = png.readUInt32BE(16);
  const start = png.indexOf("IDAT");
  const rows = inflateSync(png.subarray(start + 4, start + 4 + png.readUInt32BE(start - 4)));
  const shades = new Uint8Array(side * side);
  for (let row = 0; row < side; row += 1) shades.set(rows.subarray(row * (side + 1) + 1, (row + 1) * (side + 1)), row * side);
  return { side, shades };
}

it("is a picture that any scanner reads: the page that would open, with its scene", async () => {
  const { contentType, picture } = await ask({ scene: "LL-2026-7K3M-Q9TX", page: "pages/home/index", checkPath: false, width: 320 });
  expect(contentType).toBe("image/png");
  const { side, shades } = readPng(Buffer.from(picture!, "base64"));
  expect(side).toBe(320);
  const { modules } = create("pages/home/index?scene=LL-2026-7K3M-Q9TX", { errorCorrectionLevel: "Q" });
  const quiet = 3;
  const middle = (module: number): number => Math.floor(((module + quiet + 0.5) * side) / (modules.size + 2 * quiet));
  const shadeAt = (row: number, column: number): number => shades[middle(row) * side + middle(column)]!;
  const isCornerOfEye = (row: number, column: number): boolean => [row, column].every((at) => at === 0 || at === 6 || at >= modules.size - 7);
  const wrong = [...modules.data].filter((dark, place) => {
    const [row, column] = [Math.floor(place / modules.size), place % modules.size];
    return !isCornerOfEye(row, column) && row > 7 && column > 7 && row < modules.size - 7 && (shadeAt(row, column) < 128) !== Boolean(dark);
  });
  expect(wrong).toEqual([]);
  expect(shades[0]).toBe(255);
  expect(cloud.cloud.outbox().at(-1)).toMatchObject({ api: "wxacode.getUnlimited", from: "draws", data: { check_path: false }, reply: { contentType, bytes: Buffer.byteLength(picture!, "base64") } });
});

it.each([
  ["a scene of 33 signs", { scene: "a".repeat(33), page: "pages/home/index", checkPath: false }, 40169],
  ["a scene with an escape", { scene: "a%20b", page: "pages/home/index", checkPath: false }, 40129],
  ["a scene in Chinese", { scene: "证书", page: "pages/home/index", checkPath: false }, 40129],
  ["no scene", { page: "pages/home/index", checkPath: false }, 40129],
  ["a page that is looked for and not released", { scene: "a", page: "pages/home/index" }, 41030],
  ["a page that begins with a slash", { scene: "a", page: "/pages/home/index", checkPath: false }, 41030],
  ["a page with parameters", { scene: "a", page: "pages/home/index?a=1", checkPath: false }, 41030],
  ["a version that does not exist", { scene: "a", page: "pages/home/index", checkPath: false, envVersion: "beta" }, 40097],
])("refuses %s", async (_, options, errCode) => {
  expect(await ask(options)).toMatchObject({ errCode });
});

it("is refused where config.json does not permit it, and can be made to fail", async () => {
  const fine = { scene: "a", page: "pages/home/index", checkPath: false };
  expect(await ask(fine, "mayNot")).toMatchObject({ errCode: -604101 });
  cloud.cloud.faults.set([{ action: "wx.openApi", code: "SYS_ERR" }]);
  expect((await ask(fine)).errCode).toBeLessThan(0);
  expect(await ask(fine)).toMatchObject({ contentType: "image/png" });
});

it("is between 280 and 1280 pixels wide, 430 unless said otherwise", async () => {
  for (const [width, side] of [[undefined, 430], [1, 280], [9_999, 1280]] as const) {
    const reply = await cloud.call<Reply>("o", "draws", { scene: "a", ...(width !== undefined && { width }) });
    if (!reply.result) throw new Error(JSON.stringify(reply));
    const { picture } = reply.result;
    expect(readPng(Buffer.from(picture!, "base64")).side).toBe(side);
  }
});
