import type { CallData } from "../../../../contracts/calls";
import { addDays, dayOf } from "../../../../contracts/kernel/day";
import { Failure } from "../../../../contracts/kernel/failure";
import { minutesText } from "../../../../contracts/timebank/minutes";
import type { TimeBankSettings } from "../../../../contracts/timebank/settings";
import { homeUnitOf } from "../../../platform/actor";
import type { Handler, MemberContext } from "../../../platform/serve";
import { findUnit } from "../../org";
import { requestForNeed } from "../../requests";
import { type AccountDocument, available, mayRedeem } from "../ledger";
import { accountAndPool } from "../shared/accounts.repository";
import { gridName, stationLineOf } from "../shared/home";
import { settingsOf } from "../shared/settings.repository";
import { skillName, timesText } from "../shared/wording";
import { mayAskAgain, partsIn } from "./parts";
import { findNeed, findOffer, shiftsOf } from "./repository";

/** What the caller may spend now, minutes: nothing while the account is frozen or not yet redeemable. */
const usable = (account: AccountDocument | undefined, settings: TimeBankSettings, at: number): number =>
  account?.status === "open" && mayRedeem(account, settings, dayOf(at)) ? Math.max(0, available(account)) : 0;

/** The pool helps who has nothing saved, or too little; whose hours can't be used now is the branch's to decide on. */
const poolMayHelp = (account: AccountDocument | undefined, own: number, { poolHelps }: TimeBankSettings): boolean =>
  poolHelps && (own > 0 || !account || available(account) <= 0);

/** What asking will cost, before somebody asks: nothing is promised that the branch may have to decide. */
function payText(account: AccountDocument | undefined, own: number, pool: number): string {
  if (own > 0) return `您存了 ${minutesText(own)}，先用您自己的，没用到的会退回。`;
  if (account && available(account) > 0) return "您存的时间现在还不能用，党支部会帮您看看时间从哪里出。";
  return pool > 0 ? "您还没有存时间，公共时间池可以帮您。" : "您还没有存时间，党支部会帮您看看时间从哪里出。";
}

/** @throws Failure notFound */
async function againOf(context: MemberContext, needId: string): Promise<NonNullable<CallData<"needs.form">["again"]>> {
  const need = await findNeed(context.database, needId);
  if (!need || !mayAskAgain(need, await partsIn(need, context))) throw new Failure("notFound");
  const { skill, words, schedule, place, recipientId, askerId } = need;
  const me = context.person._id;
  // 在我家 of somebody else would be the home of who asks now.
  const isElsewhere = place.kind === "home" && (recipientId ?? askerId) !== me;
  const last = need.open ? (await shiftsOf(context.database, need)).findLast(({ cancelled }) => !cancelled) : undefined;
  return {
    skill, words, schedule, ...(place.kind && !isElsewhere && { where: place.kind }), forOther: recipientId !== me,
    ...(last && { fromDay: addDays(dayOf(last.fromAt), 1) }),
  };
}

export const form: Handler<"needs.form"> = async ({ offerId, requestId, needId }, context) => {
  const { database, person, community, at } = context;
  const settings = await settingsOf(database, person.communityId);
  const { account, pool } = await accountAndPool(database, person.communityId, person._id);
  const availableMinutes = usable(account, settings, at);
  const poolMinutes = pool && poolMayHelp(account, availableMinutes, settings) ? Math.max(0, available(pool)) : 0;
  const station = stationLineOf(community.organisation, person);
  const home = homeUnitOf(person);
  const unit = home && findUnit(community.organisation, home.unitCode);
  const offer = offerId === undefined ? undefined : await findOffer(database, offerId);
  if (offerId !== undefined && (offer?.communityId !== person.communityId || !offer.open)) throw new Failure("notFound");
  const request = requestId === undefined ? undefined : await requestForNeed(context, requestId);
  const again = needId === undefined ? undefined : await againOf(context, needId);
  return {
    skills: settings.skills,
    ...(unit && { place: { text: `${unit.text} ${home.room}`, grid: unit.gridName } }),
    payText: payText(account, availableMinutes, poolMinutes),
    availableMinutes,
    poolMinutes,
    ...(station && { station }),
    ...(offer && {
      offer: {
        offerId: offer._id, version: offer.version, skill: offer.skill, title: skillName(settings, offer.skill), words: offer.words,
        timesText: timesText(offer.times), placeText: gridName(community.organisation, offer.gridCode), mine: offer.personId === person._id,
      },
    }),
    ...(request && { request: { requestId: request.requestId, title: request.title, words: request.words } }),
    ...(again && { again }),
  };
};
