/** Hands a request over to the local cloud as it is, and its answer back as it comes. */
import http, { type IncomingMessage, type ServerResponse } from "node:http";

export function proxy(request: IncomingMessage, response: ServerResponse, cloudUrl: string): void {
  const target = new URL(request.url ?? "/", cloudUrl);
  const headers = { ...request.headers, host: target.host };
  const forwarded = http.request(target, { method: request.method ?? "GET", headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  forwarded.on("error", (error) => {
    if (!response.headersSent) response.writeHead(502, { "content-type": "application/json" });
    response.end(JSON.stringify({ errCode: -1, errMsg: `the local cloud at ${cloudUrl} does not answer: ${error.message}` }));
  });
  request.pipe(forwarded);
}
