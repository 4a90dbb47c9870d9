/** WeChat's own layers: toast, loading, modal, action sheet. They stand in the frame, above the pages. */
import { h } from "./dom";

const layers = (): HTMLElement => document.querySelector<HTMLElement>("#phone .mp-layers")!;

/** Moves the focus into a layer and gives it back when the layer goes. */
export function openLayer(element: HTMLElement): () => void {
  const before = document.activeElement as HTMLElement | null;
  layers().append(element);
  element.querySelector<HTMLElement>("input,button")?.focus({ preventScroll: true });
  return () => {
    element.remove();
    before?.focus?.({ preventScroll: true });
  };
}

export interface ToastOptions {
  title: string;
  icon?: "success" | "error" | "loading" | "none";
  image?: string;
  duration?: number;
  mask?: boolean;
}

let toastElement: HTMLElement | undefined;
let toastTimer: ReturnType<typeof setTimeout> | undefined;

/** Duration 0 stays until hidden. */
export function showToast({ title, icon = "success", image, duration = 1500, mask = false }: ToastOptions): void {
  hideToast();
  const glyphs = { success: "✓", error: "✕", loading: "", none: "" };
  const picture = image ? h("img", { src: image, alt: "" }) : icon === "loading" ? h("i", { class: "mp-spinner" }) : glyphs[icon] && h("i", {}, glyphs[icon]);
  const box = h("div", { class: "mp-toast", role: "status", "aria-live": "polite" }, picture || null, h("span", {}, title));
  toastElement = h("div", { class: mask ? "mp-layer mp-blocking" : "mp-layer mp-passing" }, box);
  layers().append(toastElement);
  if (duration > 0) toastTimer = setTimeout(hideToast, duration);
}

export function hideToast(): void {
  clearTimeout(toastTimer);
  toastElement?.remove();
  toastElement = undefined;
}

export interface ModalOptions {
  title?: string;
  content?: string;
  showCancel?: boolean;
  cancelText?: string;
  cancelColor?: string;
  confirmText?: string;
  confirmColor?: string;
  editable?: boolean;
  placeholderText?: string;
}

export interface ModalResult {
  confirm: boolean;
  cancel: boolean;
  content: string | null;
}

export function showModal(options: ModalOptions): Promise<ModalResult> {
  const { title = "", content = "", showCancel = true, editable = false } = options;
  return new Promise((resolve) => {
    const input = editable ? h("input", { class: "mp-modal-input", placeholder: options.placeholderText ?? "", "aria-label": options.placeholderText ?? title }) : null;
    if (input) input.value = content;
    const finish = (confirm: boolean): void => {
      close();
      resolve({ confirm, cancel: !confirm, content: confirm && input ? input.value : null });
    };
    const button = (text: string, color: string, confirm: boolean): HTMLElement =>
      h("button", { type: "button", style: `color:${color}`, onclick: () => finish(confirm) }, text);
    const footer = h(
      "footer",
      {},
      showCancel && button(options.cancelText ?? "取消", options.cancelColor ?? "inherit", false),
      button(options.confirmText ?? "确定", options.confirmColor ?? "var(--phone-link)", true),
    );
    const box = h(
      "div",
      { class: "mp-modal", role: "dialog", "aria-modal": "true", "aria-label": title || content },
      title ? h("h3", {}, title) : null,
      content && !editable ? h("p", {}, content) : null,
      input,
      footer,
    );
    const close = openLayer(h("div", { class: "mp-layer" }, h("div", { class: "mp-mask" }), box));
  });
}

/** Index of the chosen item, or null when cancelled. */
export function showActionSheet(items: string[], alertText?: string, itemColor = "inherit"): Promise<number | null> {
  return new Promise((resolve) => {
    const finish = (index: number | null): void => {
      close();
      resolve(index);
    };
    const sheet = h(
      "div",
      { class: "mp-sheet", role: "dialog", "aria-modal": "true", "aria-label": alertText ?? "请选择" },
      alertText ? h("p", {}, alertText) : null,
      ...items.map((item, index) => h("button", { type: "button", style: `color:${itemColor}`, onclick: () => finish(index) }, item)),
      h("button", { type: "button", class: "mp-sheet-cancel", onclick: () => finish(null) }, "取消"),
    );
    const mask = h("div", { class: "mp-mask", onclick: () => finish(null) });
    const close = openLayer(h("div", { class: "mp-layer" }, mask, sheet));
  });
}
