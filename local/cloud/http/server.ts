/** The one HTTP server, on the loopback interface only, and which door a path leads to. */
import http from "node:http";
import type { AddressInfo } from "node:net";
import { CloudError, messageOf } from "../errors";
import type { FileStorage } from "../actions/storage";
import { serveAdmin, type AdminServices } from "./adminDoor";
import { sendJson } from "./body";
import { serveClient, type ClientServices } from "./clientDoor";
import { serveDownload, serveUpload } from "./fileDoor";
import { serveLocal, type LocalServices } from "./localDoor";

export interface Doors {
  admin: AdminServices;
  client: ClientServices;
  local: LocalServices;
  storage: FileStorage;
  log: (line: string) => void;
}

const HOST = "127.0.0.1";
const LAST_REPLIES_MS = 500;

export class HttpServer {
  private readonly server: http.Server;
  private doors: Doors | null = null;
  private closing = false;

  constructor() {
    this.server = http.createServer((request, response) => void this.serve(request, response));
    // The SDK keeps connections alive: closing them sooner than it does gives it ECONNRESET.
    this.server.keepAliveTimeout = 60_000;
  }

  /** @param port 0 takes a free one. @throws Error EADDRINUSE */
  async listen(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once("error", reject);
      this.server.listen(port, HOST, resolve);
    });
  }

  /** Requests that come before are answered 503. */
  open(doors: Doors): void {
    this.doors = doors;
  }

  get url(): string {
    return `http://${HOST}:${(this.server.address() as AddressInfo).port}`;
  }

  /** From now on the phone's calls are answered 503; the SDKs are served still. */
  refuseClients(): void {
    this.closing = true;
  }

  /** Refuses new connections, gives replies under way a moment, then ends what is left. */
  async close(): Promise<void> {
    this.closing = true;
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeIdleConnections();
    const force = setTimeout(() => this.server.closeAllConnections(), LAST_REPLIES_MS);
    await closed;
    clearTimeout(force);
  }

  private async serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    // Without this a closing server would wait for the SDK's idle connections.
    if (this.closing) response.setHeader("connection", "close");
    if (!this.doors) {
      sendJson(response, { message: "the local cloud is starting" }, 503);
      return;
    }
    try {
      await this.route(this.doors, request, response);
    } catch (error) {
      if (!(error instanceof CloudError))
        this.doors.log(`${request.method} ${request.url}: ${messageOf(error)}`);
      if (response.headersSent) response.destroy();
      else sendJson(response, { code: "SYS_ERR", message: messageOf(error) }, 400);
    }
  }

  private async route(
    doors: Doors,
    request: http.IncomingMessage,
    response: http.ServerResponse,
  ): Promise<void> {
    const url = new URL(request.url ?? "/", this.url);
    const [, door = "", ...rest] = url.pathname.split("/");
    const inner = rest.join("/");
    if (door === "admin" && request.method === "POST") return serveAdmin(doors.admin, request, response);
    if (door === "client" && request.method === "POST") {
      if (this.closing) return sendJson(response, { errMsg: "the local cloud is ending" }, 503);
      return serveClient(doors.client, inner, request, response, url.searchParams);
    }
    if (door === "upload" && (request.method === "PUT" || request.method === "POST")) {
      return serveUpload(doors.storage, request, response, decodeURIComponent(inner), url.searchParams);
    }
    if (door === "file" && (request.method === "GET" || request.method === "HEAD")) {
      return serveDownload(doors.storage, request, response, decodeURIComponent(inner), url.searchParams);
    }
    if (door === "local") return serveLocal(doors.local, request, response, inner);
    request.resume();
    sendJson(response, { message: `there is nothing at ${request.method} ${url.pathname}` }, 404);
  }
}
