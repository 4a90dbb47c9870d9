/**
 * The protobuf messages of wx.openApi as wx-server-sdk writes and reads them (schemas CommApiData and the reply inside
 * that package): request {2: {1: repeated {1: key, 2: value}}}, reply {1: body, 2: content type, 3: platform error}.
 */
import { Reader, Writer } from "protobufjs/minimal";

const CONTAINER = 2;
const PAIR = 1;
const KEY = 1;
const VALUE = 2;

/** The API's fields; each value is JSON, or else raw bytes (a file). */
export function readOpenApiRequest(buffer: Uint8Array): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  eachField(Reader.create(buffer), CONTAINER, (container) => {
    eachField(container, PAIR, (pair) => {
      const { key, value } = readPair(pair);
      fields[key] = fromJson(value);
    });
  });
  return fields;
}

/** Calls `visit` with a reader for each length-delimited field of this number; skips the others. */
function eachField(reader: Reader, number: number, visit: (inner: Reader) => void): void {
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (tag >>> 3 === number) visit(Reader.create(reader.bytes()));
    else reader.skipType(tag & 7);
  }
}

function readPair(reader: Reader): { key: string; value: Uint8Array } {
  let key = "";
  let value: Uint8Array = new Uint8Array();
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (tag >>> 3 === KEY) key = reader.string();
    else if (tag >>> 3 === VALUE) value = reader.bytes();
    else reader.skipType(tag & 7);
  }
  return { key, value };
}

function fromJson(value: Uint8Array): unknown {
  const buffer = Buffer.from(value);
  try {
    return JSON.parse(buffer.toString()) as unknown;
  } catch {
    return buffer;
  }
}

export function writeOpenApiReply(body: Uint8Array, contentType: string): Buffer {
  const writer = Writer.create();
  writer.uint32((1 << 3) | 2).bytes(body);
  writer.uint32((2 << 3) | 2).string(contentType);
  return Buffer.from(writer.finish());
}

/** A refusal by the platform, before the API is reached. */
export function writeOpenApiRefusal(code: number): Buffer {
  return Buffer.from(
    Writer.create()
      .uint32(3 << 3)
      .int32(code)
      .finish(),
  );
}
