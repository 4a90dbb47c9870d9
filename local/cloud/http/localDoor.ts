/** /local/…: what only the stand-in has: its clock, what it counted, what was sent, troubles on request. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { OpenApi } from "../actions/openapi";
import type { MovableClock } from "../clock";
import { invalidParameter, messageOf } from "../errors";
import type { Timers } from "../functions/timers";
import type { Stats } from "../stats";
import { readBody, sendJson } from "./body";
import type { Fault, Faults } from "./faults";

export interface LocalServices {
  clock: MovableClock;
  timers: Timers;
  stats: Stats;
  openApi: OpenApi;
  faults: Faults;
}

/** Request bodies here are small. */
const BODY_BYTES = 64 * 1024;

export async function serveLocal(
  services: LocalServices,
  request: IncomingMessage,
  response: ServerResponse,
  name: string,
): Promise<void> {
  const operation = OPERATIONS[`${request.method ?? "GET"} ${name}`];
  if (!operation) {
    sendJson(response, { message: `there is no ${request.method} /local/${name}` }, 404);
    return;
  }
  try {
    const body = (await readBody(request, BODY_BYTES)).toString();
    sendJson(response, await operation(services, body ? (JSON.parse(body) as unknown) : {}));
  } catch (error) {
    sendJson(response, { message: messageOf(error) }, 400);
  }
}

type Operation = (services: LocalServices, body: unknown) => unknown;

const OPERATIONS: Record<string, Operation> = {
  "GET clock": ({ clock }) => ({ now: clock.now(), offsetMs: clock.offsetMs }),
  "POST clock": moveClock,
  "GET stats": ({ stats }) => stats.report(),
  "POST stats/reset": ({ stats }) => {
    stats.reset();
    return {};
  },
  "GET outbox": ({ openApi }) => ({ items: openApi.outbox }),
  "POST outbox/reset": ({ openApi }) => {
    openApi.clear();
    return {};
  },
  "POST faults": ({ faults }, body) => {
    if (!Array.isArray(body)) throw invalidParameter("a list of faults is expected");
    faults.set(body as Fault[]);
    return {};
  },
};

async function moveClock({ clock, timers }: LocalServices, body: unknown): Promise<unknown> {
  const { forwardMs, now, reset } = body as { forwardMs?: unknown; now?: unknown; reset?: unknown };
  if (reset === true) {
    await timers.reset();
    return { now: clock.now(), offsetMs: clock.offsetMs, fired: [] };
  }
  const target = typeof forwardMs === "number" ? clock.now() + forwardMs : now;
  // Date itself reaches no further.
  if (typeof target !== "number" || !(Math.abs(target) < 8.64e15)) {
    throw invalidParameter('a body {"forwardMs": n}, {"now": epochMs} or {"reset": true} is expected');
  }
  const fired = await timers.moveTo(target);
  return { now: clock.now(), offsetMs: clock.offsetMs, fired };
}
