/**
 * TDesign's icon font lies on a CDN. Here each glyph is the same icon's SVG, used as a mask so that it keeps taking
 * the text's colour; the SVGs come from the package of the same makers.
 */
import { existsSync } from "node:fs";
import path from "node:path";

/** Address under which the server hands out one icon. */
export const ICON_PATH = "/_icon/";

export function iconFolder(): string {
  return path.join(path.dirname(require.resolve("tdesign-icons-svg/package.json")), "src");
}

const MASK =
  "content:'';display:inline-block;width:1em;height:1em;background:currentColor;" +
  "mask:var(--phone-icon,linear-gradient(transparent,transparent)) center/contain no-repeat";

/** The compiled style sheet of TDesign's icon component, its glyphs replaced. */
export function replaceIconFont(css: string): string {
  const folder = iconFolder();
  const withoutFont = css.replace(/@font-face\s*\{\s*font-family:\s*t;[^}]*\}/, "");
  let scope = "";
  const withMasks = withoutFont.replace(
    /\.([\w-]*)t-icon-([\w-]+):before\s*\{\s*content:[^}]*\}/g,
    (rule, prefix: string, name: string) => {
      if (!existsSync(path.join(folder, `${name}.svg`))) return rule;
      scope = prefix;
      return `.${prefix}t-icon-${name}:before{--phone-icon:url(${ICON_PATH}${name}.svg)}`;
    },
  );
  return `${withMasks}\n.${scope}t-icon-base:before{${MASK}}`;
}
