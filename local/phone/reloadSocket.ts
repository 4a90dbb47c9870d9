/**
 * Tells open pages that the product was built anew. A WebSocket, not an event stream: an open stream is a request that
 * never ends, and browser tests that wait for the network to be idle would wait for ever.
 */
import { createHash } from "node:crypto";
import type { Server } from "node:http";
import type { Duplex } from "node:stream";

export const RELOAD_PATH = "/_reload";
const PROTOCOL_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const TEXT_FRAME = 0x81;

export class ReloadSocket {
  private readonly sockets = new Set<Duplex>();

  /** `version` is told to each page as it connects, so that one that slept through a build catches up. */
  constructor(server: Server, version: () => string) {
    server.on("upgrade", (request, socket: Duplex) => {
      const key = request.headers["sec-websocket-key"];
      if (request.url !== RELOAD_PATH || !key) {
        socket.destroy();
        return;
      }
      const accept = createHash("sha1").update(key + PROTOCOL_GUID).digest("base64");
      socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
      this.sockets.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => this.sockets.delete(socket));
      socket.resume();
      sendText(socket, version());
    });
  }

  tell(version: string): void {
    for (const socket of this.sockets) sendText(socket, version);
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
  }
}

/** Versions are short: the one-byte length of the frame suffices. */
function sendText(socket: Duplex, text: string): void {
  const payload = Buffer.from(text);
  socket.write(Buffer.concat([Buffer.from([TEXT_FRAME, payload.length]), payload]));
}
