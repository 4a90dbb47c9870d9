import { build, type BuildOptions } from "esbuild";
import { mkdirSync, readdirSync, existsSync, copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..");
export const functionsDir = join(root, "dist/cloudfunctions");

/** Each folder of cloudfunctions/ with a config.json is one deployed function, a door. */
export const doors = (): string[] =>
  readdirSync(join(root, "cloudfunctions")).filter((name) => existsSync(join(root, "cloudfunctions", name, "config.json")));

/** How a door becomes one file; the bench bundles the SDK alone in the same way. */
export const functionBundleOptions = {
  bundle: true,
  platform: "node",
  target: "node18",
  format: "cjs",
  minifyWhitespace: true,
  minifySyntax: true,
  // Names stay as written: the stack traces of logged bugs are readable, and a door loads in a fifth less time than with
  // short names and `keepNames`, which puts each function's name back when it is made.
  minifyIdentifiers: false,
  charset: "utf8",
  logLevel: "error",
} satisfies BuildOptions;

/**
 * Bundles every door into a folder that WeChat's upload takes as it is: index.js, package.json, config.json. Bundled
 * whole, so that a cold start reads one file and nothing is installed in the cloud.
 */
export async function buildFunctions(into: string = functionsDir): Promise<void> {
  for (const name of doors()) {
    const out = join(into, name);
    mkdirSync(out, { recursive: true });
    await build({
      entryPoints: [join(root, "cloudfunctions", name, "index.ts")],
      outfile: join(out, "index.js"),
      ...functionBundleOptions,
    });
    copyFileSync(join(root, "cloudfunctions", name, "config.json"), join(out, "config.json"));
    writeFileSync(join(out, "package.json"), `${JSON.stringify({ name, version: "1.0.0", main: "index.js" }, null, 2)}\n`);
  }
}
