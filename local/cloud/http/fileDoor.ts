/** Signed uploads (PUT or POST /upload/…) and downloads (GET /file/…), as the object store behind CloudBase takes them. */
import fs from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { assertCloudPath, OPERATOR, type FileStorage } from "../actions/storage";
import { readMultipart } from "../wire/multipart";
import { readBody, saveBody } from "./body";

const TYPES: Record<string, string> = {
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".png": "image/png",
  ".gif": "image/gif",
  ".webp": "image/webp",
  ".mp3": "audio/mpeg",
  ".mp4": "video/mp4",
  ".json": "application/json",
  ".txt": "text/plain; charset=utf-8",
  ".pdf": "application/pdf",
  ".csv": "text/csv; charset=utf-8",
  ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

export async function serveUpload(
  storage: FileStorage,
  request: IncomingMessage,
  response: ServerResponse,
  cloudPath: string,
  query: URLSearchParams,
): Promise<void> {
  const expires = Number(query.get("expires"));
  const isSigned = (signature: unknown): boolean =>
    storage.isSigned("put", cloudPath, expires, String(signature));
  const refuse = (): void =>
    sendXmlError(response, 403, "SignatureDoesNotMatch", "the upload address has expired or was altered");
  const draft = storage.draftPath();
  if (request.method === "POST") {
    const { signature, content } = await readForm(request, storage.limits.uploadBytes);
    if (!isSigned(signature)) return refuse();
    assertCloudPath(cloudPath);
    fs.writeFileSync(draft, content, { flush: true });
  } else {
    if (!isSigned(request.headers["authorization"])) {
      request.resume();
      return refuse();
    }
    assertCloudPath(cloudPath);
    await saveBody(request, draft, storage.limits.uploadBytes);
  }
  storage.adopt(draft, cloudPath, OPERATOR);
  response.statusCode = request.method === "POST" ? 204 : 200;
  response.end();
}

/** The form that SDKs before version 3 send instead of a PUT. */
async function readForm(
  request: IncomingMessage,
  limit: number,
): Promise<{ signature: string; content: Buffer }> {
  const parts = readMultipart(await readBody(request, limit), String(request.headers["content-type"]));
  return {
    signature: parts.get("Signature")?.toString() ?? "",
    content: parts.get("file") ?? Buffer.alloc(0),
  };
}

export async function serveDownload(
  storage: FileStorage,
  request: IncomingMessage,
  response: ServerResponse,
  cloudPath: string,
  query: URLSearchParams,
): Promise<void> {
  if (!storage.isSigned("get", cloudPath, Number(query.get("t")), query.get("sign") ?? "")) {
    sendXmlError(response, 403, "AccessDenied", "the download address has expired or was altered");
    return;
  }
  const row = storage.find(cloudPath);
  if (!row) {
    sendXmlError(response, 404, "NoSuchKey", "the file does not exist");
    return;
  }
  response.writeHead(200, {
    "content-type": TYPES[path.extname(cloudPath).toLowerCase()] ?? "application/octet-stream",
    "content-length": row.bytes,
    "cache-control": "private, max-age=600",
    // Uploaded content must not run in the browser that shows it.
    "x-content-type-options": "nosniff",
    // A phone's canvas takes pictures from anywhere; a browser's only where the sender says so.
    "access-control-allow-origin": "*",
  });
  if (request.method === "HEAD") response.end();
  else await pipeline(fs.createReadStream(storage.diskPath(cloudPath)), response);
}

function sendXmlError(response: ServerResponse, status: number, code: string, message: string): void {
  response.writeHead(status, { "content-type": "application/xml" });
  response.end(
    `<?xml version='1.0' encoding='utf-8' ?><Error><Code>${code}</Code><Message>${message}</Message><RequestId>local</RequestId><TraceId>local</TraceId></Error>`,
  );
}
