/** Builds the bar: whose phone, what time, which network, theme, font and width, and what left the phone. */
import type { Phone } from "../runtime/phone";
import { h } from "../runtime/ui/dom";
import { clockSection } from "./clockSection";
import { happeningsSection } from "./happeningsSection";
import { outboxSection } from "./outboxSection";
import { peopleSection } from "./peopleSection";
import { settingsSection } from "./settingsSection";

export function buildBar(phone: Phone): void {
  const bar = h(
    "aside",
    { id: "phone-bar", "data-testid": "phone-bar", "aria-label": "演示控制栏" },
    h("p", { class: "bar-note" }, "演示用，不属于产品"),
    peopleSection(phone),
    clockSection(phone),
    settingsSection(phone),
    happeningsSection(phone),
    outboxSection(),
  );
  document.body.append(bar);
}
