import { minutesText } from "../../contracts";
import { dotted, heldDots } from "../../dots";
import { type SessionAction, sessionActionLabels, type SessionCard } from "../../timebankWords";

interface SessionButton {
  /** `look`: what has to be looked at first, or can only be looked at, opens. */
  action: SessionAction | "look";
  label: string;
  primary: boolean;
}

const LOOK_AND_CONFIRM = "看一眼，确认";
const look = (label: string, primary = false): SessionButton => ({ action: "look", label, primary });
const plain = (action: SessionAction): SessionButton => ({ action, label: sessionActionLabels[action] ?? "", primary: false });

/** Who was helped can say at once whether the time is right; after a forgotten check-out nobody knows it unseen. */
function ownButtons({ actions, forgotten }: SessionCard, first: boolean): SessionButton[] {
  const yes = forgotten ? look(LOOK_AND_CONFIRM, first) : { ...plain("confirm"), primary: first };
  return [...(actions.includes("confirm") ? [yes] : []), ...(actions.includes("dispute") ? [plain("dispute")] : [])];
}

/** Who was not there has one thing to do, on the page that tells him more; he may also only watch. */
function staffButtons({ actions }: SessionCard): SessionButton[] {
  if (actions.includes("confirm")) return [look(LOOK_AND_CONFIRM)];
  return [actions.includes("decide") ? plain("decide") : look("看一眼")];
}

/**
 * A service as it really was, with who and how long. Events: `open` {sessionId}; `act` {sessionId, version, action}.
 */
Component({
  properties: {
    session: { type: Object, value: null as unknown as SessionCard },
    /** own | staff */
    side: { type: String, value: "own" },
    /** Of several cards only the first has the page's one main button. */
    first: { type: Boolean, value: false },
    /** The action that is on its way, or empty. */
    busy: { type: String, value: "" },
  },
  data: { buttons: [] as SessionButton[], title: "", nowTitle: "", nowDetail: "", timeText: "", spoken: "" },
  observers: {
    "session, side, first"(session: SessionCard | null, side: string, first: boolean) {
      if (!session) return;
      const { title, withWhom, whenText, headline } = session;
      const timeText = sessionTimeText(session);
      this.setData({
        title: heldDots(dotted(title, withWhom)),
        nowTitle: heldDots(headline.title),
        nowDetail: heldDots(headline.detail),
        timeText,
        buttons: side === "staff" ? staffButtons(session) : ownButtons(session, first),
        spoken: [headline.title, headline.detail, title, withWhom, whenText, timeText].filter(Boolean).join("，"),
      });
    },
  },
  methods: {
    onOpen() {
      this.triggerEvent("open", { sessionId: this.data.session.sessionId });
    },
    onAct(event: WechatMiniprogram.BaseEvent) {
      const { sessionId, version } = this.data.session;
      const action = event.currentTarget.dataset.action as SessionButton["action"];
      if (action === "look") this.onOpen();
      else this.triggerEvent("act", { sessionId, version, action });
    },
  },
});

/** 实际 58 分钟 · 约好 1 小时; what was credited once it is known. */
function sessionTimeText({ actualMinutes, creditedMinutes, bookedMinutes }: SessionCard): string {
  const actual = actualMinutes === undefined ? "" : `实际 ${minutesText(actualMinutes)}`;
  const credited = creditedMinutes === undefined ? "" : `记 ${minutesText(creditedMinutes)}`;
  return dotted(actual, credited || `约好 ${minutesText(bookedMinutes)}`);
}
