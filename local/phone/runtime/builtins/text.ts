/** text: line breaks, entities, spaces and selection. */
import { any, type Definition, flag, hostOf, text as textProperty } from "./define";

const SPACES: Record<string, string> = { nbsp: "\u00a0", ensp: "\u2002", emsp: "\u2003" };
const ENTITIES: [RegExp, string][] = [
  [/&nbsp;/g, "\u00a0"],
  [/&lt;/g, "<"],
  [/&gt;/g, ">"],
  [/&apos;/g, "'"],
  [/&quot;/g, '"'],
  [/&ensp;/g, "\u2002"],
  [/&emsp;/g, "\u2003"],
  [/&amp;/g, "&"],
];

export const textBuiltIn: Definition = {
  properties: { selectable: flag(), userSelect: flag(), space: textProperty(), decode: flag(), maxLines: any(), overflow: textProperty("visible") },
  mount(self) {
    const host = hostOf(self);
    const convert = (raw: string): string => {
      let result = raw.replace(/\\n/g, "\n");
      const space = SPACES[String(self.data["space"])];
      if (space) result = result.replace(/ /g, space);
      if (self.data["decode"]) for (const [entity, character] of ENTITIES) result = result.replace(entity, character);
      return result;
    };
    const walk = (node: Node): void => {
      if (node.nodeType !== Node.TEXT_NODE) return node.childNodes.forEach(walk);
      const raw = node.nodeValue ?? "";
      const converted = convert(raw);
      if (converted !== raw) node.nodeValue = converted;
    };
    const observer = new MutationObserver(() => walk(host));
    observer.observe(host, { childList: true, characterData: true, subtree: true });
    return {
      render() {
        const { selectable, userSelect, maxLines, overflow } = self.data;
        host.toggleAttribute("user-select", Boolean(selectable || userSelect));
        host.style.setProperty("-webkit-line-clamp", maxLines === null ? "" : String(maxLines));
        host.toggleAttribute("clamped", maxLines !== null);
        host.style.textOverflow = overflow === "ellipsis" ? "ellipsis" : "";
        walk(host);
      },
      unmount: () => observer.disconnect(),
    };
  },
};
