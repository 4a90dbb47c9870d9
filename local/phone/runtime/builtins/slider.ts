/** slider: a range between two numbers. */
import { assign, type Definition, fire, flag, number, part, text } from "./define";

export const slider: Definition = {
  template: "slider",
  field: true,
  properties: {
    min: number(), max: number(100), step: number(1), value: number(), disabled: flag(), showValue: flag(), color: text(),
    activeColor: text("#1aad19"), backgroundColor: text("#e9e9e9"), blockSize: number(28), blockColor: text("#ffffff"), selectedColor: text(),
  },
  ariaTarget: (self) => part(self, "range"),
  mount(self) {
    const range = part<HTMLInputElement>(self, "range");
    const shown = part(self, "value");
    range.type = "range";
    range.addEventListener("input", (event) => {
      event.stopPropagation();
      shown.textContent = self.data["showValue"] ? range.value : "";
      fire(self, "changing", { value: Number(range.value) });
    });
    range.addEventListener("change", (event) => {
      event.stopPropagation();
      assign(self, "value", Number(range.value));
      fire(self, "change", { value: Number(range.value) });
    });
    return {
      value: () => self.data["value"],
      reset: () => assign(self, "value", self.data["min"]),
      render() {
        const { min, max, step, value, disabled, showValue, activeColor } = self.data;
        Object.assign(range, { min: String(min), max: String(max), step: String(step), disabled: Boolean(disabled) });
        range.value = String(value);
        range.style.accentColor = String(activeColor);
        shown.textContent = showValue ? String(value) : "";
      },
    };
  },
};
