/** Bundles the phone itself: the runtime with its built-in components, and the bar beside it. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import * as esbuild from "esbuild";
import { TmplGroup } from "glass-easel-template-compiler";

const PHONE = path.join(__dirname, "..");

export async function bundleRuntime(outDir: string): Promise<void> {
  await esbuild.build({
    entryPoints: { runtime: path.join(PHONE, "runtime/main.ts"), bar: path.join(PHONE, "bar/main.ts") },
    bundle: true,
    format: "iife",
    target: "es2022",
    outdir: outDir,
    sourcemap: true,
    minifySyntax: true,
    minifyWhitespace: true,
    charset: "utf8",
    logLevel: "warning",
    plugins: [builtInTemplates],
  });
}

/** The built-ins' own templates are WXML like any other, compiled into the runtime. */
const builtInTemplates: esbuild.Plugin = {
  name: "built-in-templates",
  setup(build) {
    build.onResolve({ filter: /^virtual:built-in-templates$/ }, ({ path: name }) => ({ path: name, namespace: "virtual" }));
    build.onLoad({ filter: /.*/, namespace: "virtual" }, () => {
      const folder = path.join(PHONE, "runtime/builtins/templates");
      const group = TmplGroup.newDev();
      for (const file of readdirSync(folder)) group.addTmpl(path.parse(file).name, readFileSync(path.join(folder, file), "utf8"));
      const contents = `export default ${group.getTmplGenObjectGroups()}`;
      group.free();
      return { contents, loader: "js" };
    });
  },
};

export function runtimeStyles(): string {
  const folder = path.join(PHONE, "runtime/styles");
  return readdirSync(folder)
    .sort()
    .map((file) => readFileSync(path.join(folder, file), "utf8"))
    .join("\n");
}
