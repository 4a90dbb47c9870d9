/** form and label. */
import { assign, type BuiltIn, componentsBelow, controlsOf, type Definition, fire, flag, hostOf, text } from "./define";

/** Fields are the built-ins with a name, and components with the behaviour wx://form-field. */
function namedFields(root: Element): { field: BuiltIn; name: string }[] {
  return componentsBelow(root).flatMap((field) => {
    const name = field.data["name"];
    return typeof name === "string" && name && field.is !== "button" && "value" in { ...field.data, ...(controlsOf(field)?.value ? { value: 0 } : {}) }
      ? [{ field, name }]
      : [];
  });
}

export const form: Definition = {
  properties: { reportSubmit: flag(), reportSubmitTimeout: { type: Number, value: 0 } },
  mount(self) {
    return {
      submit(button) {
        const value: Record<string, unknown> = {};
        for (const { field, name } of namedFields(hostOf(self))) {
          const controls = controlsOf(field);
          value[name] = controls?.value ? controls.value() : field.data["value"];
        }
        fire(self, "submit", { value, formId: "", target: { id: button.id } });
      },
      reset() {
        for (const { field } of namedFields(hostOf(self))) {
          const controls = controlsOf(field);
          if (controls?.reset) controls.reset();
          else assign(field, "value", "");
        }
        fire(self, "reset");
      },
    };
  },
};

const LABELLED = new Set(["checkbox", "radio", "switch", "button", "input", "textarea"]);

export const label: Definition = {
  properties: { for: text() },
  mount(self) {
    self.addListener("tap", (event) => {
      const { for: id } = self.data;
      const target = id
        ? (self.ownerShadowRoot?.getElementById(String(id)) as unknown as BuiltIn | undefined)
        : componentsBelow(hostOf(self)).find((each) => LABELLED.has(each.is));
      if (!target) return;
      // a tap on a text field is the browser's own business
      const origin = (event.target as unknown as BuiltIn | undefined)?.is;
      if (origin === target.is && (target.is === "input" || target.is === "textarea")) return;
      controlsOf(target)?.activate?.();
    });
  },
};
