import type { CallData } from "../../../../contracts/calls";
import { call } from "../../cloud";

type Building = CallData<"org.findBuildings">["buildings"][number];

/** Long enough that a word is typed in one go, short enough that nobody waits. */
const SEARCH_AFTER_MS = 250;
const MOST_LETTERS = 20;
let typing = 0;

/** Finds a unit by a few letters of its building. Event: `choose` {unitCode, text, grid}. */
Component({
  properties: {
    label: { type: String, value: "找楼栋" },
    placeholder: { type: String, value: "几个字，如 27 栋" },
    error: { type: String, value: "" },
    focus: { type: Boolean, value: false },
  },
  data: { query: "", searching: false, failed: false, note: "", buildings: [] as Building[] },
  lifetimes: {
    detached() {
      clearTimeout(typing);
    },
  },
  methods: {
    onQuery(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      const query = event.detail.value.trim();
      this.setData({ query });
      clearTimeout(typing);
      // The answer to what stood there may be on its way: it will not be taken.
      if (query === "") this.setData({ searching: false, failed: false, buildings: [], note: "" });
      else typing = setTimeout(() => void this.search(), SEARCH_AFTER_MS);
    },
    async search() {
      const { query } = this.data;
      if (query === "") return;
      this.setData({ searching: true, failed: false });
      const result = await call("org.findBuildings", { text: query.slice(0, MOST_LETTERS) });
      // A slow answer to fewer letters must not replace the answer to more.
      if (query !== this.data.query) return;
      const buildings = result.ok ? result.data.buildings : [];
      const nothing = result.ok ? `没有找到“${query}”，换几个字试试，比如楼号或路名。` : result.failure.message;
      this.setData({ searching: false, failed: !result.ok, buildings, note: buildings.length > 0 ? "" : nothing });
    },
    onUnit(event: WechatMiniprogram.TouchEvent) {
      const { building, unit } = event.currentTarget.dataset as { building: number; unit: number };
      const found = this.data.buildings[building];
      const chosen = found?.units[unit];
      if (!found || !chosen) return;
      const text = found.units.length > 1 ? `${found.name} ${chosen.name}` : found.name;
      this.triggerEvent("choose", { unitCode: chosen.unitCode, text, grid: chosen.grid });
    },
  },
});
