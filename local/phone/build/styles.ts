/** WXSS → CSS for one page or component: imports inlined, units, selectors and media conditions made the phone's. */
import postcss, { type AtRule, type ChildNode, type Root, type Rule } from "postcss";
import { joinId, NPM_FOLDER, type ProductFiles } from "./productFiles";
import { convertSelector, type SelectorScope } from "./selectors";
import { convertConditionUnits, convertUnits } from "./units";

const DARK = ':where([data-theme="dark"])';
const LIGHT = ':where([data-theme="light"])';

export class StyleCompiler {
  readonly problems: string[] = [];

  constructor(private readonly files: ProductFiles) {}

  /** CSS of an id's .wxss; empty where it has none. */
  compile(id: string, scope: SelectorScope): string {
    if (!this.files.has(id, ".wxss")) return "";
    const root = this.load(id, new Set([id]));
    if (!root) return "";
    root.walkDecls((declaration) => {
      declaration.value = convertUnits(declaration.value);
    });
    root.walkRules((rule) => {
      if (isKeyframe(rule)) return;
      rule.selectors = rule.selectors.map((selector) => convertSelector(selector, scope));
    });
    root.walkAtRules("media", (rule) => convertMedia(rule));
    return root.toString();
  }

  private load(id: string, seen: Set<string>): Root | null {
    let root: Root;
    try {
      root = postcss.parse(this.files.read(id, ".wxss"), { from: `${id}.wxss` });
    } catch (error) {
      this.problems.push((error as Error).message);
      return null;
    }
    root.walkAtRules("import", (rule) => {
      const specifier = rule.params.replace(/^url\(|\)$/g, "").replace(/['";]/g, "").trim();
      const target = this.resolveImport(specifier, id);
      if (!target) this.problems.push(`${id}.wxss: @import "${specifier}" not found`);
      if (!target || seen.has(target)) {
        rule.remove();
        return;
      }
      seen.add(target);
      const imported = this.load(target, seen);
      if (imported) rule.replaceWith(imported.nodes as ChildNode[]);
      else rule.remove();
    });
    return root;
  }

  private resolveImport(specifier: string, fromId: string): string | null {
    const bare = specifier.replace(/\.wxss$/, "");
    const candidates = [joinId(fromId, bare)];
    if (!/^[./]/.test(bare)) candidates.push(NPM_FOLDER + bare);
    if (bare.startsWith(`/${NPM_FOLDER}`)) candidates.push(bare.slice(1));
    return candidates.find((candidate) => this.files.has(candidate, ".wxss")) ?? null;
  }
}

function isKeyframe(rule: Rule): boolean {
  return rule.parent?.type === "atrule" && /keyframes$/.test((rule.parent as AtRule).name);
}

/** The colour scheme follows the frame's own switch; widths are asked of the page's container instead of the window. */
function convertMedia(rule: AtRule): void {
  const scheme = /\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)/.exec(rule.params);
  const rest = rule.params
    .replace(/\(\s*prefers-color-scheme\s*:\s*\w+\s*\)/, "")
    .replace(/\b(?:only\s+)?(?:screen|all)\b/g, "")
    .replace(/^\s*(?:and\s+)+|\s+and\s*$/g, "")
    .trim();
  if (scheme) {
    const theme = scheme[1] === "dark" ? DARK : LIGHT;
    rule.walkRules((inner) => {
      if (!isKeyframe(inner)) inner.selectors = inner.selectors.map((selector) => `${theme} ${selector}`);
    });
  }
  if (!rest) rule.replaceWith(rule.nodes ?? []);
  else if (/width|height|orientation|aspect-ratio/.test(rest)) {
    rule.name = "container";
    rule.params = `phone-page ${convertConditionUnits(rest)}`;
  } else rule.params = rest;
}
