import { type CallData, type CallName, calls } from "../../../contracts/calls";
import type { CallContract } from "../../../contracts/kernel/call";
import { bankTabs } from "../../../contracts/timebank/bankCalls";
import { reachOf, refusalOf } from "../../platform/actor";
import type { Handler, MemberContext } from "../../platform/serve";
import { countAddresses } from "../people";
import { openDesk } from "../requests";
import { boardCounts } from "../timebank";

type Waits = NonNullable<CallData<"workbench.open">["waits"]>;

/** What another page's call would count for this caller: his reach there, and nothing where he may not call it. */
function asCalling({ actor, community, ...rest }: MemberContext, name: CallName): MemberContext | undefined {
  const contract: CallContract = calls[name];
  return refusalOf(contract, actor, community.state) ? undefined : { ...rest, actor, community, reach: reachOf(contract, actor) };
}

/** What waits on the pages beside the desk: five queries, whatever the size of the community. */
async function waitsOf(context: MemberContext): Promise<Waits> {
  const [bank, people] = [asCalling(context, "bank.open"), asCalling(context, "residents.pending")];
  const [counts, addresses] = await Promise.all([bank && boardCounts(bank), people ? countAddresses(people) : 0]);
  const waits: Waits = [
    ...(counts ? bankTabs.map((key) => ({ key, count: counts[key] })) : []),
    { key: "addresses", count: addresses },
  ];
  return waits.filter(({ count }) => count > 0);
}

/** The desk of whoever deals with matters, and what waits for him elsewhere. */
export const openWorkbench: Handler<"workbench.open"> = async (_input, context) => {
  const [desk, waits] = await Promise.all([openDesk(context), waitsOf(context)]);
  return { ...desk, waits };
};
