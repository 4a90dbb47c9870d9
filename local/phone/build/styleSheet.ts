/** The product's one style sheet: app.wxss first, then every page's and component's, each in its own scope. */
import type { ComponentNode } from "./componentGraph";
import { replaceIconFont } from "./icons";
import type { ProductFiles } from "./productFiles";
import { StyleCompiler } from "./styles";

export interface StyleSheet {
  css: string;
  /** Component id → class prefix; empty where its styles are shared. */
  scopes: Map<string, string>;
  problems: string[];
}

const ICON_COMPONENT = "miniprogram_npm/tdesign-miniprogram/icon/icon";

export function buildStyleSheet(files: ProductFiles, nodes: Iterable<ComponentNode>): StyleSheet {
  const compiler = new StyleCompiler(files);
  const scopes = new Map<string, string>();
  const parts = [compiler.compile("app", { prefix: "", page: "" })];
  for (const node of nodes) {
    const shared = node.isPage || node.styleIsolation === "shared" || node.styleIsolation === "page-shared";
    const prefix = shared ? "" : `c${scopes.size.toString(36)}`;
    scopes.set(node.id, prefix);
    const css = compiler.compile(node.id, { prefix, page: node.isPage ? `page[is="${node.id}"]` : "" });
    parts.push(`/* ${node.id} */\n${node.id === ICON_COMPONENT ? replaceIconFont(css) : css}`);
  }
  return { css: parts.join("\n"), scopes, problems: compiler.problems };
}
