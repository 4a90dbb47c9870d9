/** An account that is closed or merged by a call that dies right after its entry: nobody goes on taking part. */
import { accountIdOf } from "../../../cloudfunctions/features/timebank/ledger";
import type { AccountDocument } from "../../../cloudfunctions/features/timebank/ledger/documents";
import type { MemberDocument, OfferDocument } from "../../../cloudfunctions/features/timebank/shared/documents";
import { memberIdOf } from "../../../cloudfunctions/features/timebank/shared/members.repository";
import { accountCodeOf } from "../../../cloudfunctions/features/timebank/shared/accountCode";
import type { AccountAct } from "../../../contracts/timebank/bankCalls";
import { codeOf, dataOf, newOperationId } from "../../support/product";
import { aNeed, booked, eachStartsAnew, fillPool, idOf, inboxOf, product, save, tick, who } from "../needs/support";

eachStartsAnew();

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const accountOf = (openid: string) => accountIdOf("wtl", "person", idOf(openid));
const member = async (openid: string) => (await product.documents<MemberDocument>("timeMembers", { _id: memberIdOf("wtl", idOf(openid)) }))[0]!;

/** Its entry is held up until the database has gone away for everything after it. */
async function diesAfterItsEntry(call: () => Promise<unknown>): Promise<void> {
  const { faults } = product.cloud.cloud;
  faults.set([{ action: "database.commitTransaction", delayMs: 1_500 }]);
  const dying = call();
  await wait(800);
  faults.set([{ action: "database.", code: "DATABASE_REQUEST_FAILED", times: 1_000 }]);
  await dying;
  faults.set([]);
}

const acts: [string, () => AccountAct][] = [
  ["closing", () => ({ act: "close", reason: "death" })],
  ["merging", () => ({ act: "merge", intoCode: accountCodeOf(accountOf(who.nearToo)) })],
];
test.each(acts)("%s: the clock finishes it, once, without the call being sent again", async (_name, actOf) => {
  await fillPool(600);
  await save(who.near, 60);
  await save(who.nearToo, 60);
  const need = await aNeed(product);
  dataOf(await need.turn(who.near, "take"));
  dataOf(await product.call(who.near, "offers.post", { skill: "company", words: "陪您走走。", times: [{ weekday: 7, part: "evening" }] }));
  const [id, input] = [newOperationId(), { accountCode: accountCodeOf(accountOf(who.near)), act: actOf() }];
  const close = () => product.call(who.head, "accounts.act", input, id);
  dataOf(await product.call(who.head, "accounts.open", { accountCode: input.accountCode, reason: "check" }));
  await diesAfterItsEntry(close);
  expect((await product.documents<AccountDocument>("timeAccounts", { _id: accountOf(who.near) }))[0]).toMatchObject({ status: "closed" });
  expect((await need.shifts())[0]!.people).toEqual([idOf(who.near)]);

  for (const _round of [1, 2]) await tick(product);
  expect(await member(who.near)).toMatchObject({ state: "left", skills: [], times: [] });
  expect(await member(who.near)).not.toHaveProperty("nextCheckAt");
  // Merged, the same human comes under the login that stays.
  expect((await need.shifts())[0]!.people).toEqual(input.act.act === "merge" ? [idOf(who.nearToo)] : []);
  expect(await booked(product, who.near)).toEqual([]);
  expect(await product.documents<OfferDocument>("timeOffers", { open: true })).toEqual([]);
  if (input.act.act === "merge")
    for (const [one, other] of [[who.near, who.nearToo], [who.nearToo, who.near]] as const) expect((await member(one)).family).toMatchObject([{ personId: idOf(other), relation: "self" }]);
  const told = async () => (await inboxOf(product, idOf(who.near))).filter(({ text }) => text.includes(input.act.act === "merge" ? "并成了一个" : "注销了"));
  expect(await told()).toHaveLength(1);
  // Sent again it changes nothing.
  const before = await member(who.near);
  expect(codeOf(await close())).toBe("ok");
  expect(await member(who.near)).toEqual(before);
  expect(await told()).toHaveLength(1);
});
