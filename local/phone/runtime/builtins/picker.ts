/** picker: a field that opens a sheet of columns. */
import { openWheels } from "../ui/wheels";
import { any, assign, type BuiltIn, type Definition, fire, flag, text } from "./define";
import { thePhone } from "./phoneAccess";
import { dateMode, multiSelectorMode, type PickerMode, selectorMode, timeMode } from "./pickerModes";

const DAY = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai" });

export const picker: Definition = {
  role: "button",
  field: true,
  properties: {
    mode: text("selector"), range: any([]), rangeKey: text(), value: any(), start: text(), end: text(), fields: text("day"), disabled: flag(),
    headerText: text(), customItem: text(), level: text(),
  },
  mount(self) {
    self.addListener("tap", () => {
      if (!self.data["disabled"]) void choose(self).catch((error: unknown) => thePhone().errors.report("picker", error));
    });
    return { value: () => self.data["value"], reset: () => assign(self, "value", self.data["mode"] === "selector" ? 0 : "") };
  },
};

function modeOf(self: BuiltIn): PickerMode {
  const { data } = self;
  switch (data["mode"]) {
    case "multiSelector":
      return multiSelectorMode(data);
    case "time":
      return timeMode(data);
    case "date":
      return dateMode(data, DAY.format(thePhone().clock.now()));
    case "selector":
      return selectorMode(data);
    default:
      throw new Error(`picker mode "${String(data["mode"])}" is not provided by local/phone`);
  }
}

async function choose(self: BuiltIn): Promise<void> {
  let mode = modeOf(self);
  const selected = mode.rowsOf(self.data["value"]);
  const chosen = await openWheels({
    title: String(self.data["headerText"] ?? ""),
    // a column's change may have made the page hand over other rows
    columns: () => (mode = modeOf(self)).columns(selected),
    selected,
    turned(column, row) {
      if (self.data["mode"] === "multiSelector") fire(self, "columnchange", { column, value: row });
    },
  });
  if (!chosen) {
    fire(self, "cancel");
    return;
  }
  const value = mode.valueOf(chosen);
  assign(self, "value", value);
  fire(self, "change", { value });
}
