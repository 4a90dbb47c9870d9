import { byStation, foundPeople, type PeopleGroup, placedTitle } from "../../../../shared/peopleSearch";
import { titleBeside } from "../../../../shared/persons";
import type { ReportForm } from "../../reportDraft";

type Person = ReportForm["staff"][number];
interface Row {
  staffId: string;
  called: string;
  detail: string;
}

const rowOf = (person: Person): Row => ({ staffId: person.staffId, called: person.called, detail: placedTitle({ ...person, title: titleBeside(person) }) });

/** Which people stand there: those found, else those near and whoever is chosen, else everybody. */
function shownOf(people: readonly Person[], { search, all, value }: { search: string; all: boolean; value: string }): Person[] {
  if (search.trim() !== "") return foundPeople(people, search);
  return all ? [...people] : people.filter(({ near, staffId }) => near === true || staffId === value);
}

/**
 * Whom a complaint is about: the people of one's own place stand there, anybody else is found by name, title or grid.
 * Event: `change` {staffId}, empty for 说不上是谁.
 */
Component({
  properties: {
    people: { type: Array, value: [] as Person[] },
    value: { type: String, value: "" },
  },
  data: { search: "", all: false, groups: [] as PeopleGroup<Row>[], folded: false, none: false },
  observers: {
    "people, value, search, all"(people: Person[], value: string, search: string, all: boolean) {
      const near = people.some((person) => person.near === true);
      const everybody = all || !near;
      const shown = shownOf(people, { search, all: everybody, value });
      const groups = byStation(shown).map(({ name, people: found }) => ({ name, people: found.map(rowOf) }));
      this.setData({ groups, folded: !everybody && search.trim() === "", none: shown.length === 0 });
    },
  },
  methods: {
    onSearch(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      this.setData({ search: event.detail.value });
    },
    onAll() {
      this.setData({ all: true });
    },
    onChoose(event: WechatMiniprogram.TouchEvent) {
      this.triggerEvent("change", { staffId: (event.currentTarget.dataset as { id: string }).id });
    },
  },
});
