import type { CallData } from "../../../../../contracts/calls";
import { call } from "../../../../shared/cloud";

type Building = CallData<"org.findBuildings">["buildings"][number];

const SEARCH_AFTER_MS = 250;
let searching = 0;

/** Finds a unit by a few letters of its building. Event: `choose` {unitCode, text}. */
Component({
  properties: {
    error: { type: String, value: "" },
  },
  data: { query: "", note: "", buildings: [] as Building[] },
  lifetimes: {
    detached() {
      clearTimeout(searching);
    },
  },
  methods: {
    onQuery(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      const query = event.detail.value.trim();
      this.setData({ query });
      clearTimeout(searching);
      if (query === "") this.setData({ buildings: [], note: "" });
      else searching = setTimeout(() => void this.search(), SEARCH_AFTER_MS);
    },
    async search() {
      const { query } = this.data;
      const result = await call("org.findBuildings", { text: query.slice(0, 20) });
      // A slow answer to fewer letters must not replace the answer to more.
      if (query !== this.data.query) return;
      if (!result.ok) return this.setData({ buildings: [], note: result.failure.message });
      const { buildings } = result.data;
      this.setData({ buildings, note: buildings.length > 0 ? "" : `没有找到“${query}”，换几个字试试。` });
    },
    onUnit(event: WechatMiniprogram.TouchEvent) {
      const { building, unit } = event.currentTarget.dataset as { building: number; unit: number };
      const found = this.data.buildings[building];
      const chosen = found?.units[unit];
      if (!found || !chosen) return;
      const text = found.units.length > 1 ? `${found.name} ${chosen.name}` : found.name;
      this.triggerEvent("choose", { unitCode: chosen.unitCode, text });
    },
  },
});
