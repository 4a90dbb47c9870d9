/** Calls back once after each burst of changes in a folder, and never twice at a time. */
import path from "node:path";

/** Editors write a file in several steps. */
const QUIET_MS = 60;

/** Returns how to stop. */
export async function watchSource(root: string, changed: () => Promise<void>): Promise<() => Promise<void>> {
  const { watch } = await import("chokidar");
  const ignored = (file: string): boolean => /node_modules|miniprogram_npm/.test(path.relative(root, file));
  const watcher = watch(root, { ignoreInitial: true, ignored });
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  watcher.on("all", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(changed);
    }, QUIET_MS);
  });
  await new Promise<void>((resolve) => watcher.once("ready", resolve));
  return async () => {
    clearTimeout(timer);
    await watcher.close();
    await running;
  };
}
