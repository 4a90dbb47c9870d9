/** progress, icon and rich-text: things that only show. */
import { any, type Definition, fire, flag, hostOf, number, part, text } from "./define";

export const progress: Definition = {
  template: "progress",
  role: "progressbar",
  properties: {
    percent: number(), showInfo: flag(), borderRadius: any(0), fontSize: any(16), strokeWidth: any(6), color: text(), activeColor: text("#09BB07"),
    backgroundColor: text("#EBEBEB"), active: flag(), activeMode: text("backwards"), duration: number(30),
  },
  mount(self) {
    const bar = part(self, "bar");
    const info = part(self, "info");
    bar.addEventListener("transitionend", () => fire(self, "activeend", { curPercent: self.data["percent"] }));
    return {
      render() {
        const { percent, showInfo, borderRadius, fontSize, strokeWidth, color, activeColor, backgroundColor, active, duration } = self.data;
        const track = bar.parentElement!;
        bar.style.cssText = `width:${Number(percent)}%;background:${String(color || activeColor)};transition:${active ? `width ${Number(duration) * Number(percent)}ms linear` : "none"}`;
        track.style.cssText = `background:${String(backgroundColor)};height:${parseFloat(String(strokeWidth))}px;border-radius:${parseFloat(String(borderRadius))}px;overflow:hidden`;
        info.textContent = showInfo ? `${Number(percent)}%` : "";
        info.style.fontSize = `${parseFloat(String(fontSize))}px`;
        hostOf(self).setAttribute("aria-valuenow", String(percent));
        if (!hostOf(self).hasAttribute("aria-label")) hostOf(self).setAttribute("aria-label", "进度");
      },
    };
  },
};

/** Drawn with the icons that the phone serves anyway. */
const GLYPHS: Record<string, string> = {
  success: "check-circle-filled", success_no_circle: "check", info: "info-circle-filled", warn: "error-circle-filled", waiting: "time-filled",
  cancel: "close-circle", download: "download", search: "search", clear: "close-circle-filled", circle: "circle", info_circle: "info-circle",
};
const COLORS: Record<string, string> = { success: "#07c160", success_no_circle: "#07c160", info: "#10aeff", warn: "#fa5151", waiting: "#10aeff", cancel: "#fa5151", download: "#07c160", search: "#b2b2b2", clear: "#b2b2b2" };

export const icon: Definition = {
  template: "icon",
  properties: { type: text(), size: any(23), color: text() },
  mount(self) {
    const glyph = part(self, "glyph");
    glyph.setAttribute("aria-hidden", "true");
    return {
      render() {
        const { type, size, color } = self.data;
        const name = GLYPHS[String(type)];
        const side = `${parseFloat(String(size))}px`;
        const mask = name ? `url(/_icon/${name}.svg) center/contain no-repeat` : "none";
        glyph.style.cssText = `width:${side};height:${side};background:${String(color || (COLORS[String(type)] ?? "currentColor"))};mask:${mask}`;
      },
    };
  },
};

interface RichNode {
  type?: "text" | "node";
  text?: string;
  name?: string;
  attrs?: Record<string, string>;
  children?: RichNode[];
}

const FORBIDDEN = /^(script|iframe|object|embed|style|link|form|input|button)$/i;

export const richText: Definition = {
  template: "rich-text",
  properties: { nodes: any([]), space: text(), userSelect: flag(), mode: text() },
  mount(self) {
    const content = part(self, "content");
    return {
      render() {
        const nodes: unknown = self.data["nodes"];
        if (Array.isArray(nodes)) content.replaceChildren(...(nodes as RichNode[]).map(buildNode));
        else content.replaceChildren(...parseMarkup(String(nodes ?? "")));
      },
    };
  },
};

function buildNode(node: RichNode): Node {
  if (node.type === "text" || node.text !== undefined) return document.createTextNode((node.text ?? "").replace(/&nbsp;/g, "\u00a0").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&"));
  const name = node.name ?? "span";
  const element = document.createElement(FORBIDDEN.test(name) ? "div" : name);
  for (const [attribute, value] of Object.entries(node.attrs ?? {})) if (!/^on/i.test(attribute)) element.setAttribute(attribute, String(value));
  element.append(...(node.children ?? []).map(buildNode));
  return element;
}

function parseMarkup(markup: string): Node[] {
  const { body } = new DOMParser().parseFromString(markup, "text/html");
  for (const element of [...body.querySelectorAll("*")]) {
    if (FORBIDDEN.test(element.localName)) element.remove();
    for (const { name } of [...element.attributes]) if (/^on/i.test(name)) element.removeAttribute(name);
  }
  return [...body.childNodes];
}
