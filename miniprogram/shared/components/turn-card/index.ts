import { heldDots } from "../../dots";
import { type TurnAction, turnActionLabels, type TurnCard } from "../../timebankWords";

interface TurnButton {
  action: TurnAction;
  label: string;
  primary: boolean;
}

/** The one thing to do now has the colour; to promise or to refuse are the volunteer's to choose alike. */
const pressing: readonly TurnAction[] = ["checkIn", "checkOut"];

/**
 * A volunteer's own turn: asked, promised or going on.
 * Gives back only on the shift's own page: in a list one slip of the thumb would.
 * Events: `open` {needId, shiftId}; `act` {shiftId, needId, version, action}.
 */
Component({
  properties: {
    turn: { type: Object, value: null as unknown as TurnCard },
    /** The action that is on its way, or empty. */
    busy: { type: String, value: "" },
    /** Of several cards only the first has the page's one main button. */
    first: { type: Boolean, value: false },
    /** Stands under a heading that says the same as its first line. */
    plain: { type: Boolean, value: false },
  },
  data: { title: "", whenText: "", placeText: "", nowTitle: "", nowDetail: "", buttons: [] as TurnButton[], spoken: "" },
  observers: {
    "turn, first"(turn: TurnCard | null, first: boolean) {
      if (!turn) return;
      const { title, whenText, placeText, headline, actions } = turn;
      this.setData({
        title: heldDots(title),
        whenText: heldDots(whenText),
        placeText: heldDots(placeText),
        nowTitle: heldDots(headline.title),
        nowDetail: heldDots(headline.detail),
        buttons: actions
          .filter((action) => action !== "giveBack")
          .map((action) => ({ action, label: turnActionLabels[action], primary: first && pressing.includes(action) })),
        spoken: [headline.title, headline.detail, title, whenText, placeText].filter(Boolean).join("，"),
      });
    },
  },
  methods: {
    onOpen() {
      this.triggerEvent("open", { needId: this.data.turn.needId, shiftId: this.data.turn.shiftId });
    },
    onAct(event: WechatMiniprogram.BaseEvent) {
      const { shiftId, needId, version } = this.data.turn;
      this.triggerEvent("act", { shiftId, needId, version, action: event.currentTarget.dataset.action as TurnAction });
    },
  },
});
