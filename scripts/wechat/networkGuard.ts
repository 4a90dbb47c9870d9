/**
 * Loaded before anything else in the vendor's process and its children: refuses every connection, so that a check
 * says the same with and without a network and tells nobody about us. Refusals are counted in the file that
 * LINLI_REFUSED_HOSTS names.
 */
import { appendFileSync } from "node:fs";
import dns from "node:dns";
import net from "node:net";

const log = process.env["LINLI_REFUSED_HOSTS"];

function refuse(host: string): Error {
  if (log) appendFileSync(log, `${host}\n`);
  return Object.assign(new Error(`no network in a check: ${host}`), { code: "ENOTFOUND", hostname: host });
}

net.Socket.prototype.connect = function connect(this: net.Socket, ...args: unknown[]): net.Socket {
  const [first] = args.flat() as [{ host?: string; path?: string } | undefined];
  process.nextTick(() => this.destroy(refuse(first?.host ?? first?.path ?? "unknown host")));
  return this;
} as typeof net.Socket.prototype.connect;

dns.lookup = ((host: string, ...rest: unknown[]) => {
  const callback = rest.pop() as (error: Error) => void;
  process.nextTick(() => callback(refuse(host)));
}) as typeof dns.lookup;
