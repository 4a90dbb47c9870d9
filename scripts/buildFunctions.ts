import { build, type BuildOptions } from "esbuild";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
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
  // One Chinese letter in a file makes V8 hold and scan all of it, the SDK too, at two bytes a letter: all are escaped.
  charset: "ascii",
  logLevel: "error",
} satisfies BuildOptions;

/** The letters that esbuild's `ascii` leaves as they are: those of regular expressions, where the same escape serves. */
function escapeRest(file: string): void {
  const escaped = readFileSync(file, "utf8").replace(/[\u0080-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
  writeFileSync(file, escaped);
}

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
    escapeRest(join(out, "index.js"));
    copyFileSync(join(root, "cloudfunctions", name, "config.json"), join(out, "config.json"));
    writeFileSync(join(out, "package.json"), `${JSON.stringify({ name, version: "1.0.0", main: "index.js" }, null, 2)}\n`);
  }
}
