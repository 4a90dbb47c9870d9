import type { CallData, CallInput, CallName } from "../../contracts/calls";
import type { CallReply } from "../../contracts/kernel/call";
import type { TestCloud } from "../support/cloud";
import { openidOf } from "../support/demo";

export interface Cost {
  databaseCalls: number;
  examined: number;
  returned: number;
}

/** Calls the door as a phone does and reads from the stand-in what it cost. @throws when the call is refused */
export async function costOf<N extends CallName>(
  cloud: TestCloud,
  who: string,
  call: N,
  input: CallInput<N>,
): Promise<{ data: CallData<N>; cost: Cost }> {
  const operationId = `bench-${Math.random().toString(36).slice(2)}${"0".repeat(16)}`.slice(0, 30);
  const reply = await cloud.call<CallReply<CallData<N>>>(openidOf(who), "api", { call, input, operationId });
  if (!reply.result?.ok) throw new Error(`${call} as ${who}: ${JSON.stringify(reply)}`);
  const { databaseCalls, examined, returned } = cloud.costOf(reply);
  return { data: reply.result.data, cost: { databaseCalls, examined, returned } };
}

const draft = (words: string): CallInput<"requests.submit"> => ({
  words,
  category: "facility",
  urgency: "ordinary",
  place: { kind: "home" },
  photos: [],
  audience: "station",
});

/** Database calls of one submit, list, step and of each page, identification included, with the instance warm. */
export async function databaseCalls(cloud: TestCloud) {
  const opens: Record<string, number> = {};
  const open = async <N extends CallName>(who: string, call: N, input: CallInput<N>) => {
    await costOf(cloud, who, call, input);
    const { cost } = await costOf(cloud, who, call, input);
    opens[call] = Math.max(opens[call] ?? 0, cost.databaseCalls);
  };
  await costOf(cloud, "resident", "requests.submit", draft("楼道灯不亮了"));
  const submit = await costOf(cloud, "resident", "requests.submit", draft("下水道又堵了"));
  const { requestId } = submit.data;
  const { version } = (await costOf(cloud, "stationHead", "requests.open", { requestId })).data;
  const list = Math.max(
    (await costOf(cloud, "resident", "requests.mine", { open: true })).cost.databaseCalls,
    (await costOf(cloud, "stationHead", "workbench.list", { tab: "done" })).cost.databaseCalls,
  );
  const advance = await costOf(cloud, "stationHead", "requests.advance", { requestId, version, step: { action: "accept" } });

  await open("resident", "home.open", {});
  await open("resident", "requests.form", {});
  await open("resident", "requests.mine", { open: true });
  await open("resident", "requests.open", { requestId });
  await open("stationHead", "requests.open", { requestId });
  await open("resident", "me.open", {});
  await open("stationHead", "me.open", {});
  await open("resident", "inbox.open", {});
  await open("stationHead", "staff.open", {});
  await open("groupLeader", "residents.pending", {});
  return { requestId, submit: submit.cost.databaseCalls, list, advance: advance.cost.databaseCalls, opens };
}

/** The same for the time bank's three busiest pages and for the workbench, which says what waits there: it lies in more collections, and is asked for at once. */
export async function bankCalls(cloud: TestCloud): Promise<Record<string, number>> {
  const opened = async <N extends CallName>(who: string, call: N, input: CallInput<N>): Promise<{ data: CallData<N>; cost: Cost }> => {
    await costOf(cloud, who, call, input);
    return costOf(cloud, who, call, input);
  };
  const tab = await opened("resident", "timebank.open", {});
  const need = [...tab.data.needs, ...tab.data.near][0];
  if (!need) throw new Error("the demo's resident has no need to open");
  const desks = [await opened("stationHead", "workbench.open", {}), await opened("secretary", "workbench.open", {})];
  return {
    "timebank.open": tab.cost.databaseCalls,
    "bank.open": (await opened("stationHead", "bank.open", {})).cost.databaseCalls,
    "needs.open": (await opened("resident", "needs.open", { needId: need.needId })).cost.databaseCalls,
    "workbench.open": Math.max(...desks.map(({ cost }) => cost.databaseCalls)),
  };
}
