/** Command line of the stand-in: `npm run local:cloud -- --port N --dir DIR …`. The first line on stdout means ready. */
import { parseArgs } from "node:util";
import { messageOf } from "./errors";
import { startLocalCloud, type LocalCloudOptions } from "./index";

const DEFAULT_PORT = 8787;
const USAGE = `npm run local:cloud -- [options]
  --port N          port on 127.0.0.1 (default ${DEFAULT_PORT}; 0 takes a free one)
  --dir DIR         data folder (default .local/cloud)
  --env ID          environment id (default local-env)
  --indexes FILE    {collection: [{name, unique, keys: [{name, direction}]}]}
  --functions DIR   folder of the built functions
  --rules DIR       folder of storage.rules.json and database.rules.json
  --strict-indexes  refuse queries that no index serves
  --instances N     worker threads of one function at most (default 4)
  --function-logs   show what functions print, beside functions.log in the data folder
  --files-url URL   base of file addresses, if the phone reaches them elsewhere
  --help`;

function readOptions(): LocalCloudOptions | null {
  const { values } = parseArgs({
    options: {
      port: { type: "string" },
      dir: { type: "string" },
      env: { type: "string" },
      indexes: { type: "string" },
      functions: { type: "string" },
      rules: { type: "string" },
      "strict-indexes": { type: "boolean" },
      instances: { type: "string" },
      "files-url": { type: "string" },
      "function-logs": { type: "boolean" },
      help: { type: "boolean" },
    },
  });
  if (values.help) return null;
  const { dir = ".local/cloud", env, indexes, functions, rules } = values;
  return {
    dir,
    port: wholeNumber("--port", values.port ?? String(DEFAULT_PORT), 65_535),
    strictIndexes: values["strict-indexes"] === true,
    instancesPerFunction: wholeNumber("--instances", values.instances ?? "4", 64),
    ...(env !== undefined && { env }),
    ...(indexes !== undefined && { indexes }),
    ...(functions !== undefined && { functions }),
    ...(rules !== undefined && { rules }),
    ...(values["function-logs"] && { showFunctionLogs: true }),
    ...(values["files-url"] !== undefined && { filesUrl: values["files-url"] }),
  };
}

function wholeNumber(name: string, text: string, max: number): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > max)
    throw new Error(`${name} must be a whole number up to ${max}: ${text}`);
  return number;
}

async function main(): Promise<void> {
  const options = readOptions();
  if (!options) {
    console.log(USAGE);
    return;
  }
  const cloud = await startLocalCloud(options);
  console.log(`local cloud ready at ${cloud.url} (environment ${cloud.env}, data in ${options.dir})`);
  let ending = false;
  const end = (): void => {
    // A second signal while ending must not close twice.
    if (ending) return;
    ending = true;
    cloud.close().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
}

function fail(error: unknown): never {
  const inUse = (error as NodeJS.ErrnoException).code === "EADDRINUSE";
  const port = (error as { port?: number }).port;
  console.error(
    inUse ? `Port ${port} is in use: stop what uses it, or choose another --port.` : messageOf(error),
  );
  process.exit(1);
}

main().catch(fail);
