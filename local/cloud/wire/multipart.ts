/** The parts of a multipart/form-data body, by name. */
export function readMultipart(body: Buffer, contentType: string): Map<string, Buffer> {
  const boundary = /boundary=(?:"([^"]+)"|([^;]+))/.exec(contentType);
  if (!boundary) throw new Error("multipart body without a boundary");
  const marker = Buffer.from(`--${boundary[1] ?? boundary[2]}`);
  const parts = new Map<string, Buffer>();
  let from = body.indexOf(marker);
  while (from >= 0) {
    const to = body.indexOf(marker, from + marker.length);
    if (to < 0) break;
    // Between the markers: CRLF, header lines, an empty line, the content, CRLF.
    const part = body.subarray(from + marker.length + 2, to - 2);
    const headersEnd = part.indexOf("\r\n\r\n");
    const name = /name="([^"]+)"/.exec(part.subarray(0, headersEnd).toString())?.[1];
    if (name !== undefined) parts.set(name, part.subarray(headersEnd + 4));
    from = to;
  }
  return parts;
}
