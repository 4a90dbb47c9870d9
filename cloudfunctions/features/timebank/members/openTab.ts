import { dayMs } from "../../../../contracts/kernel/milliseconds";
import type { CallData } from "../../../../contracts/calls";
import { memberDeclineReasons } from "../../../../contracts/timebank/member";
import type { TimeBankSettings } from "../../../../contracts/timebank/settings";
import type { Handler, MemberContext } from "../../../platform/serve";
import { available } from "../ledger";
import { nearPage, needCardOf, needsByIds, needsOf, type NeedViewer, partsOf, shiftsOfPeople, turnCardOf, turnOf, viewerOf } from "../needs";
import { serviceActions, sessionCards, sessionsToConfirm, withServiceActions } from "../service";
import { accountAndPool } from "../shared/accounts.repository";
import { communityRules } from "../shared/communityRules";
import type { MemberDocument } from "../shared/documents";
import { placelessText, stationName } from "../shared/home";
import { hoursOf, poolText } from "../shared/hours";
import { settingsOf } from "../shared/settings.repository";
import { stateOf } from "./form";
import { movedHome } from "./moved";
import { lookAgainAt } from "./waits";

/** Where an application stands, in the words of who waits for it. */
function memberText(member: MemberDocument | undefined, { community, at }: MemberContext): string | undefined {
  if (!member || member.appliedAt === 0 || member.state === "active") return undefined;
  const station = stationName(community.organisation, member.stationCode);
  // A promise that was not kept is not made again.
  if (member.state === "applied" && (lookAgainAt(member) ?? at) < at) return `${station}还在看您的报名，比说好的三天久了，对不住。您可以打站里电话问一声。`;
  if (member.state === "applied") return `${station}三天内会看您的报名，看过就告诉您。${placelessText(member.gridCode)}`;
  if (member.state === "left") return "您已经退出了，存下的时间都还在。想回来随时再报名。";
  return member.declined && `${memberDeclineReasons[member.declined.reason]}。${member.declined.wayOn}`;
}

/** As many turns as somebody looks through; what lies further ahead comes nearer by itself. */
const mostTurns = 200;
const shownPromised = 20;
const shownNear = 3;
const shownNeeds = 10;
/** A need reaches a year ahead; a shift that began yesterday may still be going on. */
const aheadMs = 400 * dayMs;

type Turns = Pick<CallData<"timebank.open">, "now" | "promised" | "invited">;

/** What somebody promised, was asked, and is doing: two queries, however much he does. */
async function turnsOf({ database, person, at, community }: MemberContext, viewer: NeedViewer, settings: TimeBankSettings): Promise<Turns> {
  const found = await shiftsOfPeople(database, person.communityId, [person._id], { from: at - dayMs, to: at + aheadMs }, mostTurns);
  const mine = found.flatMap((shift) => {
    const turn = shift.cancelled ? undefined : turnOf(shift, person._id);
    return turn ? [{ shift, turn }] : [];
  });
  const isNow = ({ shift, turn }: (typeof mine)[number]): boolean => serviceActions(shift, turn, settings.service, at).length > 0;
  const going = mine.filter(isNow);
  const promised = mine.filter((one) => one.turn.state === "promised" && one.shift.fromAt > at && !isNow(one)).slice(0, shownPromised);
  const invited = mine.filter(({ shift, turn }) => turn.state === "invited" && shift.fromAt > at);
  const needs = new Map((await needsByIds(database, [...going, ...promised, ...invited].map(({ shift }) => shift.needId))).map((need) => [need._id, need]));
  const cards = (some: typeof mine) =>
    some.flatMap(({ shift, turn }) => {
      const need = needs.get(shift.needId);
      return need ? [withServiceActions(turnCardOf(need, shift, { viewer, organisation: community.organisation, settings }), shift, turn, settings.service, at)] : [];
    });
  return { now: cards(going), promised: cards(promised), invited: cards(invited) };
}

/**
 * The tab 时间银行: everything on it in one call, whatever the size of the community: at most 11 database
 * calls beside identification and a cold organisation. They ask
 * for things that have nothing to do with each other, so they are under way together.
 */
export const openTab: Handler<"timebank.open"> = async (_input, context) => {
  const { database, person, community, at, actor } = context;
  const [settings, found] = await Promise.all([settingsOf(database, person.communityId), viewerOf(context)]);
  const viewer = found.member ? { ...found, member: await movedHome(context, found.member) } : found;
  const [{ account, pool }, turns, toConfirm, own, near] = await Promise.all([
    accountAndPool(database, person.communityId, person._id),
    turnsOf(context, viewer, settings),
    sessionsToConfirm(context, shownNeeds).then((sessions) => sessionCards(context, sessions)),
    needsOf(database, person.communityId, person._id, true, undefined, shownNeeds),
    nearPage(context, viewer, undefined, shownNear),
  ]);
  const cards = (needs: typeof own) => needs.map((need) => needCardOf(need, { viewer, organisation: community.organisation, settings }));
  const text = memberText(viewer.member, context);
  return {
    member: stateOf(viewer.member),
    ...(text !== undefined && { memberText: text }),
    ...(account && { hours: hoursOf(account, settings, at) }),
    pool: { minutes: pool ? available(pool) : 0, text: poolText(pool) },
    rules: communityRules(settings),
    ...turns,
    toConfirm,
    needs: cards(own.filter((need) => partsOf(need, viewer).length > 0)),
    near: cards(near.needs),
    moreNear: near.next !== undefined,
    arranges: actor.posts.length > 0,
  };
};
