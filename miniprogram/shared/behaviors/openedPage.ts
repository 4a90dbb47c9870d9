import type { CallFailure } from "../cloud";
import { pulledDown } from "../pullDown";
import { appearance } from "./appearance";

/** What the page itself brings: its one call, and what to show of the answer. */
interface Opens {
  open(): Promise<unknown>;
}
const openOf = (page: unknown): Promise<unknown> => (page as Opens).open();

/**
 * A page that opens with one call, by its own `open()`: begun with `opening()`, and ended with `notOpened(failure)` where the
 * cloud says no. Pulled down it is asked again; come back to as well, where its `onShow` says `reopen(…)`.
 */
export const openedPage = Behavior({
  behaviors: [appearance],
  data: {
    face: "loading",
    failure: "",
    /** Said in the same place after a step, or when what stands here could not be made fresh. */
    said: "",
    saidTone: "good",
  },
  methods: {
    onPullDownRefresh(): Promise<void> {
      return pulledDown(openOf(this));
    },
    opening() {
      if (this.data.face === "failed") this.setData({ face: "loading" });
    },
    /** What stands on the screen is still of use. */
    notOpened({ message }: Pick<CallFailure, "message">) {
      if (this.data.face === "ready") this.setData({ said: message, saidTone: "waiting" });
      else this.setData({ face: "failed", failure: message });
    },
    /** @param busy the step on its way, which says itself what came of it; empty: none is */
    reopen(busy: string) {
      if (busy !== "" || this.data.face === "loading") return;
      // What was said belonged to the step before he left.
      this.setData({ said: "" });
      void openOf(this);
    },
  },
});
