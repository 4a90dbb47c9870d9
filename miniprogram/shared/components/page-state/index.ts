/**
 * The faces of a page that has nothing to show yet: `loading` draws skeleton cards in the shape of what comes, `failed`
 * says what happened with a retry, `empty` says why and the one thing to do. With `ready` it shows its slot.
 */
export type PageFace = "loading" | "failed" | "empty" | "ready";

Component({
  properties: {
    face: { type: String, value: "loading" },
    /** The sentence of `failed` and `empty`. */
    title: { type: String, value: "" },
    detail: { type: String, value: "" },
    /** Words of the one button; `failed` has 再试一次 by itself, `empty` has none unless given. */
    action: { type: String, value: "" },
    /** How many lines each skeleton card has, from top to bottom. */
    cards: { type: Array, value: [2, 1, 3] as number[] },
  },
  data: { shapes: [] as { key: number; lines: number[] }[] },
  observers: {
    cards(cards: number[]) {
      this.setData({
        shapes: cards.map((count, key) => ({ key, lines: Array.from({ length: count }, (_, line) => line) })),
      });
    },
  },
  methods: {
    onAction() {
      this.triggerEvent("action");
    },
  },
});
