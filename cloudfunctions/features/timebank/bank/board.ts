import type { CallData } from "../../../../contracts/calls";
import { pageSize } from "../../../../contracts/kernel/paging";
import { type BankTab, bankTabs } from "../../../../contracts/timebank/bankCalls";
import type { TimeBankSettings } from "../../../../contracts/timebank/settings";
import { pageFrom, type Position, positionOf } from "../../../platform/cursor";
import type { Handler, MemberContext } from "../../../platform/serve";
import { appliedPage, cardOf } from "../members";
import { needCardOf, viewerOf, waitingFor } from "../needs";
import { disputedSessions, sessionCards, unconfirmedSessions } from "../service";
import { namesOf } from "../shared/names";
import { postsNow } from "../shared/staff";
import { settingsOf } from "../shared/settings.repository";
import { lastMorning } from "./health.repository";
import { sentenceOf } from "./healthRules";

type Item = CallData<"bank.list">["items"][number];

/** The board counts up to here and then says so with the number itself. */
const mostCounted = 100;

/** Whose matters somebody looks after: all stations for the community, else his stations and grids, and those of a leader whom he stands in for. */
function reachedBy(context: MemberContext): { stationCodes: string[]; gridCodes: string[] } {
  const { reach, community: { organisation } } = context;
  const leading = new Set(postsNow(context).flatMap(({ role, scopeCode }) => (role === "residentGroupLeader" ? [scopeCode] : [])));
  const stationCodes = reach.community ? organisation.stations.map(({ code }) => code) : [...reach.stations];
  // A station's list has all that its grids' lists have.
  const gridCodes = organisation.grids.filter(({ code, stationCode }) => leading.has(code) && !stationCodes.includes(stationCode)).map(({ code }) => code);
  return { stationCodes, gridCodes };
}

/** Group leaders arrange and confirm; only the branch decides. */
const mayDecide = ({ reach }: MemberContext): boolean => reach.community || reach.stations.size > 0;

interface Waiting {
  _id: string;
}

/** What waits under one tab: how it is found, where it stands in the list, and how it reads. */
interface Tab<T extends Waiting> {
  find(context: MemberContext, position: Position | undefined, limit: number): Promise<T[]>;
  key(waiting: T): number;
  items(context: MemberContext, settings: TimeBankSettings, waiting: readonly T[]): Promise<Item[]>;
}
const tab = <T extends Waiting>(definition: Tab<T>) => definition;

const sessionItems = async (context: MemberContext, sessions: Parameters<typeof sessionCards>[1]): Promise<Item[]> =>
  (await sessionCards(context, sessions)).map((session) => ({ kind: "session" as const, session }));

const board = {
  applications: tab({
    find: (context, position, limit) => appliedPage(context.database, context.person.communityId, context.reach.community ? "all" : [...context.reach.stations], position, limit),
    key: ({ appliedAt }) => appliedAt,
    items: async (context, settings, members) => {
      const called = await namesOf(context, members.map(({ personId }) => personId));
      return members.map((member) => ({ kind: "member", member: cardOf(member, { ...context, settings, called, mayDecide: true }) }));
    },
  }),
  needs: tab({
    find: (context, position, limit) => {
      const { stationCodes, gridCodes } = reachedBy(context);
      return waitingFor(context.database, context.person.communityId, [...stationCodes.map((code) => `station:${code}`), ...gridCodes.map((code) => `grid:${code}`)], position, limit);
    },
    key: ({ nextAt }) => nextAt,
    items: async (context, settings, needs) => {
      const viewer = await viewerOf(context);
      return needs.map((need) => ({ kind: "need", need: needCardOf(need, { viewer, organisation: context.community.organisation, settings }) }));
    },
  }),
  unconfirmed: tab({
    find: (context, position, limit) => unconfirmedSessions(context.database, context.person.communityId, reachedBy(context), position, limit),
    key: ({ bookedFrom }) => bookedFrom,
    items: (context, _settings, sessions) => sessionItems(context, sessions),
  }),
  disputes: tab({
    find: (context, position, limit) => disputedSessions(context.database, context.person.communityId, reachedBy(context).stationCodes, position, limit),
    key: ({ bookedFrom }) => bookedFrom,
    items: (context, _settings, sessions) => sessionItems(context, sessions),
  }),
};

async function pageOf<T extends Waiting>({ key, items }: Tab<T>, context: MemberContext, found: readonly T[]): Promise<CallData<"bank.list">> {
  const page = pageFrom(found, pageSize, (waiting) => ({ key: key(waiting), id: waiting._id }));
  return { ...page, items: await items(context, await settingsOf(context.database, context.person.communityId), page.items) };
}

const found = <T extends Waiting>({ find }: Tab<T>, context: MemberContext): Promise<T[]> => find(context, undefined, mostCounted);

const listed = async <T extends Waiting>(of: Tab<T>, context: MemberContext, cursor: string | undefined) =>
  pageOf(of, context, await of.find(context, cursor === undefined ? undefined : positionOf(cursor), pageSize + 1));

export const list: Handler<"bank.list"> = async ({ tab: name, cursor }, context) => {
  switch (name) {
    case "applications": return listed(board.applications, context, cursor);
    case "needs": return listed(board.needs, context, cursor);
    case "unconfirmed": return listed(board.unconfirmed, context, cursor);
    case "disputes": return listed(board.disputes, context, cursor);
  }
};

function scopeName({ reach, community: { organisation } }: MemberContext): string {
  if (reach.community) return organisation.name;
  const named = [...organisation.stations.filter(({ code }) => reach.stations.has(code)), ...organisation.grids.filter(({ code }) => reach.grids.has(code))];
  return named.map(({ name }) => name).join("、");
}

/** Where somebody has something to do: the first tab that is not empty. */
const firstTab = (counts: Record<BankTab, number>): BankTab => bankTabs.find((name) => counts[name] > 0) ?? "applications";

/** Everything that waits, as far as it is counted: one query a list. */
async function allWaiting(context: MemberContext) {
  const [applications, needs, unconfirmed, disputes] = await Promise.all([found(board.applications, context), found(board.needs, context), found(board.unconfirmed, context), found(board.disputes, context)]);
  return { applications, needs, unconfirmed, disputes };
}
const countsOf = ({ applications, needs, unconfirmed, disputes }: Awaited<ReturnType<typeof allWaiting>>): Record<BankTab, number> => ({
  applications: applications.length, needs: needs.length, unconfirmed: unconfirmed.length, disputes: disputes.length,
});

/** How much waits for whoever looks after something here, as his board counts it: one query a list. */
export const boardCounts = async (context: MemberContext): Promise<Record<BankTab, number>> => countsOf(await allWaiting(context));

/** What waits for the branch: one query a list, and what its first page needs, whatever the size of the community. */
export const open: Handler<"bank.open"> = async ({ tab: wanted }, context) => {
  const { database, person } = context;
  const [waiting, morning] = await Promise.all([allWaiting(context), lastMorning(database, person.communityId)]);
  const counts = countsOf(waiting);
  const first = wanted ?? firstTab(counts);
  const pages = {
    applications: () => pageOf(board.applications, context, waiting.applications),
    needs: () => pageOf(board.needs, context, waiting.needs),
    unconfirmed: () => pageOf(board.unconfirmed, context, waiting.unconfirmed),
    disputes: () => pageOf(board.disputes, context, waiting.disputes),
  };
  return {
    scopeName: scopeName(context),
    counts,
    tab: first,
    ...(await pages[first]()),
    healthText: sentenceOf(morning),
    mayDecide: mayDecide(context),
  };
};
