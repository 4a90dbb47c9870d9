/** input and textarea: real, focusable fields of the browser. */
import { requirePrivacy } from "../wx/privacy";
import { any, assign, type BuiltIn, type Controls, type Definition, enclosing, fire, flag, hostOf, number, part, text } from "./define";
import { thePhone } from "./phoneAccess";
import { followPlaceholderClass } from "./placeholder";

type Field = HTMLInputElement | HTMLTextAreaElement;

const SHARED = {
  value: text(), placeholder: text(), placeholderStyle: text(), placeholderClass: text("input-placeholder"), disabled: flag(),
  maxlength: number(140), cursorSpacing: number(), autoFocus: flag(), focus: flag(), confirmType: text("done"), confirmHold: flag(),
  cursor: any(), cursorColor: text(), selectionStart: any(), selectionEnd: any(), adjustPosition: flag(true), holdKeyboard: flag(),
  alwaysEmbed: flag(), adjustKeyboardTo: text("cursor"),
};
const INPUT_MODES: Record<string, string> = { number: "numeric", digit: "decimal", idcard: "text", text: "text", nickname: "text" };
const FILTERS: Record<string, RegExp> = { number: /[^\d]/g, digit: /[^\d.]/g, idcard: /[^\dXx]/g };
/** What the phone would report as its keyboard's height. */
const KEYBOARD_HEIGHT = 0;

function mountField(self: BuiltIn, multiline: boolean): Controls {
  const field = part<Field>(self, "field");
  const host = hostOf(self);
  let focused = false;
  let valueAtFocus = "";
  let height = 0;
  const grow = (): void => {
    if (!multiline || !self.data["autoHeight"]) return;
    (field as HTMLTextAreaElement).rows = 1;
    field.style.height = "auto";
    const needed = field.scrollHeight;
    field.style.height = "";
    if (!needed || needed === height) return;
    height = needed;
    host.style.height = `${height}px`;
    const lineHeight = parseFloat(getComputedStyle(field).lineHeight) || 20;
    fire(self, "linechange", { height, heightRpx: (height * 750) / innerWidth, lineCount: Math.round(height / lineHeight) });
  };
  const typed = (): void => {
    const filter = FILTERS[String(self.data["type"])];
    if (filter && filter.test(field.value)) field.value = field.value.replace(filter, "");
    const { value } = field;
    assign(self, "value", value);
    fire(self, "input", { value, cursor: field.selectionStart ?? value.length, keyCode: 0 });
    grow();
  };
  listen(self, field, typed, multiline, {
    focus() {
      focused = true;
      valueAtFocus = field.value;
      fire(self, "focus", { value: field.value, height: KEYBOARD_HEIGHT });
      if (self.data["type"] === "nickname") requirePrivacy(thePhone(), "nickname").catch(() => field.blur());
    },
    blur() {
      focused = false;
      fire(self, "blur", { value: field.value, cursor: field.selectionStart ?? 0 });
      if (field.value !== valueAtFocus) fire(self, "change", { value: field.value });
    },
  });
  labelField(host, field);
  const placeholder = followPlaceholderClass(self, field);
  if (self.data["autoFocus"]) setTimeout(() => field.focus());
  return {
    activate: () => field.focus(),
    value: () => self.data["value"],
    reset: () => assign(self, "value", ""),
    unmount: placeholder.stop,
    render() {
      const { data } = self;
      const value = String(data["value"] ?? "");
      if (field.value !== value) field.value = value;
      field.placeholder = String(data["placeholder"] ?? "");
      field.disabled = Boolean(data["disabled"]);
      placeholder.render();
      field.style.caretColor = String(data["cursorColor"]);
      field.enterKeyHint = String(data["confirmType"]);
      const limit = Number(data["maxlength"]);
      if (limit >= 0) field.maxLength = limit;
      else field.removeAttribute("maxlength");
      if (!multiline) {
        const input = field as HTMLInputElement;
        input.type = data["password"] || data["type"] === "safe-password" ? "password" : "text";
        input.inputMode = INPUT_MODES[String(data["type"])] ?? "text";
      }
      if (data["focus"] && !focused) setTimeout(() => field.focus());
      if (!data["focus"] && focused && data["focus"] !== undefined && host.dataset["heldFocus"]) field.blur();
      host.dataset["heldFocus"] = data["focus"] ? "1" : "";
      if (data["selectionStart"] !== null && data["selectionEnd"] !== null && focused)
        field.setSelectionRange(Number(data["selectionStart"]), Number(data["selectionEnd"]));
      if (field.isConnected) grow();
      // Before it stands on the page it has no height, and at the first letter it would jump to the one it should have had.
      else setTimeout(grow);
    },
  };
}

function listen(self: BuiltIn, field: Field, typed: () => void, multiline: boolean, handlers: { focus(): void; blur(): void }): void {
  let composing = false;
  field.addEventListener("compositionstart", () => {
    composing = true;
    fire(self, "keyboardcompositionstart");
  });
  field.addEventListener("compositionend", () => {
    composing = false;
    fire(self, "keyboardcompositionend");
    typed();
  });
  field.addEventListener("input", () => {
    if (!composing) typed();
  });
  field.addEventListener("focus", handlers.focus);
  field.addEventListener("blur", handlers.blur);
  field.addEventListener("keydown", (event) => {
    const { key, isComposing } = event as KeyboardEvent;
    const breaksLine = multiline && (self.data["confirmType"] === "return" || self.data["confirmType"] === "done");
    if (key !== "Enter" || isComposing || breaksLine) return;
    event.preventDefault();
    fire(self, "confirm", { value: field.value });
    if (!self.data["confirmHold"]) field.blur();
  });
  // the DOM's own events stop here: the component's events carry the same names
  for (const type of ["input", "change", "focus", "blur"]) field.addEventListener(type, (event) => event.stopPropagation());
}

/** A field inside a <label> is named by it, as it would be in HTML. */
function labelField(host: HTMLElement, field: Field): void {
  const label = enclosing(host, "label");
  if (!label || field.hasAttribute("aria-label")) return;
  const node = hostOf(label);
  if (!node.id) node.id = `label-${Math.random().toString(36).slice(2)}`;
  field.setAttribute("aria-labelledby", node.id);
}

export const input: Definition = {
  template: "input",
  field: true,
  properties: {
    ...SHARED, type: text("text"), password: flag(), safePasswordCertPath: text(), safePasswordLength: any(), safePasswordTimeStamp: any(),
    safePasswordNonce: text(), safePasswordSalt: text(), safePasswordCustomHash: text(),
  },
  ariaTarget: (self) => part(self, "field"),
  mount: (self) => mountField(self, false),
};

export const textarea: Definition = {
  template: "textarea",
  field: true,
  properties: { ...SHARED, confirmType: text("return"), autoHeight: flag(), fixed: flag(), showConfirmBar: flag(true), disableDefaultPadding: flag() },
  ariaTarget: (self) => part(self, "field"),
  mount: (self) => mountField(self, true),
};
