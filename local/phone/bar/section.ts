import { h } from "../runtime/ui/dom";

/** One titled part of the bar. */
export function section(title: string, ...children: Node[]): HTMLElement {
  return h("section", {}, h("h2", {}, title), ...children);
}

/** A row of buttons of which one is chosen. */
export function choice<T>(name: string, label: string, options: readonly { value: T; text: string }[], current: T, choose: (value: T) => void): HTMLElement {
  const buttons = options.map(({ value, text }) =>
    h("button", { type: "button", "data-testid": `bar-${name}-${String(value)}`, "aria-pressed": String(value === current), onclick: (event) => {
      for (const each of buttons) each.setAttribute("aria-pressed", String(each === event.currentTarget));
      choose(value);
    } }, text),
  );
  return h("div", { class: "bar-choice", role: "group", "aria-label": label }, h("span", {}, label), ...buttons);
}
