/** The sheet with turning columns from which a picker chooses. */
import { h } from "./dom";
import { openLayer } from "./layers";

const ROW_PX = 40;
const SETTLE_MS = 120;

export interface WheelSheet {
  title: string;
  /** The columns' rows, asked again after every turn. */
  columns(): string[][];
  selected: number[];
  /** A column was turned; may change `selected`. */
  turned(column: number, row: number): void;
}

/** The chosen rows, or null when cancelled. */
export function openWheels(sheet: WheelSheet): Promise<number[] | null> {
  return new Promise((resolve) => {
    const finish = (chosen: number[] | null): void => {
      close();
      resolve(chosen);
    };
    const box = h("div", { class: "mp-wheels" });
    const head = h(
      "div",
      { class: "mp-wheels-head" },
      h("button", { type: "button", onclick: () => finish(null) }, "取消"),
      h("span", {}, sheet.title),
      h("button", { type: "button", class: "mp-confirm", onclick: () => finish([...sheet.selected]) }, "确定"),
    );
    const panel = h("div", { class: "mp-sheet mp-picker", role: "dialog", "aria-modal": "true", "aria-label": sheet.title || "选择" }, head, box);
    const close = openLayer(h("div", { class: "mp-layer" }, h("div", { class: "mp-mask", onclick: () => finish(null) }), panel));
    drawWheels(sheet, box);
  });
}

function drawWheels(sheet: WheelSheet, box: HTMLElement): void {
  const turn = (column: number, row: number): void => {
    if (sheet.selected[column] === row) return;
    sheet.selected[column] = row;
    sheet.turned(column, row);
    drawWheels(sheet, box);
  };
  const wheels = sheet.columns().map((rows, column) => {
    sheet.selected[column] = Math.max(0, Math.min(sheet.selected[column] ?? 0, rows.length - 1));
    const wheel = h(
      "div",
      { class: "mp-wheel-column", role: "listbox", tabindex: 0, "aria-label": `第 ${column + 1} 列` },
      ...rows.map((label, row) => {
        const selected = row === sheet.selected[column];
        return h("div", { role: "option", "aria-selected": String(selected), onclick: () => turn(column, row) }, label);
      }),
    );
    wheel.addEventListener("keydown", (event) => {
      const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
      const row = (sheet.selected[column] ?? 0) + by;
      if (by && rows[row] !== undefined) turn(column, row);
    });
    return wheel;
  });
  box.replaceChildren(...wheels);
  wheels.forEach((wheel, column) => {
    wheel.scrollTop = (sheet.selected[column] ?? 0) * ROW_PX;
    let timer: ReturnType<typeof setTimeout> | undefined;
    wheel.addEventListener("scroll", () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (wheel.isConnected) turn(column, Math.round(wheel.scrollTop / ROW_PX));
      }, SETTLE_MS);
    });
  });
}
