/** How much a list looks at for what it shows, of every list and everybody who has one. */
import type { CallInput, CallName } from "../../contracts/calls";
import { openidOf } from "../support/demo";
import type { CloudProcess } from "./cloudProcess";
import type { Figures } from "./figure";
import { atMost } from "./figure";

interface List {
  who: "resident" | "groupLeader" | "stationHead" | "secretary";
  call: CallName;
  input: CallInput<"requests.mine" | "workbench.list" | "inbox.open" | "workbench.open">;
}

const staff = ["groupLeader", "stationHead", "secretary"] as const;
const lists: readonly List[] = [
  ...[true, false].map((open): List => ({ who: "resident", call: "requests.mine", input: { open } })),
  ...(["resident", ...staff] as const).map((who): List => ({ who, call: "inbox.open", input: {} })),
  ...staff.flatMap((who) => (["unclaimed", "mine", "due", "done"] as const).map((tab): List => ({ who, call: "workbench.list", input: { tab } }))),
  ...staff.map((who): List => ({ who, call: "workbench.open", input: {} })),
];

export async function listsExamined(cloud: CloudProcess): Promise<Figures> {
  const seen: { name: string; examined: number; returned: number }[] = [];
  for (const { who, call, input } of lists) {
    const { requestID } = await cloud.call(openidOf(who), call, input as never);
    const { recentOperations } = await cloud.stats();
    // The list's own queries: who asks and in which community costs one document each, whatever the list.
    const queries = recentOperations.filter((one) => one.functionRequestId === requestID && ["requests", "inbox"].includes(one.target));
    const examined = queries.reduce((sum, one) => sum + one.examined, 0);
    const returned = queries.reduce((sum, one) => sum + one.returned, 0);
    if (returned > 0) seen.push({ name: `${call} ${JSON.stringify(input)} as ${who}`, examined, returned });
  }
  const ratio = ({ examined, returned }: (typeof seen)[number]): number => examined / returned;
  const worst = seen.reduce((a, b) => (ratio(b) > ratio(a) ? b : a));
  const all = seen.reduce((sum, { examined, returned }) => ({ examined: sum.examined + examined, returned: sum.returned + returned }), { examined: 0, returned: 0 });
  return {
    "list.examinedPerReturned": atMost(
      ratio(worst), 2,
      `documents looked at for one shown, in the worst of ${seen.length} lists that show anything (${worst.name}: ${worst.examined} for ${worst.returned}; all together ${all.examined} for ${all.returned})`,
    ),
  };
}
