/**
 * `placeholder-class`: on the phone the placeholder is an element with that class. Here it is the field's own
 * pseudo-element, so its colour and weight are read from a hidden element that carries the class.
 */
import { type BuiltIn, hostOf } from "./define";
import { thePhone } from "./phoneAccess";

/** The class as its owner's style sheet knows it: bare, and under each scope that the host's own classes carry. */
function scopedNames(host: HTMLElement, names: string): string[] {
  const scopes = new Set([...host.classList].flatMap((name) => /^(c[0-9a-z]+--)/.exec(name)?.[1] ?? []));
  return names
    .split(/\s+/)
    .filter(Boolean)
    .flatMap((name) => [name, ...[...scopes].map((scope) => scope + name)]);
}

/** Returns how to bring the placeholder's look up to date, and how to stop following the theme. */
export function followPlaceholderClass(self: BuiltIn, field: HTMLElement): { render(): void; stop(): void } {
  const host = hostOf(self);
  const probe = host.appendChild(document.createElement("i"));
  probe.style.display = "none";
  probe.setAttribute("aria-hidden", "true");
  const render = (): void => {
    probe.className = scopedNames(host, String(self.data["placeholderClass"])).join(" ");
    const look = getComputedStyle(probe);
    const styled = /(?:^|;)\s*color\s*:\s*([^;]+)/.exec(String(self.data["placeholderStyle"]))?.[1];
    const differs = look.color !== getComputedStyle(host).color;
    field.style.setProperty("--placeholder-color", styled ?? (differs ? look.color : ""));
    field.style.setProperty("--placeholder-weight", look.fontWeight);
  };
  const stop = thePhone().themeChanged.add(render);
  return { render, stop };
}
