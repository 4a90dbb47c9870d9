/** WXML by WeChat's own template compiler, with the WXS modules it reaches. */
import { TmplGroup } from "glass-easel-template-compiler";
import { joinId, NPM_FOLDER, type ProductFiles } from "./productFiles";
import { transformWxs } from "./wxs";

export interface CompiledTemplates {
  /** An expression that evaluates to path → template. */
  code: string;
  problems: string[];
}

/** A slot is no node, so WeChat drops its class in silence. TDesign's popup has one; the engine would report it at each opening. */
const withoutSlotClasses = (template: string): string => template.replace(/<slot\b[^>]*>/g, (slot) => slot.replace(/\sclass="[^"]*"/, ""));

interface TemplateWarning {
  startLine: number;
  startColumn: number;
  message: string;
}

export function compileTemplates(files: ProductFiles, ids: Iterable<string>): CompiledTemplates {
  const group = TmplGroup.newDev();
  const problems: string[] = [];
  const seen = new Set<string>();

  const addScript = (id: string, from: string): void => {
    if (seen.has(`wxs:${id}`)) return;
    seen.add(`wxs:${id}`);
    const bare = id.replace(/\.wxs$/, "");
    if (!files.has(bare, ".wxs")) {
      problems.push(`${from}: wxs "${bare}.wxs" not found`);
      return;
    }
    const source = files.read(bare, ".wxs");
    group.addScript(id, transformWxs(source));
    for (const match of source.matchAll(/require\(\s*['"]([^'"]+)['"]\s*\)/g))
      addScript(joinId(id, match[1]!.replace(/\.wxs$/, "")), `${bare}.wxs`);
  };

  const addTemplate = (id: string, from: string): void => {
    if (seen.has(id)) return;
    seen.add(id);
    if (!files.has(id, ".wxml")) {
      problems.push(`${from}: template "${id}.wxml" not found`);
      return;
    }
    const isVendors = id.startsWith(NPM_FOLDER);
    const source = files.read(id, ".wxml");
    const warnings = (group.addTmpl(id, isVendors ? withoutSlotClasses(source) : source) ?? []) as TemplateWarning[];
    // What vendors publish (doubled attributes, children of an <image>) WeChat's compiler takes; in ours it's a mistake.
    for (const warning of isVendors ? [] : warnings)
      problems.push(`${id}.wxml:${warning.startLine + 1}:${warning.startColumn + 1} ${warning.message}`);
    for (const name of group.getInlineScriptModuleNames(id) as string[])
      group.setInlineScript(id, name, transformWxs(group.getInlineScript(id, name)));
    for (const dependency of group.getDirectDependencies(id) as string[]) addTemplate(dependency, `${id}.wxml`);
    for (const dependency of group.getScriptDependencies(id) as string[]) addScript(dependency, `${id}.wxml`);
  };

  for (const id of ids) addTemplate(id, id);
  // The runtime's hooks turn change:prop and WXS event handlers into calls with component descriptors.
  group.setExtraRuntimeScript("var Q=Object.assign(Q||{},globalThis.__phoneTemplateHooks||{});");
  const code = group.getTmplGenObjectGroups();
  group.free();
  return { code, problems };
}
