import { dotted, heldDots } from "../../dots";
import type { NeedCard } from "../../timebankWords";

/** A list shows what it is about; all of it stands on the need's own page. */
const MOST_WORDS = 32;

const stateWords: Partial<Record<NeedCard["state"], string>> = { withdrawn: "不用帮了", notTaken: "没能安排" };

/** One that is over says how it ended: somebody helped, or nobody was found. Only its headline knows. */
const chipOf = ({ state, lackText, headline }: NeedCard): string => (state === "ended" ? headline.title : (stateWords[state] ?? lackText));

/** Whoever arranges sees what burns; nobody's hours paying yet is waiting, too, though nobody is lacking. */
const toneOf = (side: string, { headline }: NeedCard): string => (side === "staff" && headline.tone === "urgent" ? "urgent" : "waiting");

/**
 * One need in a list. Its own side reads the headline; a neighbour reads what, when, where and how many are lacking.
 * Event: `open` {needId}.
 */
Component({
  properties: {
    need: { type: Object, value: null as unknown as NeedCard },
    /** neighbour | own | staff */
    side: { type: String, value: "neighbour" },
  },
  data: { title: "", whenText: "", placeText: "", brief: "", chip: "", chipTone: "plain", headline: "", spoken: "" },
  observers: {
    "need, side"(need: NeedCard | null, side: string) {
      if (!need) return;
      const { state, lacking, title, whenText, placeText, words } = need;
      const chip = chipOf(need);
      const chipTone = state !== "open" ? "plain" : lacking > 0 || need.headline.tone !== "good" ? toneOf(side, need) : "good";
      // What the chip says already is not said again.
      const headline = side === "neighbour" ? "" : heldDots(dotted(need.headline.title === chip ? "" : need.headline.title, need.headline.detail));
      const brief = words.length > MOST_WORDS ? `${words.slice(0, MOST_WORDS)}…` : words;
      const spoken = [title, chip, whenText, placeText, headline || words].filter(Boolean).join("，");
      this.setData({ title: heldDots(title), whenText: heldDots(whenText), placeText: heldDots(placeText), brief, chip: heldDots(chip), chipTone, headline, spoken });
    },
  },
  methods: {
    onOpen() {
      this.triggerEvent("open", { needId: this.data.need.needId });
    },
  },
});
