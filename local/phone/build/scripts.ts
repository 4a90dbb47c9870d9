/**
 * One bundle of the product's scripts. Each page's and component's module stays a separate lazy function, so that
 * the runtime evaluates it when a page first needs it, as `lazyCodeLoading: requiredComponents` does.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import * as esbuild from "esbuild";
import { ABSENT_NAMES, PROVIDED_NAMES } from "../productScope";
import type { App } from "./appConfig";
import { BuildError } from "./buildError";
import type { ComponentNode } from "./componentGraph";
import type { ProductFiles } from "./productFiles";
import { resolveImport } from "./scriptImports";

export interface ScriptOptions {
  files: ProductFiles;
  app: App;
  nodes: Iterable<ComponentNode>;
  outFile: string;
}

export async function bundleScripts({ files, app, nodes, outFile }: ScriptOptions): Promise<void> {
  const scripts = new Map<string, string>();
  for (const node of nodes) if (node.script) scripts.set(node.script, node.id);
  const appScript = files.script("app");
  const lazy = (file: string): string => `() => require(${JSON.stringify(file)})`;
  const contents = [
    `export const app = ${appScript ? lazy(appScript) : "undefined"};`,
    `export const scripts = {`,
    ...[...scripts].map(([file, id]) => `  ${JSON.stringify(id)}: ${lazy(file)},`),
    `};`,
  ].join("\n");
  try {
    await esbuild.build({
      stdin: { contents, resolveDir: files.root, sourcefile: "product-entry.js" },
      bundle: true,
      format: "iife",
      globalName: "product",
      target: "es2020",
      outfile: outFile,
      sourcemap: true,
      sourcesContent: true,
      charset: "utf8",
      logLevel: "silent",
      banner: { js: `__phoneProduct(function(${[...PROVIDED_NAMES, ...ABSENT_NAMES].join(",")}){"use strict";` },
      footer: { js: "return product;});" },
      plugins: [productPlugin(files, app, scripts)],
    });
  } catch (error) {
    const { errors } = error as esbuild.BuildFailure;
    if (!errors) throw error;
    throw new BuildError(
      errors.map(({ text, location }) =>
        location ? `${path.relative(files.root, path.resolve(location.file))}:${location.line}:${location.column} ${text}` : text,
      ),
    );
  }
}

function productPlugin(files: ProductFiles, app: App, scripts: Map<string, string>): esbuild.Plugin {
  return {
    name: "product",
    setup(build) {
      build.onResolve({ filter: /.*/ }, ({ path: specifier, importer, resolveDir, kind }) => {
        if (kind === "entry-point") return undefined;
        // the entry names its scripts by absolute path
        if (importer.endsWith("product-entry.js")) return { path: specifier };
        const result = resolveImport(files, app, specifier, importer, resolveDir);
        return "error" in result ? { errors: [{ text: result.error }] } : { path: result.file };
      });
      build.onLoad({ filter: /\.(ts|js)$/ }, ({ path: file }) => {
        const id = scripts.get(file);
        const source = readFileSync(file, "utf8");
        // On one line with the source's first, so that line numbers stay the author's. Imports are hoisted: what
        // Component() and Page() are called for is always the module whose body runs.
        const contents = id ? `__phoneModule.enter(${JSON.stringify(id)});${source}\n;__phoneModule.leave();` : source;
        return { contents, loader: file.endsWith(".ts") ? "ts" : "js", resolveDir: path.dirname(file) };
      });
    },
  };
}
