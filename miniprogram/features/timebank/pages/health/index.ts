import type { CallData } from "../../../../../contracts/calls";
import { openedPage } from "../../../../shared/behaviors/openedPage";
import { call } from "../../../../shared/cloud";

type Health = CallData<"bank.health">;

/** How the bank stands: what is promised against what is there, and deposits that nobody redeems. No person is in it. */
Component({
  behaviors: [openedPage],
  data: { health: null as Health | null },
  methods: {
    onLoad() {
      void this.open();
    },
    async open() {
      this.opening();
      const result = await call("bank.health", {});
      if (result.ok) this.setData({ face: "ready", health: result.data, said: "" });
      else this.notOpened(result.failure);
    },
  },
});
