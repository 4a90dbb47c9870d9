import { heldDots } from "../../dots";

/** What is true now, said first: a sentence and what comes next, on the ground of its tone. */
Component({
  properties: {
    title: { type: String, value: "" },
    detail: { type: String, value: "" },
    /** good | waiting | urgent | plain; the words say it too, colour alone never does. */
    tone: { type: String, value: "plain" },
  },
  data: { first: "", next: "" },
  observers: {
    "title, detail"(title: string, detail: string) {
      this.setData({ first: heldDots(title), next: heldDots(detail) });
    },
  },
});
