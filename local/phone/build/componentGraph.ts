/** From app.json to every page and component that it reaches, dependencies first. */
import { readFileSync } from "node:fs";
import { type App, packageOf } from "./appConfig";
import { NPM_FOLDER, type ProductFiles } from "./productFiles";

export interface ComponentNode {
  id: string;
  isPage: boolean;
  config: Record<string, unknown>;
  script: string | undefined;
  /** Tag → absolute id with a leading slash. */
  using: Record<string, string>;
  styleIsolation: string;
}

type Using = Record<string, string>;
type Generics = Record<string, boolean | { default?: string }>;

export class ComponentGraph {
  readonly nodes = new Map<string, ComponentNode>();
  readonly problems: string[] = [];
  private readonly visiting = new Set<string>();

  constructor(
    private readonly files: ProductFiles,
    private readonly app: App,
  ) {
    for (const page of app.pages) this.visit(page, true);
    if (app.config.tabBar?.custom) this.visit("custom-tab-bar/index", false);
  }

  private visit(id: string, isPage: boolean): void {
    if (this.nodes.has(id) || this.visiting.has(id)) return;
    this.visiting.add(id);
    const config = this.files.readJson(id);
    const script = this.files.script(id);
    const using: Using = {};
    const own = (config["usingComponents"] ?? {}) as Using;
    const global = id.startsWith(NPM_FOLDER) ? {} : (this.app.config.usingComponents ?? {});
    for (const [tag, reference] of Object.entries(global)) this.use(using, tag, reference, "app", id);
    for (const [tag, reference] of Object.entries(own)) this.use(using, tag, reference, id, id);
    this.checkPlaceholders(id, config, using);
    for (const generic of Object.values((config["componentGenerics"] ?? {}) as Generics)) {
      if (typeof generic !== "object" || !generic.default) continue;
      const target = this.files.resolveComponent(generic.default, id);
      if (!target) this.problems.push(`${id}.json: default generic "${generic.default}" not found`);
      else {
        generic.default = `/${target}`;
        this.visit(target, false);
      }
    }
    this.nodes.set(id, { id, isPage, config, script, using, styleIsolation: styleIsolationOf(config, script, isPage) });
  }

  private use(using: Using, tag: string, reference: string, base: string, id: string): void {
    if (reference.startsWith("plugin://")) {
      this.problems.push(`${id}.json: "${tag}" is a plugin component, which local/phone does not provide`);
      return;
    }
    const target = this.files.resolveComponent(reference, base);
    if (!target) {
      this.problems.push(`${base}.json: component "${tag}": "${reference}" not found`);
      return;
    }
    using[tag] = `/${target}`;
    if (target !== id) this.visit(target, false);
  }

  /** A component of another subpackage may be shown only with a placeholder while that package is on its way. */
  private checkPlaceholders(id: string, config: Record<string, unknown>, using: Using): void {
    const home = packageOf(this.app, id);
    const placeholders = (config["componentPlaceholder"] ?? {}) as Using;
    for (const [tag, target] of Object.entries(using)) {
      const away = packageOf(this.app, target.slice(1));
      if (away && away !== home && !placeholders[tag])
        this.problems.push(`${id}.json: "${tag}" lies in the subpackage ${away} and needs a componentPlaceholder`);
    }
  }
}

/** From the .json, else read from the script's options (TDesign declares it there), else WeChat's defaults. */
function styleIsolationOf(config: Record<string, unknown>, script: string | undefined, isPage: boolean): string {
  if (typeof config["styleIsolation"] === "string") return config["styleIsolation"];
  const source = script ? readFileSync(script, "utf8") : "";
  const declared = /styleIsolation\s*[:=]\s*['"]([\w-]+)['"]/.exec(source)?.[1];
  if (declared) return declared;
  if (/addGlobalClass\s*:\s*(true|!0)/.test(source) || config["addGlobalClass"]) return "apply-shared";
  return isPage ? "shared" : "isolated";
}
