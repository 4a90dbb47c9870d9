import { minutesText } from "../../contracts";
import { type SessionAction, sessionActionLabels, type SessionCard } from "../../timebankWords";

interface SessionButton {
  action: SessionAction;
  label: string;
  primary: boolean;
}

/** What can be settled in a list; the rest asks for words and has its own page. */
const inFront: readonly SessionAction[] = ["confirm", "dispute", "decide"];

/**
 * A service as it really was, with who and how long. Events: `open` {sessionId}; `act` {sessionId, version, action}.
 */
Component({
  properties: {
    session: { type: Object, value: null as unknown as SessionCard },
    /** The action that is on its way, or empty. */
    busy: { type: String, value: "" },
  },
  data: { buttons: [] as SessionButton[], timeText: "", spoken: "" },
  observers: {
    session(session: SessionCard | null) {
      if (!session) return;
      const { title, withWhom, whenText, headline } = session;
      const timeText = sessionTimeText(session);
      this.setData({
        timeText,
        buttons: session.actions
          .filter((action) => inFront.includes(action))
          .map((action) => ({ action, label: sessionActionLabels[action] ?? "", primary: action === "confirm" })),
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
      this.triggerEvent("act", { sessionId, version, action: event.currentTarget.dataset.action as SessionAction });
    },
  },
});

/** 实际 58 分 · 约好 1 小时; what was credited once it is known. */
function sessionTimeText({ actualMinutes, creditedMinutes, bookedMinutes }: SessionCard): string {
  const actual = actualMinutes === undefined ? "" : `实际 ${minutesText(actualMinutes)}`;
  const credited = creditedMinutes === undefined ? "" : `记 ${minutesText(creditedMinutes)}`;
  return [actual, credited || `约好 ${minutesText(bookedMinutes)}`].filter(Boolean).join(" · ");
}
