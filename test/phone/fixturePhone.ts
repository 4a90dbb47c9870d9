/** The fixture mini-program on a phone of its own, with a stand-in for the cloud that a test can look into. */
import { mkdtempSync, rmSync } from "node:fs";
import http, { type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Person, type PhoneOptions, type PhoneServer, startPhone } from "../../local/phone";

export const FIXTURE = path.join(__dirname, "../../local/phone/fixture");

export const PEOPLE: Person[] = [
  { key: "resident", openid: "o-resident", name: "王小梅", about: "居民" },
  { key: "head", openid: "o-head", name: "何站长", about: "站长" },
];

export interface CloudDouble {
  url: string;
  /** What arrived, newest last. */
  received: { path: string; openid: string; body: string }[];
  offsetMs: number;
  /** Most requests that were being answered at the same time. */
  mostAtOnce: number;
  close(): Promise<void>;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return body;
}

/** Answers like the local cloud: `echo` returns what it got, `fail` is refused, `slow` takes 50 ms. */
export async function startCloudDouble(): Promise<CloudDouble> {
  const cloud: CloudDouble = { url: "", received: [], offsetMs: 0, mostAtOnce: 0, close: () => Promise.resolve() };
  let now = 0;
  const answer = async (address: URL, body: string, openid: string): Promise<unknown> => {
    if (address.pathname === "/local/clock") {
      if (body) cloud.offsetMs += (JSON.parse(body) as { forwardMs: number }).forwardMs;
      return { now: Date.now() + cloud.offsetMs, offsetMs: cloud.offsetMs };
    }
    cloud.received.push({ path: address.pathname + address.search, openid, body });
    if (address.pathname === "/client/uploadFile") return { fileID: `cloud://fixture.0/${address.searchParams.get("path")}` };
    if (address.pathname === "/client/getTempFileURL") {
      const { fileList } = JSON.parse(body) as { fileList: string[] };
      return { fileList: fileList.map((fileID) => ({ fileID, status: 0, errMsg: "ok", tempFileURL: `${cloud.url}/file/a.txt?sign=1` })) };
    }
    if (address.pathname.startsWith("/file/")) return { file: address.pathname };
    const { name, data } = JSON.parse(body) as { name: string; data: unknown };
    if (name === "fail") return { errCode: -504002, errMsg: "cloud.callFunction:fail Error: errCode: -504002 functions execute fail" };
    if (name === "slow") await new Promise((resolve) => setTimeout(resolve, 50));
    return { result: { openid, data }, requestID: "r1" };
  };
  const server = http.createServer((request, response) => {
    cloud.mostAtOnce = Math.max(cloud.mostAtOnce, ++now);
    const address = new URL(request.url ?? "/", "http://cloud");
    void bodyOf(request)
      .then((body) => answer(address, body, String(request.headers["x-local-openid"] ?? "")))
      .then((reply) => {
        now--;
        response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(reply));
      });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  cloud.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  cloud.close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return cloud;
}

export interface FixturePhone {
  url: string;
  cloud: CloudDouble;
  server: PhoneServer;
  outDir: string;
  close(): Promise<void>;
}

export async function startFixture(options: Partial<PhoneOptions> = {}): Promise<FixturePhone> {
  const outDir = mkdtempSync(path.join(tmpdir(), "phone-fixture-"));
  const cloud = await startCloudDouble();
  const server = await startPhone({ root: FIXTURE, cloudUrl: cloud.url, port: 0, people: PEOPLE, outDir, ...options });
  if (server.problems().length) throw new Error(server.problems().join("\n"));
  return {
    url: server.url,
    cloud,
    server,
    outDir,
    async close() {
      await server.close();
      await cloud.close();
      rmSync(outDir, { recursive: true, force: true });
    },
  };
}
