import type { CallInput } from "../../contracts/calls";
import type { RequestState } from "../../contracts/requests/request";
import type { TestCloud } from "../support/cloud";
import { callAs } from "../support/demo";

/** Ids of the demo's requests that the views show, each in a state of its own. */
export interface Stories {
  open: string;
  closed: string;
  awaitingResident: string;
  resolved: string;
  long: string;
  headOwns: string;
  headUnclaimed: string;
  headPaused: string;
}

const unbroken = "https://example.invalid/wutongli/27/3/402/no-space-anywhere-in-this-address";

async function submit(cloud: TestCloud, words: string, patch: Partial<CallInput<"requests.submit">> = {}): Promise<string> {
  const draft: CallInput<"requests.submit"> = { words, category: "facility", urgency: "ordinary", place: { kind: "home" }, photos: [], audience: "station", ...patch };
  return (await callAs(cloud, "resident", "requests.submit", draft)).requestId;
}

async function step(cloud: TestCloud, who: string, requestId: string, taken: CallInput<"requests.advance">["step"]): Promise<void> {
  const { version } = await callAs(cloud, who, "requests.open", { requestId });
  await callAs(cloud, who, "requests.advance", { requestId, version, step: taken });
}

async function mineOf(cloud: TestCloud, who: string, open: boolean, state: RequestState): Promise<string> {
  const { items } = await callAs(cloud, who, "requests.mine", { open });
  const found = items.find((item) => item.state === state);
  if (!found) throw new Error(`${who} has nothing ${state}: the demo has changed`);
  return found.requestId;
}

async function onWorkbench(cloud: TestCloud, tab: "unclaimed" | "mine", state: RequestState): Promise<string> {
  const { items } = await callAs(cloud, "stationHead", "workbench.list", { tab });
  const found = items.find((item) => item.state === state);
  if (!found) throw new Error(`the station head has nothing ${state} under ${tab}: the demo has changed`);
  return found.requestId;
}

export async function prepareStories(cloud: TestCloud): Promise<Stories> {
  const open = await mineOf(cloud, "resident", true, "inProgress");
  const found = {
    open,
    closed: await mineOf(cloud, "resident", false, "closed"),
    resolved: await mineOf(cloud, "volunteer", true, "resolved"),
    headOwns: await onWorkbench(cloud, "mine", "inProgress"),
    headUnclaimed: await onWorkbench(cloud, "unclaimed", "submitted"),
    headPaused: await onWorkbench(cloud, "mine", "awaitingResident"),
  };
  const awaitingResident = await submit(cloud, "三楼平台的栏杆松了，扶着会晃。");
  await step(cloud, "stationHead", awaitingResident, { action: "accept" });
  await step(cloud, "stationHead", awaitingResident, { action: "askResident", words: "您哪天在家？我带师傅上门看栏杆，顺便量一量尺寸。" });
  const long = await submit(cloud, `${unbroken}${"特别长的一段话".repeat(20)}`, { place: { kind: "words", words: unbroken.slice(0, 60) }, onBehalf: { called: "欧阳上官诸葛司马慕容夏侯的老大爷", consent: true }, audience: "owner" });
  return { ...found, awaitingResident, long };
}
