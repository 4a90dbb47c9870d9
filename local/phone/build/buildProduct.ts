/**
 * Builds a mini-program's source for the phone in the browser: product.js, templates.js, manifest.js, product.css,
 * beside the phone's own runtime.js, bar.js and phone.css. What lies there already with the same fingerprint stays.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { ComponentRecord, ProductManifest } from "../productScope";
import { readApp } from "./appConfig";
import { BuildError } from "./buildError";
import { ComponentGraph } from "./componentGraph";
import { fingerprintProduct, fingerprintRuntime } from "./inputs";
import { ProductFiles } from "./productFiles";
import { bundleRuntime, runtimeStyles } from "./runtimeBundle";
import { bundleScripts } from "./scripts";
import { buildStyleSheet } from "./styleSheet";
import { compileTemplates } from "./templates";

export interface BuildResult {
  /** False where the cache already held this very build. */
  built: boolean;
  /** How many pages and components the product reaches. */
  components: number;
  durationMs: number;
  /** Changes with every change of the product; part of the served addresses. */
  version: string;
}

interface Stamp {
  runtime: string;
  product: string;
  components: number;
}

/** Builds into `outDir`. Throws BuildError with every problem found in the product's source. */
export async function buildProduct(root: string, outDir: string): Promise<BuildResult> {
  const startedAt = performance.now();
  mkdirSync(outDir, { recursive: true });
  const stampFile = path.join(outDir, "build.json");
  const old = existsSync(stampFile) ? (JSON.parse(readFileSync(stampFile, "utf8")) as Partial<Stamp>) : {};
  const runtime = fingerprintRuntime();
  const product = fingerprintProduct(root);
  let components = old.components ?? 0;
  if (old.runtime !== runtime) {
    await bundleRuntime(outDir);
    writeFileSync(path.join(outDir, "phone.css"), runtimeStyles());
  }
  if (old.product !== product) components = await buildInto(root, outDir);
  writeFileSync(stampFile, JSON.stringify({ runtime, product, components } satisfies Stamp));
  return { built: old.product !== product, components, durationMs: performance.now() - startedAt, version: product.slice(0, 12) };
}

async function buildInto(root: string, outDir: string): Promise<number> {
  const files = new ProductFiles(root);
  const app = readApp(files);
  const graph = new ComponentGraph(files, app);
  const nodes = [...graph.nodes.values()];
  const bundling = bundleScripts({ files, app, nodes, outFile: path.join(outDir, "product.js") });
  // awaited below; a second problem found meanwhile must not leave this promise unobserved
  bundling.catch(() => undefined);
  const templates = compileTemplates(files, nodes.map((node) => node.id));
  const styles = buildStyleSheet(files, nodes);
  const scriptProblems = await bundling.then(
    () => [],
    (error: unknown) => {
      if (error instanceof BuildError) return error.problems;
      throw error;
    },
  );
  const problems = [...graph.problems, ...templates.problems, ...styles.problems, ...scriptProblems];
  if (problems.length) throw new BuildError(problems);
  const components: Record<string, ComponentRecord> = {};
  for (const node of nodes)
    components[node.id] = {
      usingComponents: node.using,
      componentGenerics: node.config["componentGenerics"] as ComponentRecord["componentGenerics"],
      componentPlaceholder: node.config["componentPlaceholder"] as ComponentRecord["componentPlaceholder"],
      styleIsolation: node.styleIsolation,
      styleScope: styles.scopes.get(node.id)!,
      isPage: node.isPage,
      config: node.config,
    };
  const manifest: ProductManifest = { app: app.config, pages: app.pages, components, theme: app.theme };
  const write = (name: string, text: string): void => writeFileSync(path.join(outDir, name), text);
  write("manifest.js", `__phoneManifest(${JSON.stringify(manifest)});`);
  write("templates.js", `__phoneTemplates(${templates.code});`);
  write("product.css", styles.css);
  return nodes.length;
}
