import { type TurnAction, turnActionLabels, type TurnCard } from "../../timebankWords";

interface TurnButton {
  action: TurnAction;
  label: string;
  primary: boolean;
}

/** The one thing to do now has the colour; to promise or to refuse are the volunteer's to choose alike. */
const primary: readonly TurnAction[] = ["checkIn", "checkOut"];

/**
 * A volunteer's own turn: asked, promised or going on.
 * Events: `open` {needId}; `act` {shiftId, needId, version, action}.
 */
Component({
  properties: {
    turn: { type: Object, value: null as unknown as TurnCard },
    /** The action that is on its way, or empty. */
    busy: { type: String, value: "" },
    /** Gives back only on the need's own page: in a list one slip of the thumb would. */
    brief: { type: Boolean, value: true },
  },
  data: { buttons: [] as TurnButton[], spoken: "" },
  observers: {
    "turn, brief"(turn: TurnCard | null, brief: boolean) {
      if (!turn) return;
      const { title, whenText, placeText, headline, actions } = turn;
      this.setData({
        buttons: actions
          .filter((action) => !brief || action !== "giveBack")
          .map((action) => ({ action, label: turnActionLabels[action], primary: primary.includes(action) })),
        spoken: [headline.title, headline.detail, title, whenText, placeText].filter(Boolean).join("，"),
      });
    },
  },
  methods: {
    onOpen() {
      this.triggerEvent("open", { needId: this.data.turn.needId });
    },
    onAct(event: WechatMiniprogram.BaseEvent) {
      const { shiftId, needId, version } = this.data.turn;
      this.triggerEvent("act", { shiftId, needId, version, action: event.currentTarget.dataset.action as TurnAction });
    },
  },
});
