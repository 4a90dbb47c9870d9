import { watch } from "chokidar";
import { existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { startLocalCloud } from "./cloud";
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

/**
 * Makes the demo community where there is none yet: in a folder beside, which becomes the cloud's in one step when all of
 * it is there, and without the functions, whose clock would work on half a community.
 */
async function seedOnce(): Promise<void> {
  if (existsSync(cloudDir)) return;
  console.log("Making the demo community …");
  const dir = `${cloudDir}.making`;
  rmSync(dir, { recursive: true, force: true });
  const cloud = await startLocalCloud({ dir, env: localEnv, indexes: indexesFile, rules: rulesDir });
  try {
    useLocalCloud(cloud);
    // Only now: the SDK reads where its cloud is when it is first used.
    const { openDatabase } = await import("../cloudfunctions/platform/database");
    // A working morning with people at their desks, the same for everybody; from here on the demo's time runs by itself.
    await cloud.moveClock({ now: demoStartsAt });
    await seedDemo({ database: openDatabase(), now: demoStartsAt });
  } finally {
    await cloud.close();
  }
  renameSync(dir, cloudDir);
}

async function main(): Promise<void> {
  const port = Number(process.env.PORT ?? DEFAULT_PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error(`PORT=${process.env.PORT} is no port; take one from 1024 to 65535.`);
  const up = running();
  if (up) throw new Error(`Linli is already running at ${up.address} (process ${up.pid}): use it, or stop it first.`);

  await ensureBuilt();
  await seedOnce();
  const cloud = await startLocalCloud({ dir: cloudDir, env: localEnv, functions: functionsDir, indexes: indexesFile, rules: rulesDir });
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
