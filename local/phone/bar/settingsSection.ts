/** Network, theme, WeChat's font size, width of the phone. */
import type { Connection } from "../runtime/network";
import type { Phone } from "../runtime/phone";
import { choice, section } from "./section";

export function settingsSection(phone: Phone): HTMLElement {
  const { settings } = phone;
  const connections: { value: Connection; text: string }[] = [
    { value: "online", text: "正常" },
    { value: "slow", text: "很慢" },
    { value: "offline", text: "断网" },
  ];
  return section(
    "环境",
    choice("network", "网络", connections, phone.network.connection, (value) => {
      phone.network.set(value);
      phone.tick();
    }),
    choice("theme", "外观", [{ value: "light", text: "浅色" }, { value: "dark", text: "深色" }], settings.dark ? "dark" : "light", (value) =>
      phone.setDark(value === "dark"),
    ),
    choice("font", "字号", [1, 1.15, 1.3, 1.6].map((value) => ({ value, text: value === 1 ? "标准" : `${value}×` })), settings.font, (value) => phone.setFont(value)),
    choice("width", "宽度", [320, 375, 430].map((value) => ({ value, text: String(value) })), settings.width, (value) => phone.setWidth(value)),
  );
}
