import { dayOf, isRealDay } from "../../../../contracts/kernel/day";
import { Failure } from "../../../../contracts/kernel/failure";
import type { AccountAct } from "../../../../contracts/timebank/bankCalls";
import { minutesText } from "../../../../contracts/timebank/minutes";
import { type Rejection, rejectionWords, type Relation } from "../../../../contracts/timebank/words";
import { selvesOf } from "../../../platform/actor";
import type { Handler, MemberContext } from "../../../platform/serve";
import { storedDayText } from "../../../platform/when";
import { tell } from "../../inbox";
import { type AccountDocument, accountIdOf, changeTerms, closeAccount, correct, entryOf, freeze, type Ledger, mergeAccounts, thaw, type TransferDocument } from "../ledger";
import { finishLeaving } from "../members";
import { undecideUnpaidOf } from "../needs";
import { familyOf, isOwnMatter } from "../shared/family";
import { ledgerFor } from "../shared/ledgerOf";
import { memberOf } from "../shared/members.repository";
import { inverseOf, type Noted, relationWords } from "../shared/relations";
import { statementLineOf } from "../shared/statementLine";
import { dateText, sentenceOf } from "../shared/wording";
import { closing, merging } from "./ending";
import { noteCorrection } from "./noteCorrection.repository";
import { type OpenedAccount, openedByCode, openedInReach, viewOf } from "./opened";
import { relate, type Relating } from "./relate.repository";

type Act<K extends AccountAct["act"]> = Extract<AccountAct, { act: K }>;

export const refused = (rejection: Rejection): Failure => new Failure("ledgerRefused", { message: rejectionWords[rejection] });

/** @throws Failure ledgerRefused with the ledger's own sentence */
export function accepted(entry: TransferDocument): TransferDocument {
  if (entry.rejection !== undefined) throw refused(entry.rejection);
  return entry;
}

/** @throws Failure notOwnMatter: nobody acts on his own account or his family's, whichever side of the entry it stands on */
function refuseOwn({ account, member }: OpenedAccount, { person }: MemberContext): void {
  const selves = selvesOf(person);
  if (selves.includes(account.holder) || (member && isOwnMatter(member, selves))) throw new Failure("notOwnMatter");
}

/** The other account that an act names. @throws Failure accountUnknown, notOwnMatter */
async function otherAccount(context: MemberContext, code: string): Promise<OpenedAccount> {
  const opened = await openedByCode(context, code);
  if (!opened) throw new Failure("accountUnknown");
  refuseOwn(opened, context);
  return opened;
}

/** What follows from taking part no more, which the entry itself has written; what this doesn't come to, the clock does. */
async function stopTakingPart(context: MemberContext, { account }: OpenedAccount): Promise<void> {
  const member = await memberOf(context.database, account.communityId, account.holder);
  if (member) await finishLeaving(context, member);
}

/**
 * What the account was to pay for its holder is the branch's to decide again; a repeat finds nothing left. Whoever loses
 * too many races leaves it to the clock, which `timeUnpaid` brings by.
 */
async function undecideNeeds({ database, community, at }: MemberContext, { account }: OpenedAccount): Promise<void> {
  try {
    await undecideUnpaidOf({ database, organisation: community.organisation, at }, account.communityId, account.holder);
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== "busy") throw error;
  }
}

/** What an act tells: its account's holder, and the holder of the other account that it changes. */
interface Said {
  holder: string;
  other?: { account: AccountDocument; text: string };
}

interface Task {
  context: MemberContext;
  ledger: Ledger;
  opened: OpenedAccount;
}

async function close({ context, ledger, opened }: Task, { reason, heir }: Act<"close">): Promise<Said> {
  const to = heir && (await otherAccount(context, heir.accountCode));
  const { account } = opened;
  const inheritance = to && { heir: { account: to.account._id, relation: heir!.relation } };
  accepted(await closeAccount(ledger, context.operation, { account: account._id, reason, ...inheritance, ending: closing(context, account) }));
  await stopTakingPart(context, opened);
  await undecideNeeds(context, opened);
  return {
    holder: "您的时间账户注销了，约好的预留都退回了。",
    ...(to && { other: { account: to.account, text: "一位家人的时间账户注销了，余下的时间转到了您这里。" } }),
  };
}

async function merge({ context, ledger, opened }: Task, { intoCode }: Act<"merge">): Promise<Said> {
  const into = await openedInReach(context, intoCode);
  refuseOwn(into, context);
  const ending = merging(context, relating(context, opened.account, into.account, "self"));
  accepted(await mergeAccounts(ledger, context.operation, { from: opened.account._id, to: into.account._id, ending }));
  await stopTakingPart(context, opened);
  await undecideNeeds(context, opened);
  return {
    holder: "您的两个时间账户并成了一个，时间和荣誉都转过去了。",
    other: { account: into.account, text: "您的另一个时间账户并到了这里，时间和荣誉都转过来了。" },
  };
}

async function terms({ context, ledger, opened }: Task, { mayRedeemFrom, hardshipUntil }: Act<"terms">): Promise<Said> {
  const today = dayOf(context.at);
  const isDay = (wanted: string | null | undefined): wanted is string => wanted !== undefined && wanted !== null;
  const isWrong = (isDay(mayRedeemFrom) && !isRealDay(mayRedeemFrom)) || (isDay(hardshipUntil) && (!isRealDay(hardshipUntil) || hardshipUntil < today));
  if (isWrong) throw new Failure("dateNotWorkable");
  const wanted = { ...(mayRedeemFrom !== undefined && { mayRedeemFrom }), ...(hardshipUntil !== undefined && { hardshipUntil }) };
  accepted(await changeTerms(ledger, context.operation, { account: opened.account._id, terms: wanted }));
  const texts = [
    ...(isDay(mayRedeemFrom) ? [`${dateText(mayRedeemFrom)}起可以用存下的时间`] : mayRedeemFrom === null ? ["什么时候可以用，按社区的规定"] : []),
    ...(isDay(hardshipUntil) ? [`到${dateText(hardshipUntil)}为止可以提前用`] : hardshipUntil === null ? ["不再提前用"] : []),
  ];
  return { holder: `您的时间账户登记好了：${texts.join("，") || "没有变化"}。` };
}

const relating = ({ at, person, operation }: MemberContext, of: AccountDocument, to: AccountDocument, relation: Noted): Relating =>
  ({ of, to, relation, by: person.staffId ?? person._id, at, operation });

async function relateTo({ context, opened }: Task, { accountCode, relation }: Act<"relate">): Promise<Said> {
  const to = await otherAccount(context, accountCode);
  if (to.account._id === opened.account._id) throw refused("sameAccount");
  if (to.account.kind !== "person" || opened.account.kind !== "person") throw refused("notRelated");
  await relate(context.database, context.community.organisation, relating(context, opened.account, to.account, relation));
  const said = (what: Relation) => `支委登记好了您的家人（${relationWords[what]}），以后可以把时间送给他。`;
  return { holder: said(relation), other: { account: to.account, text: said(inverseOf[relation] as Relation) } };
}

/** The accounts of the caller and of his family, as the branch noted it. One query. */
async function ownAccounts({ database, person }: MemberContext): Promise<string[]> {
  const member = await memberOf(database, person.communityId, person._id);
  return [...selvesOf(person), ...familyOf(member)].map((personId) => accountIdOf(person.communityId, "person", personId));
}

/** Of whatever month; what an entry gave to or took from the caller is another's to correct. */
async function correctEntry({ context, ledger, opened }: Task, { entryId, minutes, words }: Act<"correct">): Promise<Said> {
  const { database, operation, at, person } = context;
  const entry = await entryOf(ledger, opened.account._id, entryId);
  if (!entry) throw refused("originalUnknown");
  const own = await ownAccounts(context);
  if (entry.accounts.some((account) => own.includes(account))) throw new Failure("notOwnMatter");
  accepted(await correct(ledger, operation, { transfer: entryId, minutes, words }));
  await noteCorrection(database, { communityId: person.communityId, entryId, minutes, words, by: person.staffId ?? person._id, at, operation, service: ledger.settings.service });
  const line = statementLineOf(entry, opened.account._id, at, ledger.settings);
  const day = storedDayText(entry.about?.day ?? dayOf(entry.at), at);
  return { holder: `您 ${day}“${line.text}”那一笔，${line.minutes < 0 ? "退回" : "少记"} ${minutesText(minutes)}：${sentenceOf(words)}` };
}

async function done(task: Task, act: AccountAct): Promise<Said> {
  const { context, ledger, opened } = task;
  const account = opened.account._id;
  switch (act.act) {
    case "freeze":
      accepted(await freeze(ledger, context.operation, { account, words: act.words }));
      await undecideNeeds(context, opened);
      return { holder: `您的时间账户暂时冻结了：${sentenceOf(act.words)}还能存，先不能用；有疑问请找支委。` };
    case "thaw":
      accepted(await thaw(ledger, context.operation, { account }));
      return { holder: "您的时间账户恢复使用了。" };
    case "close": return close(task, act);
    case "merge": return merge(task, act);
    case "terms": return terms(task, act);
    case "relate": return relateTo(task, act);
    case "correct": return correctEntry(task, act);
  }
}

/** What a branch does to an account as a whole: one entry of the ledger, and whoever holds an account that it changes hears of it. */
export const act: Handler<"accounts.act"> = async ({ accountCode, act: wanted }, context) => {
  const { database, person, at, operation } = context;
  const opened = await openedInReach(context, accountCode);
  refuseOwn(opened, context);
  const ledger = await ledgerFor(context);
  const { holder, other } = await done({ context, ledger, opened }, wanted);
  // Told under the operation's id: a repeat of a call that broke off tells it, and only once.
  const told = [{ account: opened.account, text: holder }, ...(other ? [other] : [])].filter(({ account }) => account.kind === "person");
  await tell(database, told.map(({ account, text }) => ({ communityId: person.communityId, to: [account.holder], at, text, link: "timebank", about: operation.documentId })));
  return viewOf(context, ledger, (await openedByCode(context, accountCode)) ?? opened);
};
