/** `npx tsx local/phone/main.ts --root miniprogram --cloud http://127.0.0.1:PORT --port N [--people FILE.json] [--out DIR]` */
import { existsSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Person } from "./runtime/config";
import { startPhone } from "./server";

const { values } = parseArgs({
  options: {
    root: { type: "string", default: "miniprogram" },
    cloud: { type: "string", default: "http://127.0.0.1:8300" },
    port: { type: "string", default: "8200" },
    people: { type: "string", default: "local/demo/people.json" },
    out: { type: "string" },
  },
});

const people = existsSync(values.people) ? (JSON.parse(readFileSync(values.people, "utf8")) as Person[]) : [];

startPhone({
  root: values.root,
  cloudUrl: values.cloud,
  port: Number(values.port),
  people,
  watch: true,
  ...(values.out ? { outDir: values.out } : {}),
}).then(
  (phone) => {
    for (const problem of phone.problems()) console.error(problem);
    console.log(phone.url);
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void phone.close().then(() => process.exit(0)));
  },
  (error: NodeJS.ErrnoException) => {
    console.error(error.code === "EADDRINUSE" ? `port ${values.port} is in use; choose another with --port` : error);
    process.exitCode = 1;
  },
);
