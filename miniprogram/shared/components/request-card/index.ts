import type { CallData } from "../../../../contracts/calls";
import type { RequestState } from "../../../../contracts/requests/request";
import { dotted, heldDots } from "../../dots";
import { actionBar, type ActionButton, type Side } from "../../requestActions";

export type RequestCard = CallData<"requests.mine">["items"][number];

type Tone = RequestCard["dueTone"];

/** How far a matter has come, for the bar a resident sees, and the one word beside its title. */
const stages: Record<RequestState, { word: string; tone: Tone; percent: number }> = {
  submitted: { word: "等人接", tone: "waiting", percent: 15 },
  transferred: { word: "换人来接", tone: "waiting", percent: 20 },
  accepted: { word: "有人接了", tone: "good", percent: 35 },
  inProgress: { word: "正在办", tone: "good", percent: 60 },
  reopened: { word: "又在办", tone: "waiting", percent: 50 },
  awaitingResident: { word: "等您回话", tone: "waiting", percent: 50 },
  resolved: { word: "等您确认", tone: "waiting", percent: 85 },
  closed: { word: "办好了", tone: "good", percent: 100 },
  withdrawn: { word: "您收回了", tone: "plain", percent: 0 },
  notAccepted: { word: "没能办", tone: "plain", percent: 0 },
};

/**
 * One request in a list. For its resident: the title, how far it is and the headline. For staff: place, service, time
 * left and the one or two actions that stand in front.
 * Events: `open` {requestId}; `act` {requestId, version, action}.
 */
Component({
  properties: {
    request: { type: Object, value: null as unknown as RequestCard },
    /** resident | staff */
    side: { type: String, value: "resident" },
    /** The action that is on its way, or empty. */
    busy: { type: String, value: "" },
  },
  data: {
    chip: "",
    chipTone: "plain",
    line: "",
    detail: "",
    late: false,
    percent: 0,
    spoken: "",
    buttons: [] as ActionButton[],
    more: false,
  },
  observers: {
    "request, side"(request: RequestCard | null, side: Side) {
      if (request) this.setData(side === "staff" ? forStaff(request) : forResident(request));
    },
  },
  methods: {
    onOpen() {
      this.triggerEvent("open", { requestId: this.data.request.requestId });
    },
    onAct(event: WechatMiniprogram.BaseEvent) {
      const { requestId, version } = this.data.request;
      this.triggerEvent("act", { requestId, version, action: event.currentTarget.dataset.action as string });
    },
  },
});

function forResident(request: RequestCard) {
  const { word, tone, percent } = stages[request.state];
  const [line, detail] = [heldDots(request.headline.title), heldDots(request.headline.detail)];
  // However far it is: what is late looks late.
  const late = request.dueTone === "urgent" && request.dueAt !== undefined;
  const [chip, chipTone] = late ? [request.dueText, "urgent"] : [word, tone];
  const spoken = [request.title, chip, line, detail].filter(Boolean).join("，");
  return { chip, chipTone, line, detail, late, percent, spoken, buttons: [], more: false };
}

function forStaff(request: RequestCard) {
  const said = request.notFoundCount > 0 ? `居民 ${request.notFoundCount} 次没找到人` : "";
  const noticed = request.unclaimedCount > 0 ? "过了时间没人接" : "";
  const line = heldDots(dotted(request.place, ...request.notes, said, noticed));
  const { main, more } = actionBar(request.actions, "staff", request.state);
  return {
    chip: request.dueText,
    chipTone: request.dueTone,
    line,
    detail: heldDots(request.headline.title),
    late: false,
    percent: 0,
    spoken: [request.title, request.dueText, line, request.headline.title].filter(Boolean).join("，"),
    buttons: main,
    more: more.length > 0,
  };
}
