import type { CallData } from "../../../contracts/calls";
import { dayOf } from "../../../contracts/kernel/day";
import { notAcceptedReasons, reopenReasons, transferReasons } from "../../../contracts/requests/request";
import type { RequestDocument, RequestEvent } from "./document";
import type { RequestViewer } from "./authority";
import { actingCalled, calledInCalled, ownerCalled, promiseText, type Side, type Tone } from "./headline";
import { called, type Moment } from "./staff";
import { dayText, momentText, storedDayText } from "../../platform/when";

/** The story in plain words: each step, by whom, and what comes next. Pure. */
export type TimelineEntry = CallData<"requests.open">["timeline"][number];
export type PhotoUrls = ReadonlyMap<string, string>;

/** How the grid was found, said to the resident and to staff. */
const howWords: Record<string, readonly [resident: string, staff: string]> = {
  home: ["按您家所在网格", "按居民的住址"],
  list: ["按您选的楼栋", "按选的楼栋"],
  door: ["按门口的码", "按门口的码"],
  point: ["按您指的位置", "按地图上的位置"],
  nearest: ["按最近的网格", "不在任何网格里，按最近的网格"],
  triage: ["先到社区统一分派", "找不到网格，先到社区统一分派"],
};
export const howText = (how: string, side: Side): string => howWords[how]?.[side === "resident" ? 0 : 1] ?? "";

/** An event as it is told to one side. */
interface ToldEvent {
  moment: Moment;
  request: RequestDocument;
  event: RequestEvent;
  side: Side;
  /** 您 or 居民. */
  resident: string;
  /** Who did it: 周站长. */
  who: string;
}

/** A person, or a station, that something went to. */
function receiverText({ moment, event }: ToldEvent): string {
  const station = moment.organisation.stations.find(({ code }) => code === event.to);
  return station?.name ?? (event.to ? called(moment, event.to) : "");
}

/** 明天前; 昨天前 would be nobody's way to say when something was due. */
const byText = (day: string, at: number): string => `${day < dayOf(at) ? storedDayText(day, at) : dayText(day, at)}前`;

const reasonText = (reasons: Readonly<Record<string, string>>, reason: string | undefined): string => reasons[reason ?? ""] ?? "";

const sentences: Record<RequestEvent["action"], (told: ToldEvent) => string> = {
  submit: ({ resident, request, side }) =>
    side === "staff" && request.filedAsProxy ? "有人替居民反映了这件事" : `${resident}反映了这件事`,
  accept: ({ who }) => `${who}接了`,
  start: ({ who }) => `${who}开始办了`,
  askResident: ({ who, resident }) => `${who}有一件事要问${resident}`,
  answer: ({ resident }) => `${resident}回话了`,
  goOn: ({ who }) => `${who}接着办`,
  askConfirm: ({ who, resident }) => `${who}说办好了，请${resident}看看`,
  confirm: ({ resident, event }) => `${resident}确认办好了，给了 ${event.stars ?? 0} 颗星`,
  reopen: ({ resident, event }) => `${resident}重新打开了：${reasonText(reopenReasons, event.reason)}`,
  closeBySilence: () => "7 天没有新的消息，自动办结了",
  askHelper: (told) => `${told.who}请${receiverText(told)}一起办：${told.event.part ?? ""}，${byText(told.event.day ?? "", told.moment.at)}`,
  helperDone: ({ who, event }) => `${who}把自己那部分办完了：${event.part ?? ""}`,
  transfer: (told) => told.event.by === "clock" ? `原来的经办人不在岗了，转给了${receiverText(told)}` : `${told.who}转给了${receiverText(told)}：${reasonText(transferReasons, told.event.reason)}`,
  notAccept: ({ who, event }) => `${who}说这里办不了：${reasonText(notAcceptedReasons, event.reason)}`,
  withdraw: ({ resident }) => `${resident}撤回了`,
  addWord: ({ who }) => `${who}补充了一句`,
  notFound: (told) => {
    const said = told.event.by === "clock" ? "没有人按时来接" : `${told.resident}${told.event.where === "phone" ? "打电话没人接" : "上门没找到人"}`;
    return told.event.to ? `${said}，已请${receiverText(told)}接手` : `${said}，已告诉站里`;
  },
};

const tones: Partial<Record<RequestEvent["action"], Tone>> = {
  notFound: "urgent", askResident: "waiting", askConfirm: "good", confirm: "good", closeBySilence: "good", reopen: "urgent",
};

const shown = (photos: readonly string[] | undefined, urls: PhotoUrls) =>
  (photos ?? []).flatMap((fileId) => {
    const url = urls.get(fileId);
    return url ? [{ fileId, url }] : [];
  });

function entriesOf(moment: Moment, request: RequestDocument, event: RequestEvent, side: Side, urls: PhotoUrls): TimelineEntry[] {
  const resident = side === "resident" ? "您" : "居民";
  const who = event.by === "resident" ? resident : event.by === "clock" ? "" : called(moment, event.by);
  const time = momentText(event.at, moment.at);
  const entry: TimelineEntry = {
    id: event.id,
    at: event.at,
    atText: time,
    text: sentences[event.action]({ moment, request, event, side, resident, who }),
    ...(event.words && { words: event.words }),
    photos: shown(event.photos, urls),
    tone: tones[event.action] ?? "plain",
    kind: "past",
  };
  return event.action === "submit" ? [entry, arrival(moment, request, event, side, time)] : [entry];
}

/** 到了第四党员服务站，由第四党支部牵头. */
function arrival(moment: Moment, request: RequestDocument, event: RequestEvent, side: Side, time: string): TimelineEntry {
  const station = moment.organisation.stations.find(({ code }) => code === event.to);
  const branch = moment.organisation.branches.find(({ code }) => code === station?.branchCode);
  return {
    id: `${event.id}:arrived`,
    at: event.at,
    atText: [time, howText(request.routing.how, side)].filter(Boolean).join(" · "),
    text: `到了${station?.name ?? "站里"}${branch ? `，由${branch.name}牵头` : ""}`,
    photos: [],
    tone: "plain",
    kind: "past",
  };
}

const nextSentences: Partial<Record<RequestDocument["state"], (who: string, resident: string) => string>> = {
  submitted: (who) => `${who}来接，并告诉下一步`,
  transferred: (who) => `${who}来接，并告诉下一步`,
  accepted: (who) => `${who}去办`,
  inProgress: (who, resident) => `${who}办好后请${resident}确认`,
  reopened: (who, resident) => `${who}再办一次，办好后请${resident}确认`,
  awaitingResident: (who, resident) => `${resident}回一句，${who}接着办`,
  resolved: (_who, resident) => `${resident}看看是不是真的好了`,
};

function nextEntry(viewer: RequestViewer, request: RequestDocument, side: Side): TimelineEntry[] {
  const sentence = nextSentences[request.state];
  if (!sentence) return [];
  const owner = ownerCalled(viewer, request, side);
  const [acting, calledIn] = [actingCalled(viewer, request, side), calledInCalled(viewer, request, side)];
  const runs = !request.paused && request.state !== "resolved";
  return [
    {
      id: "next",
      atText: runs && request.dueAt > viewer.at ? promiseText(request, side, viewer.at) : "接下来",
      text: sentence(acting ?? (calledIn === undefined ? owner : `${owner}或${calledIn}`), side === "resident" ? "您" : "居民"),
      photos: [],
      tone: "waiting",
      kind: "next",
    },
  ];
}

export const timelineOf = (viewer: RequestViewer, request: RequestDocument, side: Side, urls: PhotoUrls): TimelineEntry[] => [
  ...request.events.flatMap((event) => entriesOf(viewer, request, event, side, urls)),
  ...nextEntry(viewer, request, side),
];

export const photosOf = (request: RequestDocument, urls: PhotoUrls) => shown(request.photos, urls);
