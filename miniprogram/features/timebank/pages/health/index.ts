import type { CallData } from "../../../../../contracts/calls";
import { appearance } from "../../../../shared/behaviors/appearance";
import { call } from "../../../../shared/cloud";
import { pulledDown } from "../../../../shared/pullDown";

type Health = CallData<"bank.health">;

/** How the bank stands: what is promised against what is there, and deposits that nobody redeems. No person is in it. */
Component({
  behaviors: [appearance],
  data: { face: "loading", failure: "", health: null as Health | null, said: "" },
  methods: {
    onLoad() {
      void this.open();
    },
    onPullDownRefresh() {
      return pulledDown(this.open());
    },
    async open() {
      if (!this.data.health) this.setData({ face: "loading" });
      const result = await call("bank.health", {});
      if (result.ok) this.setData({ face: "ready", health: result.data, said: "" });
      else if (this.data.health) this.setData({ said: result.failure.message });
      else this.setData({ face: "failed", failure: result.failure.message });
    },
  },
});
