/**
 * Serves the phone: the built mini-program, its pictures and fonts, a proxy to the local cloud, and a socket that
 * tells the page to reload when the source has changed. Loopback only.
 */
import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import http, { type IncomingMessage, type ServerResponse } from "node:http";
import path from "node:path";
import { BuildError } from "./build/buildError";
import { buildProduct } from "./build/buildProduct";
import { iconFolder, ICON_PATH } from "./build/icons";
import { FONT_PATH, fontFolder, fontStyles } from "./fonts";
import { indexPage } from "./indexPage";
import { proxy } from "./proxy";
import { ReloadSocket } from "./reloadSocket";
import type { Person } from "./runtime/config";
import { watchSource } from "./watchSource";

export interface PhoneOptions {
  /** The mini-program's folder (miniprogramRoot). */
  root: string;
  /** Where the local cloud listens, e.g. http://127.0.0.1:8300. */
  cloudUrl: string;
  /** 0 takes any free port. */
  port: number;
  host?: string;
  /** Who can hold the phone; without any, one person with the openid "openid-me". */
  people?: Person[];
  /** Where the build is kept between starts. */
  outDir?: string;
  /** Rebuild and reload when the source changes. */
  watch?: boolean;
}

export interface PhoneServer {
  url: string;
  close(): Promise<void>;
  /** What the source has wrong at the moment; empty when it builds. */
  problems(): readonly string[];
}

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".map": "application/json",
  ".json": "application/json", ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif",
  ".webp": "image/webp", ".woff2": "font/woff2", ".mp3": "audio/mpeg", ".mp4": "video/mp4", ".ttf": "font/ttf",
};
/** What may be read from the product's folder: pictures and the like, never source. */
const ASSETS = new Set([".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".mp3", ".mp4", ".ttf", ".woff2"]);
const BUILT = new Set(["/runtime.js", "/runtime.js.map", "/bar.js", "/bar.js.map", "/product.js", "/product.js.map", "/manifest.js", "/templates.js", "/product.css", "/phone.css"]);
const CLOUD_PATHS = /^\/(client|local|file)\//;

/** Throws with code EADDRINUSE where the port is taken. A product that doesn't build is served as its list of problems. */
export async function startPhone(options: PhoneOptions): Promise<PhoneServer> {
  const { root, cloudUrl, port, host = "127.0.0.1", people = [], watch = false } = options;
  const outDir = options.outDir ?? path.resolve(".local/phone");
  let problems: readonly string[] = [];
  let version = "";
  const build = async (): Promise<void> => {
    try {
      ({ version } = await buildProduct(path.resolve(root), outDir));
      problems = [];
    } catch (error) {
      problems = error instanceof BuildError ? error.problems : [(error as Error).stack ?? String(error)];
      version = `broken-${Date.now()}`;
    }
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? "/", "http://phone");
    if (CLOUD_PATHS.test(pathname)) return proxy(request, response, cloudUrl);
    if (pathname === "/") return send(response, ".html", await indexPage({ people, version, problems, cloudUrl, watch }));
    if (pathname === `${FONT_PATH}index.css`) return send(response, ".css", fontStyles());
    if (pathname.startsWith(FONT_PATH)) return sendFile(response, fontFolder(), pathname.slice(FONT_PATH.length), true);
    if (pathname.startsWith(ICON_PATH)) return sendIcon(response, pathname.slice(ICON_PATH.length));
    if (BUILT.has(pathname)) return sendFile(response, outDir, pathname, false);
    if (ASSETS.has(path.extname(pathname))) return sendFile(response, path.resolve(root), pathname, false);
    response.writeHead(404).end();
  };

  const server = http.createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500);
      response.end(String(error));
    });
  });
  const sockets = new ReloadSocket(server, () => version);
  const building = build();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  await building;
  const reload = async (): Promise<void> => {
    await build();
    sockets.tell(version);
  };
  const stopWatching = watch ? await watchSource(path.resolve(root), reload) : undefined;
  const address = server.address() as { port: number };
  return {
    url: `http://${host}:${address.port}`,
    problems: () => problems,
    async close() {
      await stopWatching?.();
      sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function send(response: ServerResponse, extension: string, body: string): void {
  response.writeHead(200, { "content-type": TYPES[extension]!, "cache-control": "no-store" }).end(body);
}

function sendFile(response: ServerResponse, folder: string, name: string, forever: boolean): void {
  const file = path.join(folder, decodeURIComponent(name));
  if (!file.startsWith(folder + path.sep) || !existsSync(file) || !statSync(file).isFile()) {
    response.writeHead(404).end();
    return;
  }
  const type = TYPES[path.extname(file)] ?? "application/octet-stream";
  response.writeHead(200, { "content-type": type, "cache-control": forever ? "max-age=31536000, immutable" : "no-cache" });
  createReadStream(file).pipe(response);
}

/** The package writes its view box in a way that browsers don't read. */
function sendIcon(response: ServerResponse, name: string): void {
  const file = path.join(iconFolder(), path.basename(name));
  if (!existsSync(file)) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { "content-type": TYPES[".svg"]!, "cache-control": "max-age=86400" });
  response.end(readFileSync(file, "utf8").replace("view-box", "viewBox"));
}
