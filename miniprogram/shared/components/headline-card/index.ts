/** What is true now, said first: a sentence and what comes next, on the ground of its tone. */
Component({
  properties: {
    title: { type: String, value: "" },
    detail: { type: String, value: "" },
    /** good | waiting | urgent | plain; the words say it too, colour alone never does. */
    tone: { type: String, value: "plain" },
  },
});
