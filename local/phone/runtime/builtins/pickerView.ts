/** picker-view and its columns: wheels within the page. */
import { any, assign, type BuiltIn, componentsBelow, controlsOf, type Definition, enclosing, fire, flag, hostOf, part, text } from "./define";

const SETTLE_MS = 100;
const DEFAULT_ROW_PX = 34;

export const pickerView: Definition = {
  field: true,
  template: "picker-view",
  properties: { value: any([]), indicatorStyle: text(), indicatorClass: text(), maskStyle: text(), maskClass: text(), immediateChange: flag() },
  mount(self) {
    const columns = (): BuiltIn[] => componentsBelow(hostOf(self)).filter((each) => each.is === "picker-view-column");
    return {
      value: () => self.data["value"],
      memberChanged() {
        const value = columns().map((column) => Number(hostOf(column).dataset["row"] ?? 0));
        assign(self, "value", value);
        fire(self, "change", { value });
      },
      // columns mount after their view, and rows may come later still
      render: () => queueMicrotask(() => columns().forEach((column) => controlsOf(column)?.render?.())),
    };
  },
};

export const pickerViewColumn: Definition = {
  template: "picker-view-column",
  mount(self) {
    const host = hostOf(self);
    const wheel = part(self, "wheel");
    const indicator = part(self, "indicator");
    wheel.tabIndex = 0;
    const view = (): BuiltIn | undefined => enclosing(host, "picker-view");
    const rowHeight = (): number => parseFloat(/height\s*:\s*([\d.]+)px/.exec(String(view()?.data["indicatorStyle"] ?? ""))?.[1] ?? "") || DEFAULT_ROW_PX;
    const rows = (): HTMLElement[] => [...wheel.children] as HTMLElement[];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settle = (): void => {
      const row = Math.max(0, Math.min(Math.round(wheel.scrollTop / rowHeight()), rows().length - 1));
      if (String(row) === host.dataset["row"]) return;
      host.dataset["row"] = String(row);
      const owner = view();
      if (owner) controlsOf(owner)?.memberChanged?.(self);
    };
    wheel.addEventListener("scroll", () => {
      clearTimeout(timer);
      timer = setTimeout(settle, SETTLE_MS);
    });
    self.addListener("tap", (event) => {
      const node = (event.target as unknown as BuiltIn | undefined)?.$$ as Element | undefined;
      const index = rows().findIndex((row) => node && row.contains(node));
      if (index >= 0) wheel.scrollTo({ top: index * rowHeight() });
    });
    const render = (): void => {
      const owner = view();
      if (!owner) return;
      const height = rowHeight();
      indicator.setAttribute("style", String(owner.data["indicatorStyle"]));
      indicator.style.height = `${height}px`;
      const padding = Math.max(0, (host.clientHeight - height) / 2);
      wheel.style.padding = `${padding}px 0`;
      for (const row of rows()) row.style.height = `${height}px`;
      const at = componentsBelow(hostOf(owner)).filter((each) => each.is === "picker-view-column").indexOf(self);
      const wanted = Number((owner.data["value"] as number[] | null)?.[at] ?? 0);
      host.dataset["row"] = String(wanted);
      wheel.scrollTop = wanted * height;
    };
    const observer = new MutationObserver(render);
    observer.observe(wheel, { childList: true });
    return {
      render,
      unmount() {
        clearTimeout(timer);
        observer.disconnect();
      },
    };
  },
};
