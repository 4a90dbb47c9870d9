/** checkbox, radio and their groups; switch. */
import { assign, type BuiltIn, componentsBelow, controlsOf, type Definition, enclosing, fire, flag, hostOf, part, text } from "./define";

/** A tap on a field inside a label reaches it through the label: once, not twice. */
const isInLabel = (self: BuiltIn): boolean => enclosing(hostOf(self), "label") !== undefined;

function choice(kind: "checkbox" | "radio"): Definition {
  return {
    template: "checkbox",
    role: kind,
    properties: { value: text(), checked: flag(), disabled: flag(), color: text("#09BB07") },
    mount(self) {
      const host = hostOf(self);
      const box = part(self, "box");
      box.classList.add(`mp-${kind}`);
      const activate = (): void => {
        const { disabled, checked } = self.data;
        if (disabled || (kind === "radio" && checked)) return;
        const group = enclosing(host, `${kind}-group`);
        if (kind === "radio" && group)
          for (const other of componentsBelow(hostOf(group))) if (other.is === "radio" && other.data["checked"]) assign(other, "checked", false);
        assign(self, "checked", !checked);
        const groupControls = group && controlsOf(group);
        groupControls?.memberChanged?.(self);
      };
      self.addListener("tap", () => {
        if (!isInLabel(self)) activate();
      });
      return {
        activate,
        reset: () => assign(self, "checked", false),
        render() {
          const { checked, color, disabled } = self.data;
          host.setAttribute("aria-checked", String(Boolean(checked)));
          if (disabled) host.setAttribute("aria-disabled", "true");
          else host.removeAttribute("aria-disabled");
          box.textContent = checked ? "✓" : "";
          box.style.color = String(color);
        },
      };
    },
  };
}

function choiceGroup(kind: "checkbox" | "radio"): Definition {
  return {
    field: true,
    ...(kind === "radio" ? { role: "radiogroup" } : {}),
    mount(self) {
      const members = (): BuiltIn[] => componentsBelow(hostOf(self)).filter((each) => each.is === kind);
      const value = (): unknown => {
        const values = members().flatMap((member) => (member.data["checked"] ? [member.data["value"]] : []));
        return kind === "radio" ? (values[0] ?? "") : values;
      };
      return {
        value,
        memberChanged: () => fire(self, "change", { value: value() }),
        reset() {
          for (const member of members()) assign(member, "checked", false);
        },
      };
    },
  };
}

export const checkbox = choice("checkbox");
export const radio = choice("radio");
export const checkboxGroup = choiceGroup("checkbox");
export const radioGroup = choiceGroup("radio");

export const switchBuiltIn: Definition = {
  template: "switch",
  role: "switch",
  field: true,
  properties: { checked: flag(), disabled: flag(), type: text("switch"), color: text("#04BE02") },
  mount(self) {
    const host = hostOf(self);
    const activate = (): void => {
      if (self.data["disabled"]) return;
      assign(self, "checked", !self.data["checked"]);
      fire(self, "change", { value: self.data["checked"] });
    };
    self.addListener("tap", () => {
      if (!isInLabel(self)) activate();
    });
    return {
      activate,
      value: () => self.data["checked"],
      reset: () => assign(self, "checked", false),
      render() {
        const { checked, color, disabled, type } = self.data;
        host.setAttribute("aria-checked", String(Boolean(checked)));
        host.toggleAttribute("checked", Boolean(checked));
        host.toggleAttribute("disabled", Boolean(disabled));
        host.setAttribute("type", String(type));
        host.style.setProperty("--switch-color", String(color));
      },
    };
  },
};
