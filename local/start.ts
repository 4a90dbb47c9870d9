import { watch } from "chokidar";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type LocalCloud, startLocalCloud } from "./cloud";
import { ensureBuilt, rebuild } from "./built";
import { demoStartsAt, seedDemo } from "./demo/seed";
import { useLocalCloud } from "./environment";
import { cloudDir, functionsDir, indexesFile, localEnv, phoneDir, root, rulesDir } from "./paths";
import { startPhone } from "./phone/server";
import { markRunning, running } from "./running";

const DEFAULT_PORT = 8080;

/** The functions' instances reload by themselves when a bundle changes; this only makes the bundle. */
function watchFunctions(): void {
  let building = Promise.resolve();
  const again = () => {
    building = building.then(() => rebuild()).catch((error: unknown) => console.error(error instanceof Error ? error.message : error));
  };
  watch([join(root, "contracts"), join(root, "cloudfunctions")], { ignoreInitial: true, awaitWriteFinish: { stabilityThreshold: 100 } }).on("all", again);
}

async function seedOnce(cloud: LocalCloud): Promise<void> {
  useLocalCloud(cloud);
  // Only now: the SDK reads where its cloud is when it is first used.
  const { openDatabase } = await import("../cloudfunctions/platform/database");
  const database = openDatabase();
  const seeded = await database.collection("communities").find({}, { limit: 1 });
  if (seeded.length) return;
  console.log("Making the demo community …");
  // A working morning with people at their desks, the same for everybody; from here on the demo's time runs by itself.
  await cloud.moveClock({ now: demoStartsAt });
  await seedDemo({ database, now: demoStartsAt });
}

async function main(): Promise<void> {
  const port = Number(process.env.PORT ?? DEFAULT_PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error(`PORT=${process.env.PORT} is no port; take one from 1024 to 65535.`);
  const up = running();
  if (up) throw new Error(`Linli is already running at ${up.address} (process ${up.pid}): use it, or stop it first.`);

  await ensureBuilt();
  const cloud = await startLocalCloud({ dir: cloudDir, env: localEnv, functions: functionsDir, indexes: indexesFile, rules: rulesDir });
  await seedOnce(cloud);
  const phone = await startPhone({
    root: join(root, "miniprogram"),
    cloudUrl: cloud.url,
    port,
    host: "127.0.0.1",
    people: JSON.parse(readFileSync(join(__dirname, "demo/people.json"), "utf8")),
    outDir: phoneDir,
    watch: true,
  });
  watchFunctions();
  markRunning(phone.url);
  const stop = async () => {
    await phone.close();
    await cloud.close();
    process.exit(0);
  };
  process.on("SIGINT", () => void stop());
  process.on("SIGTERM", () => void stop());
  console.log(`\n  Linli 邻里网格 is up: ${phone.url}\n\n  The bar beside the phone changes who you are and what time it is. Ctrl-C stops it; your data stays.\n`);
}

main().catch((error: unknown) => {
  const code = (error as { code?: string }).code;
  const port = process.env.PORT ?? DEFAULT_PORT;
  console.error(code === "EADDRINUSE" ? `Port ${port} is in use. Choose another: PORT=${Number(port) + 1} npm start` : error instanceof Error ? error.message : error);
  process.exit(1);
});
