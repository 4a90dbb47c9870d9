/** The code of a certificate: WeChat's own, made once, at the first look; whatever hinders it, the certificate is there. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { mondayMorning } from "../../support/communities";
import { codeOf, dataOf, newOperationId, type Product } from "../../support/product";
import type { CertificateDocument } from "../../../cloudfunctions/features/timebank/service/certificates.repository";
import { promised, served, startService, step, who } from "./support";

let product: Product;
beforeAll(async () => {
  product = await startService();
  const shift = await promised(product, { fromAt: mondayMorning });
  const { sessionId } = await served(shift, 60);
  dataOf(await step(shift, who.recipient, sessionId, { action: "confirm" }));
});
afterAll(() => product.close());
afterEach(() => product.cloud.cloud.faults.set([]));

const visitor = "o-somebody-elsewhere";
const show = { name: false, content: true, places: false };
const issue = (operationId = newOperationId()) => product.call(who.volunteer, "certificates.issue", { fromDay: "2026-11-01", toDay: "2026-11-23", show }, operationId);
const look = async (number: string, openid = visitor) => dataOf(await product.call(openid, "certificates.check", { number }));
const codesAsked = () => product.cloud.cloud.outbox().filter(({ api }) => api === "wxacode.getUnlimited");
const stored = async (number: string) => (await product.documents<CertificateDocument>("timeCertificates", { _id: number }))[0]!;
const pictureAt = async (address: string) => {
  const reply = await fetch(address);
  return { type: reply.headers.get("content-type"), bytes: Buffer.from(await reply.arrayBuffer()) };
};

test("opens the public page with the certificate's number, in the release, although nothing is released yet", async () => {
  const { number, codeImage } = dataOf(await issue());
  expect(codeImage).toBeUndefined();
  const seen = await look(number);
  expect(codesAsked().at(-1)).toMatchObject({
    from: "api", data: { scene: number, page: "features/timebank/pages/certificate/index", check_path: false, env_version: "release" },
  });
  const { type, bytes } = await pictureAt(seen.codeImage!);
  expect([type, bytes.subarray(1, 4).toString()]).toEqual(["image/png", "PNG"]);
  const pages = JSON.parse(readFileSync(join(__dirname, "../../../miniprogram/app.json"), "utf8")) as { subPackages: { root: string; pages: string[] }[] };
  expect(pages.subPackages.flatMap(({ root, pages: under }) => under.map((page) => `${root}/${page}`))).toContain("features/timebank/pages/certificate/index");
});

test("is asked for once, however often and by whomever the certificate is looked at, issued again or listed", async () => {
  const operationId = newOperationId();
  const { number } = dataOf(await issue(operationId));
  const before = codesAsked().length;
  await Promise.all([look(number), look(number, who.volunteer)]);
  const { codeFileId, version } = await stored(number);
  expect([codeFileId!.endsWith(`/certificates/${number}.png`), version]).toEqual([true, 2]);
  const asked = codesAsked().length;
  expect(asked - before).toBeLessThanOrEqual(2);
  expect(dataOf(await issue(operationId)).number).toBe(number);
  await look(number);
  expect(product.cost().databaseCalls).toBe(2);
  const { certificates } = dataOf(await product.call(who.volunteer, "certificates.mine", {}));
  expect(certificates.every(({ codeImage }) => codeImage === undefined)).toBe(true);
  expect(codesAsked()).toHaveLength(asked);
});

test.each([
  ["WeChat refuses", { action: "wx.openApi", code: "SYS_ERR" }],
  ["storage refuses", { action: "storage.getUploadMetadata", code: "STORAGE_REQUEST_FAIL" }],
  ["storage gives no address", { action: "storage.batchGetDownloadUrl", code: "SYS_ERR" }],
])("%s: the certificate is issued and shown with its number, and the next look tries again", async (_, fault) => {
  product.cloud.cloud.faults.set([fault]);
  const { number } = dataOf(await issue());
  const seen = await look(number);
  expect(seen).toMatchObject({ number, hoursText: "1 小时", withdrawn: false });
  expect(seen.codeImage).toBeUndefined();
  expect((await look(number)).codeImage).toBeDefined();
});

test("without the permission in config.json there is no code, and nothing else is missing", async () => {
  const file = join(product.functions, "api", "config.json");
  const permitted = readFileSync(file, "utf8");
  expect(JSON.parse(permitted)).toMatchObject({ permissions: { openapi: ["wxacode.getUnlimited"] } });
  const { number } = dataOf(await issue());
  const asked = codesAsked().length;
  writeFileSync(file, permitted.replace('"wxacode.getUnlimited"', ""));
  expect((await look(number)).codeImage).toBeUndefined();
  expect(codesAsked()).toHaveLength(asked);
  writeFileSync(file, permitted);
  expect((await look(number)).codeImage).toBeDefined();
});

test("a picture that is gone from storage is made anew, at the same place", async () => {
  const { number } = dataOf(await issue());
  await look(number);
  const { codeFileId } = await stored(number);
  await product.cloud.app.deleteFile({ fileList: [codeFileId!] });
  expect((await pictureAt((await look(number)).codeImage!)).type).toBe("image/png");
  expect((await stored(number)).codeFileId).toBe(codeFileId);
});

test("withdrawn, the picture goes, and what its code opens says so and nothing else", async () => {
  const { number } = dataOf(await issue());
  const address = (await look(number)).codeImage!;
  for (let twice = 2; twice > 0; twice -= 1) expect(dataOf(await product.call(who.volunteer, "certificates.withdraw", { number })).codeImage).toBeUndefined();
  expect((await pictureAt(address)).type).toBe("application/xml");
  const asked = codesAsked().length;
  const seen = await look(number);
  expect(seen).toMatchObject({ withdrawn: true, holder: "", sessions: 0, hoursText: "", contents: [] });
  expect(seen.codeImage).toBeUndefined();
  expect(codesAsked()).toHaveLength(asked);
});

test("a number that nobody has is no reason to ask WeChat for a code", async () => {
  const asked = codesAsked().length;
  expect(codeOf(await product.call(visitor, "certificates.check", { number: "LL-2026-AAAA-AAAA" }))).toBe("notFound");
  expect(codesAsked()).toHaveLength(asked);
});

test("while WeChat does not answer, the certificate opens without its code; what comes late is not lost", async () => {
  const { number } = dataOf(await issue());
  const asked = codesAsked().length;
  product.cloud.cloud.faults.set([{ action: "wx.openApi", delayMs: 4_000 }]);
  const since = Date.now();
  expect((await look(number)).codeImage).toBeUndefined();
  expect(Date.now() - since).toBeLessThan(4_000);
  while ((await stored(number)).codeFileId === undefined) await new Promise((resolve) => setTimeout(resolve, 200));
  expect((await look(number)).codeImage).toBeDefined();
  expect(codesAsked()).toHaveLength(asked + 1);
});
