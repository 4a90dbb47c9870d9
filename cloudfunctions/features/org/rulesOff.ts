import { dayOf } from "../../../contracts/kernel/day";
import type { CommunityState, Organisation } from "../../../contracts/org/organisation";
import type { Database } from "../../platform/database";
import { attempt, type Queue, type Tally } from "../../platform/drain";
import { tell } from "../inbox";
import { changeCommunityState, loadCommunity } from "./community";
import { calledOf, hasLeft, secretariesOf } from "./people";
import { communitiesToLookAt, putOffLook } from "./repository";

/**
 * A rule that names somebody who has left is switched off, and the secretary is told: by the import that ends a post, and
 * by the clock on the day a post ends by its date. Routing itself asks the day, so that neither can be too late.
 */
type RulesOff = CommunityState["rulesOff"];

/** The rules whose person has left, each with when that was first noticed. A rule that is whole again is on again. */
export const rulesOffAt = (organisation: Organisation, known: RulesOff, at: number): RulesOff =>
  Object.fromEntries(
    organisation.rules
      .filter(({ staffId }) => staffId !== undefined && hasLeft(organisation, staffId, dayOf(at)))
      .map(({ code }) => [code, known[code] ?? at]),
  );

/** The day somebody's last post ended; it names a leaving, so that the same one is told once, whoever notices it. */
const lastDayOf = (organisation: Organisation, staffId: string | undefined): string =>
  organisation.posts.flatMap((post) => (post.staffId === staffId ? (post.toDay ?? []) : [])).sort().at(-1) ?? "";

/** Tells the secretaries under ids that repeat: once, however often it is run or interrupted. */
export async function tellOfRulesOff(database: Database, organisation: Organisation, rulesOff: RulesOff): Promise<void> {
  const { communityId, rules } = organisation;
  await tell(database, Object.entries(rulesOff).map(([code, at]) => {
    const rule = rules.find((one) => one.code === code);
    const text = `${calledOf(organisation, rule?.staffId)}已经离任，写着他名字的分派规则“${rule?.why ?? code}”停用了，事情按下一条规则走。请在资料包里换人，或删掉这条规则。`;
    const about = `${communityId}:ruleOff:${code}:${lastDayOf(organisation, rule?.staffId)}`;
    return { about, communityId, to: secretariesOf(organisation, dayOf(at)), at, text, todo: true, link: "staff" as const };
  }));
}

const mostCommunities = 100;

async function lookAt(database: Database, { _id, orgVersion, rulesOff }: CommunityState, at: number): Promise<void> {
  const community = await loadCommunity(database, _id);
  if (!community) throw new Error("no such organisation");
  // An instance may remember the version before: the import that wrote a newer one has looked at it.
  if (community.organisation.version !== orgVersion) return;
  const off = rulesOffAt(community.organisation, rulesOff, at);
  await tellOfRulesOff(database, community.organisation, off);
  await changeCommunityState(database, _id, (state) =>
    state.orgVersion === orgVersion ? { ...state, rulesOff: off, lookedAtDay: dayOf(at) } : state,
  );
}

/**
 * The first round of a day looks at every community once, for what a date alone brought about. Told before it is noted:
 * a round that ends in between is repeated, and tells the same. What can't be looked at waits, and keeps no other from it.
 * @returns how many communities were looked at; more may be left for the next round
 */
export async function lookAtNewDay(database: Database, at: number, tally: Tally): Promise<number> {
  const queue: Queue<CommunityState> = {
    due: (now, limit) => communitiesToLookAt(database, dayOf(now), now, limit),
    putOff: ({ _id }, _at, until) => putOffLook(database, _id, until),
  };
  const states = await queue.due(at, mostCommunities);
  for (const state of states) await attempt(tally, { clock: "newDay", id: state._id }, { queue, documents: [state], at }, () => lookAt(database, state, at));
  return states.length;
}
