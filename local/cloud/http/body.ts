/** Reading requests and writing replies. */
import fs from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { Transform } from "node:stream";
import { CloudError } from "../errors";

const tooLarge = (limit: number): CloudError =>
  new CloudError("EXCEED_MAX_PAYLOAD_SIZE", `the request body exceeds ${limit} bytes`);

/** @throws CloudError EXCEED_MAX_PAYLOAD_SIZE; the rest of the body is read and thrown away, so that the reply arrives. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= limit) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (bytes > limit) throw tooLarge(limit);
  return Buffer.concat(chunks);
}

/**
 * Streams the body into a new file and flushes it. @throws CloudError if it is too large; the file is removed then, the
 * rest of the body read and thrown away, so that the reply arrives and the connection can be used again.
 */
export async function saveBody(request: IncomingMessage, file: string, limit: number): Promise<void> {
  let bytes = 0;
  const measured = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      done(null, bytes > limit ? undefined : chunk);
    },
  });
  try {
    await pipeline(request, measured, fs.createWriteStream(file, { flush: true, flags: "wx" }));
    if (bytes > limit) throw tooLarge(limit);
  } catch (error) {
    fs.rmSync(file, { force: true });
    throw error;
  }
}

export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(text),
  });
  response.end(text);
}
