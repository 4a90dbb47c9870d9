/** An act on an account whose needs somebody changes all the while: what the entry has done stands, and the clock does the rest. */
import { findPerson } from "../../../cloudfunctions/features/people";
import { loadCommunity } from "../../../cloudfunctions/features/org";
import { bankHandlers } from "../../../cloudfunctions/features/timebank/bank";
import { accountCodeOf } from "../../../cloudfunctions/features/timebank/shared/accountCode";
import { actorOf, reachOf } from "../../../cloudfunctions/platform/actor";
import { type Database, openDatabase } from "../../../cloudfunctions/platform/database";
import type { MemberContext } from "../../../cloudfunctions/platform/serve";
import { calls } from "../../../contracts/calls";
import { operation } from "../bank";
import { account, aNeed, eachStartsAnew, once, product, save, tick, who } from "../needs/support";

eachStartsAnew();

/** Every write of a need meets `update` instead. */
const overNeeds = (real: Database, update: () => Promise<number>): Database => ({
  transaction: (work, tries) => real.transaction(work, tries),
  collection: (name) => {
    const collection = real.collection<never>(name);
    return name === "timeNeeds" ? Object.assign(Object.create(collection) as typeof collection, { update }) : collection;
  },
});

async function contextOf(openid: string, database: Database): Promise<MemberContext> {
  const at = product.cloud.cloud.clock.now();
  const [person, community] = [(await findPerson(database, openid))!, (await loadCommunity(database, "wtl"))!];
  const actor = actorOf(openid, person, community.organisation, at);
  return { database, person, community, actor, reach: reachOf(calls["accounts.act"], actor), at, operation: operation() };
}

async function frozenMeanwhile(update: () => Promise<number>) {
  await save(who.recipient, 600);
  const need = await aNeed(product, { schedule: once("2026-11-26") });
  const { _id } = (await account(product, who.recipient))!;
  const freezing = bankHandlers["accounts.act"]({ accountCode: accountCodeOf(_id), act: { act: "freeze", words: "核对中" } }, await contextOf(who.member, overNeeds(openDatabase(), update)));
  return { need, freezing };
}

test("whoever loses every race has frozen it all the same; the clock lets the branch decide who pays", async () => {
  const { need, freezing } = await frozenMeanwhile(() => Promise.resolve(0));
  expect(await freezing).toMatchObject({ status: "frozen" });
  expect((await need.shifts()).map(({ funding }) => funding)).toEqual(["own"]);
  await tick(product);
  expect((await need.shifts()).map(({ funding }) => funding)).toEqual(["undecided"]);
});

test("what is no race is not taken for one", async () => {
  const { freezing } = await frozenMeanwhile(() => Promise.reject(new RangeError("a bug")));
  await expect(freezing).rejects.toThrow("a bug");
});
