/**
 * The demo community as `npm start` makes it, for one test file: seeded once for each state of the sources, then copied,
 * so that a test file starts in a moment and nobody's changes reach anybody else.
 */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CallData, CallInput, CallName } from "../../contracts/calls";
import type { CallReply } from "../../contracts/kernel/call";
import { openDatabase } from "../../cloudfunctions/platform/database";
import cast from "../../local/demo/people.json";
import { demoStartsAt, seedDemo } from "../../local/demo/seed";
import { startTestCloud, type TestCloud, type TestCloudOptions } from "./cloud";
import { builtFunctions, functionSources, prepared } from "./prepared";
import { newOperationId } from "./product";

export { demoStartsAt };
export const people = cast;

/** @param key of people.json */
export function openidOf(key: string): string {
  const found = cast.find((person) => person.key === key);
  if (!found) throw new Error(`people.json: nobody has the key ${key}`);
  return found.openid;
}

const root = join(__dirname, "../..");
const productDir = join(root, "cloudfunctions");
/** Everything that the seeded data depends on. */
const sources = [...functionSources, "local/demo", "scripts/importPack", "scripts/gridsTool"];

/** @returns the folder of the seeded data and the functions built from the same sources */
export async function preparedDemo(): Promise<{ data: string; functions: string }> {
  const [demo, functions] = [await prepared("test-demo", sources, seedInto), await builtFunctions()];
  return { data: demo, functions };
}

/** Without the functions, as `npm start` does: their clock would work on half a community. */
async function seedInto(dir: string): Promise<void> {
  const cloud = await startTestCloud({ dir, indexes: join(productDir, "indexes.json"), rules: productDir });
  try {
    await cloud.cloud.moveClock({ now: demoStartsAt });
    await seedDemo({ database: openDatabase(), now: demoStartsAt });
  } finally {
    await cloud.close();
  }
}

/** A local cloud with the demo, its clock at the demo's start. */
export async function startDemoCloud(options: TestCloudOptions = {}): Promise<TestCloud> {
  const kept = await preparedDemo();
  const own = mkdtempSync(join(tmpdir(), "linli-demo-"));
  const dir = join(own, "data");
  const functions = join(own, "functions");
  cpSync(kept.data, dir, { recursive: true });
  cpSync(kept.functions, functions, { recursive: true });
  const cloud = await startTestCloud({ functions, indexes: join(productDir, "indexes.json"), rules: productDir, ...options, dir });
  await cloud.cloud.moveClock({ now: demoStartsAt });
  return {
    ...cloud,
    close: async () => {
      await cloud.close();
      rmSync(own, { recursive: true, force: true });
    },
  };
}

/** A call of the product as somebody's phone makes it. @throws when it is refused */
export async function callAs<N extends CallName>(cloud: TestCloud, key: string, call: N, input: CallInput<N>): Promise<CallData<N>> {
  const reply = await cloud.call<CallReply<CallData<N>>>(openidOf(key), "api", { call, input, operationId: newOperationId() });
  if (!reply.result?.ok) throw new Error(`${call} as ${key}: ${JSON.stringify(reply)}`);
  return reply.result.data;
}
