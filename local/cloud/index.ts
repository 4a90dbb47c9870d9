/**
 * The stand-in for WeChat CloudBase: documents, files and functions behind the real SDKs, on one machine.
 * `startLocalCloud` is for tests and `npm start`; the command line is main.ts.
 */
import fs from "node:fs";
import path from "node:path";
import { databaseActions } from "./actions/database";
import { functionActions } from "./actions/functions";
import { OpenApi, openApiActions, type OutboxItem } from "./actions/openapi";
import { FileStorage, storageActions } from "./actions/storage";
import { MovableClock } from "./clock";
import { FunctionLog } from "./functions/functionLog";
import { InstancePool } from "./functions/instancePool";
import { Timers, type Firing } from "./functions/timers";
import { Faults } from "./http/faults";
import { HttpServer } from "./http/server";
import { readIndexFile, type IndexFile } from "./indexes/definition";
import { PRODUCTION_LIMITS, type Limits } from "./limits";
import { loadRules, type StorageRules } from "./rules";
import { Stats } from "./stats";
import { Store } from "./store/store";
import { Transactions } from "./store/transactions";

export interface LocalCloudOptions {
  /** Data folder; made if absent. */
  dir: string;
  /** 0 (the default) takes a free port. */
  port?: number;
  env?: string;
  appid?: string;
  /** Indexes by collection, or the file that holds them. Collections named there are created. */
  indexes?: IndexFile | string;
  /** Folder of the built functions: each a folder with index.js, package.json, config.json. */
  functions?: string;
  /** Folder of storage.rules.json and database.rules.json. */
  rules?: string;
  /** Refuse queries that no index serves, in collections that declare indexes. */
  strictIndexes?: boolean;
  /** Worker threads of one function at most. */
  instancesPerFunction?: number;
  /** Folder under which alone clients may create files. */
  clientFolder?: string;
  /** Words that msgSecCheck finds risky. */
  riskyWords?: string[];
  /** Base of file addresses, where the phone reaches this server by another address than the functions do. */
  filesUrl?: string;
  /**
   * Tests only: false fires timers by {@link LocalCloud.moveClock} alone, so that a test that makes its own rounds of the
   * clock has no second one beside it whenever a real second begins. True unless said.
   */
  timersByThemselves?: boolean;
  /** Tests only: smaller limits. */
  limits?: Partial<Limits>;
  log?: (line: string) => void;
  /** Whether what functions print is shown too, beside `functions.log` in the data folder. Else FUNCTION_LOGS=1 decides. */
  showFunctionLogs?: boolean;
}

export interface LocalCloud {
  /** http://127.0.0.1:port */
  url: string;
  env: string;
  clock: MovableClock;
  stats: Stats;
  faults: Faults;
  /** Everything sent through openapi, oldest first. */
  outbox(): OutboxItem[];
  /** Moves the clock and fires what falls due; resolves when those calls have ended. */
  moveClock(to: { forwardMs: number } | { now: number }): Promise<Firing[]>;
  /** Lets calls under way finish, then closes the database. */
  close(): Promise<void>;
}

/** Time that calls under way get when the stand-in ends. */
const CLOSING_MS = 5000;

/** @throws DatabaseFileError, or Error for a wrong index, rules file, or a port in use. */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const rules = loadRules(options.rules ?? null);
  const indexes = readIndexes(options.indexes);
  fs.mkdirSync(options.dir, { recursive: true });
  // The port first: a second start on the same port must not even touch the data folder.
  const server = new HttpServer();
  await server.listen(options.port ?? 0);
  try {
    return assemble(options, server, rules, openStore(options.dir, indexes));
  } catch (error) {
    await server.close();
    throw error;
  }
}

function assemble(
  options: LocalCloudOptions,
  server: HttpServer,
  rules: StorageRules,
  store: Store,
): LocalCloud {
  const { dir, env = "local-env", appid = "wxlocal0000000000", strictIndexes = false } = options;
  const log = options.log ?? ((line: string) => console.error(`[local cloud] ${line}`));
  const limits: Limits = { ...PRODUCTION_LIMITS, ...options.limits };
  const clock = new MovableClock(dir);
  const stats = new Stats();
  const faults = new Faults();
  const transactions = new Transactions(store, limits.transactionMs);
  const storage = new FileStorage(dir, env, store.file, () => options.filesUrl ?? server.url, limits);
  const functionsDir = options.functions ? path.resolve(options.functions) : null;
  const openApi = new OpenApi(functionsDir, clock, options.riskyWords ?? ["违规测试"]);
  const functionLog = new FunctionLog(path.join(dir, "functions.log"), options.showFunctionLogs ?? process.env["FUNCTION_LOGS"] === "1");
  const adminUrl = (): string => `${server.url}/admin`;
  const instancesPerFunction = options.instancesPerFunction ?? 4;
  const pool = new InstancePool({
    dir: functionsDir,
    env,
    appid,
    adminUrl,
    instancesPerFunction,
    clock,
    stats,
    limits,
    log: functionLog,
  });
  const timers = new Timers(pool, clock, log, options.timersByThemselves ?? true);
  const actions = {
    ...databaseActions({ store, transactions, clock, limits, strictIndexes }),
    ...storageActions(storage),
    ...functionActions(pool),
    ...openApiActions(openApi),
  };
  server.open({
    admin: { actions, openApi, stats, clock, limits, faults, log },
    client: { pool, storage, rules, limits, clientFolder: options.clientFolder ?? "u/{openid}/" },
    local: { clock, timers, stats, openApi, faults },
    storage,
    log,
  });
  return {
    url: server.url,
    env,
    clock,
    stats,
    faults,
    outbox: () => [...openApi.outbox],
    moveClock: (to) => timers.moveTo("now" in to ? to.now : clock.now() + to.forwardMs),
    close: async () => {
      timers.close();
      // The functions under way still need the SDKs' door to finish.
      server.refuseClients();
      await pool.drain(CLOSING_MS);
      await server.close();
      await pool.close();
      await functionLog.close();
      transactions.close();
      store.close();
    },
  };
}

function openStore(dir: string, indexes: IndexFile): Store {
  const store = new Store(dir);
  try {
    store.applyIndexes(indexes);
    return store;
  } catch (error) {
    store.close();
    throw error;
  }
}

function readIndexes(indexes: IndexFile | string | undefined): IndexFile {
  if (indexes === undefined) return {};
  if (typeof indexes !== "string") return readIndexFile(indexes);
  return readIndexFile(JSON.parse(fs.readFileSync(indexes, "utf8")));
}
