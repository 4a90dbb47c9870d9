import type { CallData } from "../../../contracts/calls";

type Story = CallData<"requests.open">;

/** An invented request on its way; tests change what they are about. */
export const aStory = (changes: Partial<Story> = {}): Story => ({
  requestId: "r1",
  version: 3,
  receipt: "ZD4-1123-KXMT",
  side: "staff",
  title: "下水道又堵了",
  words: "一楼往上冒水。",
  category: "物业设施",
  place: "27 栋 3 单元",
  notes: [],
  confidential: false,
  urgency: "ordinary",
  state: "inProgress",
  headline: { title: "老何正在办", detail: "周四 18:00 前给您答复", tone: "good" },
  dueText: "周四 18:00",
  photos: [],
  timeline: [{ id: "e1", at: 1, atText: "周一 08:12", text: "您反映了这件事", photos: [], tone: "good", kind: "past" }],
  owner: { staffId: "he", called: "老何", title: "居民组长" },
  standIn: { staffId: "chen", called: "小陈", title: "支委" },
  station: { name: "第四站", phone: "023-65180404", address: "27 栋底层" },
  branch: "第四党支部",
  grid: "第 12 网格",
  helpers: [],
  notFoundCount: 0,
  unclaimedCount: 0,
  actions: [],
  team: [
    { staffId: "he", called: "老何", title: "居民组长" },
    { staffId: "chen", called: "小陈", title: "支委" },
    { staffId: "zhou", called: "周站长", title: "站长" },
  ],
  stations: [{ code: "S1", name: "第一站" }],
  ...changes,
});
