/** Files: the real SDK's way, the phone's way, and the rules between. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { loadRules } from "../../../local/cloud/rules";
import { startTestCloud, type TestCloud } from "../../support/cloud";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud({ limits: { uploadBytes: 100_000 } });
});
afterAll(() => cloud.close());

interface FileReply {
  fileID: string;
  code: string;
  tempFileURL: string;
}
const uploadByFunction = async (cloudPath: string, content: string): Promise<string> =>
  (await cloud.app.uploadFile({ cloudPath, fileContent: Buffer.from(content) as never })).fileID;
const addresses = async (...fileList: string[]): Promise<FileReply[]> =>
  (await cloud.app.getTempFileURL({ fileList })).fileList as unknown as FileReply[];

describe("files by the SDK", () => {
  it("are uploaded, read through a signed address, copied and deleted", async () => {
    const fileID = await uploadByFunction("photos/a|b 测试.png", "content");
    const [file] = await addresses(fileID);
    expect(file).toMatchObject({ fileID, code: "SUCCESS" });
    expect(String((await cloud.app.downloadFile({ fileID })).fileContent)).toBe("content");
    const response = await fetch(file?.tempFileURL as string);
    expect([response.headers.get("content-type"), await response.text()]).toEqual(["image/png", "content"]);
    const head = await fetch(file?.tempFileURL as string, { method: "HEAD" });
    expect(head.headers.get("content-length")).toBe("7");
    await cloud.app.copyFile({
      fileList: [{ srcPath: "photos/a|b 测试.png", dstPath: "kept/a|b 测试.png" }],
    } as never);
    expect((await cloud.app.deleteFile({ fileList: [fileID] })).fileList[0]).toMatchObject({
      fileID,
      code: "SUCCESS",
    });
    expect((await addresses(fileID))[0]).toMatchObject({ code: "STORAGE_FILE_NONEXIST" });
    expect((await addresses(fileID.replace("photos/", "kept/")))[0]).toMatchObject({ code: "SUCCESS" });
  });

  it("arrive as a form as well, as older SDKs send them", async () => {
    const { data } = (await cloud.app.getUploadMetadata({ cloudPath: "form.txt" })) as unknown as {
      data: { url: string; authorization: string };
    };
    const send = async (signature: string): Promise<number> => {
      const form = new FormData();
      form.set("Signature", signature);
      form.set("key", "form.txt");
      form.set("file", new Blob(["from a form"]), "form.txt");
      return (await fetch(data.url, { method: "POST", body: form })).status;
    };
    expect(await send("forged")).toBe(403);
    expect(await send(data.authorization)).toBe(204);
    const fileID = `cloud://local-env.6c6f-local-env-1250000000/form.txt`;
    expect(String((await cloud.app.downloadFile({ fileID })).fileContent)).toBe("from a form");
  });

  it("open only to a signature that is right and young", async () => {
    const [file] = await addresses(await uploadByFunction("secret.txt", "x"));
    const url = new URL(file?.tempFileURL as string);
    url.searchParams.set("t", String(Number(url.searchParams.get("t")) + 9999));
    expect((await fetch(url)).status).toBe(403);
    expect((await fetch(`${url.origin}/file/secret.txt`)).status).toBe(403);
    expect(
      (await fetch(`${url.origin}/upload/secret.txt?expires=99999999999`, { method: "PUT", body: "y" }))
        .status,
    ).toBe(403);
  });

  it("are at most 50 at a time, and have a sensible path", async () => {
    await expect(addresses(...Array<string>(51).fill("cloud://x.y/z"))).rejects.toMatchObject({
      code: "INVALID_PARAM",
    });
    for (const cloudPath of ["/a", "a/../b", "a#b", "a//b", "a\u0000"]) {
      await expect(uploadByFunction(cloudPath, "x")).rejects.toMatchObject({ code: "INVALID_PARAM" });
    }
  });
});

describe("files from the phone", () => {
  it("may be created and replaced under the resident's own path only, and not be read", async () => {
    const reply = await cloud.upload("zhang", "u/zhang/1.jpg", "one");
    expect(reply).toMatchObject({ errMsg: "cloud.uploadFile:ok", statusCode: 204 });
    expect(String((await cloud.app.downloadFile({ fileID: reply.fileID as string })).fileContent)).toBe(
      "one",
    );
    expect(await cloud.upload("zhang", "u/zhang/1.jpg", "two")).toHaveProperty("fileID");
    for (const path of ["u/li/1.jpg", "other/1.jpg", "u/zhangsan/1.jpg"]) {
      expect(await cloud.upload("zhang", path, "x")).toMatchObject({ errCode: -503002 });
    }
    expect(await cloud.upload("li", "u/zhang/1.jpg", "x")).toMatchObject({ errCode: -503002 });
    expect(await cloud.upload("zhang", "u/zhang/../li/1.jpg", "x")).toMatchObject({ errCode: -501007 });
    const asked = await fetch(`${cloud.cloud.url}/client/getTempFileURL`, {
      method: "POST",
      headers: { "x-local-openid": "zhang" },
      body: JSON.stringify({ fileList: [reply.fileID] }),
    });
    expect(await asked.json()).toMatchObject({ fileList: [{ status: -503002, tempFileURL: "" }] });
  });

  it("leave nothing behind when they are too large", async () => {
    const before = fs.readdirSync(path.join(cloud.dir, "files")).length;
    expect(await cloud.upload("zhang", "u/zhang/big.bin", "x".repeat(200_000))).toMatchObject({
      errCode: -501001,
    });
    expect(fs.readdirSync(path.join(cloud.dir, "files"))).toHaveLength(before);
  });
});

describe("rules", () => {
  const load = (rules: Record<string, unknown>): ReturnType<typeof loadRules> => {
    const dir = fs.mkdtempSync(path.join(os.tmpdir(), "linli-rules-"));
    for (const [name, content] of Object.entries(rules))
      fs.writeFileSync(path.join(dir, name), JSON.stringify(content));
    try {
      return loadRules(dir);
    } finally {
      fs.rmSync(dir, { recursive: true });
    }
  };
  const mine = { auth: { openid: "me" }, resource: { openid: "me", path: "u/me/1.jpg" } };
  const theirs = { auth: { openid: "me" }, resource: { openid: "you", path: "u/you/1.jpg" } };

  it.each<[unknown, boolean, boolean]>([
    [true, true, true],
    [false, false, false],
    ["resource.openid == auth.openid", true, false],
    ["auth.openid != null && (resource.openid != auth.openid || resource.path == 'x')", false, true],
    ["!(resource.openid == auth.openid)", false, true],
    ["/^u\\/me\\//.test(resource.path)", true, false],
  ])("%s", (rule, onMine, onTheirs) => {
    const { read } = load({ "storage.rules.json": { read: rule, write: false } });
    expect([read(mine), read(theirs)]).toEqual([onMine, onTheirs]);
  });

  it("are closed where there are none, and refused where they cannot be kept", () => {
    const { read, write } = load({});
    expect([read(mine), write(mine), write(theirs)]).toEqual([false, true, false]);
    expect(() => load({ "storage.rules.json": { read: "doc.secret == 1", write: false } })).toThrow(
      "doc.secret",
    );
    expect(() => load({ "storage.rules.json": { read: "auth.openid ==", write: false } })).toThrow("rule");
    expect(() => load({ "database.rules.json": { read: true, write: false } })).toThrow('opens "read"');
    expect(load({ "database.rules.json": { read: false, write: false } })).toBeDefined();
  });
});
