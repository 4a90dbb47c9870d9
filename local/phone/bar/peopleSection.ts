/** Whose phone this is. Choosing another hands it over: a fresh start at home. */
import type { Phone } from "../runtime/phone";
import { h } from "../runtime/ui/dom";
import { section } from "./section";

export function peopleSection(phone: Phone): HTMLElement {
  const buttons = phone.config.people.map(({ key, name, about }) =>
    h(
      "button",
      { type: "button", class: "bar-person", "data-testid": `bar-person-${key}`, "aria-pressed": String(key === phone.person.key), onclick: () => phone.switchPerson(key) },
      h("b", {}, name),
      about ? h("small", {}, about) : null,
    ),
  );
  return section("谁的手机", ...(buttons.length ? buttons : [h("p", {}, phone.person.name)]));
}
