import { dayOf, isRealDay } from "../../../../contracts/kernel/day";
import { Failure } from "../../../../contracts/kernel/failure";
import type { AccountAct } from "../../../../contracts/timebank/bankCalls";
import { minutesText } from "../../../../contracts/timebank/minutes";
import { type Rejection, rejectionWords, type Relation } from "../../../../contracts/timebank/words";
import { selvesOf } from "../../../platform/actor";
import type { Handler, MemberContext } from "../../../platform/serve";
import { storedDayText } from "../../../platform/when";
import { type InboxTelling, toldBeside } from "../../inbox";
import { type AccountDocument, accountIdOf, type Alongside, amountOf, changeTerms, closeAccount, correct, entryOf, findAccount, freeze, type Ledger, mergeAccounts, restore, thaw, type TransferDocument } from "../ledger";
import { finishLeaving } from "../members";
import { endNeedsOf, undecideUnpaidOf } from "../needs";
import { familyOf, isOwnMatter, otherSelvesOf } from "../shared/family";
import { ledgerFor } from "../shared/ledgerOf";
import { memberOf } from "../shared/members.repository";
import { inverseOf, relationWords } from "../shared/relations";
import { statementLineOf } from "../shared/statementLine";
import { dateText, sentenceOf } from "../shared/wording";
import { closing, merging } from "./ending";
import { entriesOfSessions, noteCorrection } from "./noteCorrection.repository";
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

const followingIn = ({ database, community, at }: MemberContext) => ({ database, ...community, at });

/**
 * What the account was to pay for its holder is the branch's to decide again, and the needs of who has died end; a repeat
 * finds nothing left. Whoever loses too many races leaves it to the clock, which `timeUnpaid` brings by.
 */
async function unlessBusy(following: Promise<void>): Promise<void> {
  try {
    await following;
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== "busy") throw error;
  }
}

interface Task {
  context: MemberContext;
  ledger: Ledger;
  opened: OpenedAccount;
}

/** What an act tells: its account's holder, and the holder of the other account that it changes. */
interface Said {
  holder: string;
  other?: { account: AccountDocument; text: string };
}

function tellings({ context: { at, operation }, opened }: Task, { holder, other }: Said): InboxTelling[] {
  const told = [{ account: opened.account, text: holder }, ...(other ? [other] : [])].filter(({ account }) => account.kind === "person");
  return told.map(({ account, text }) => ({ communityId: account.communityId, to: [account.holder], at, text, link: "timebank", about: operation.documentId }));
}

/** The ledger whose entry tells what it did, and writes what else has to agree with it: no call can die in between. */
const saying = (task: Task, said: Said, also: Alongside = async () => []): Ledger =>
  ({ ...task.ledger, alongside: async (reader) => [...(await also(reader)), ...toldBeside(tellings(task, said))] });

async function frozen(task: Task, { words }: Act<"freeze">): Promise<void> {
  const { context, opened } = task;
  const ledger = saying(task, { holder: `您的时间账户暂时冻结了：${sentenceOf(words)}还能存，先不能用；有疑问请找支委。` });
  accepted(await freeze(ledger, context.operation, { account: opened.account._id, words }));
  await unlessBusy(undecideUnpaidOf(followingIn(context), opened.account.communityId, opened.account.holder));
}

async function close(task: Task, { reason, heir }: Act<"close">): Promise<void> {
  const { context, opened } = task;
  const { account } = opened;
  const to = heir && (await otherAccount(context, heir.accountCode));
  const inheritance = to && { heir: { account: to.account._id, relation: heir!.relation } };
  const said: Said = {
    holder: "您的时间账户注销了，约好的预留都退回了。",
    ...(to && { other: { account: to.account, text: "一位家人的时间账户注销了，余下的时间转到了您这里。" } }),
  };
  accepted(await closeAccount(saying(task, said, closing(context, account)), context.operation, { account: account._id, reason, ...inheritance }));
  await stopTakingPart(context, opened);
  const end = reason === "death" ? endNeedsOf : undecideUnpaidOf;
  await unlessBusy(end(followingIn(context), account.communityId, account.holder));
}

async function merge(task: Task, { intoCode }: Act<"merge">): Promise<void> {
  const { context, opened } = task;
  const { account } = opened;
  const into = await openedInReach(context, intoCode);
  refuseOwn(into, context);
  const said: Said = {
    holder: "您的两个时间账户并成了一个，时间和荣誉都转过去了。",
    other: { account: into.account, text: "您的另一个时间账户并到了这里，时间和荣誉都转过来了。" },
  };
  const ledger = saying(task, said, merging(context, between(context, account, into.account)));
  accepted(await mergeAccounts(ledger, context.operation, { from: account._id, to: into.account._id }));
  await stopTakingPart(context, opened);
  await unlessBusy(undecideUnpaidOf(followingIn(context), account.communityId, account.holder));
}

async function terms(task: Task, { mayRedeemFrom, hardshipUntil }: Act<"terms">): Promise<void> {
  const { context, opened } = task;
  const today = dayOf(context.at);
  const isDay = (wanted: string | null | undefined): wanted is string => wanted !== undefined && wanted !== null;
  const isWrong = (isDay(mayRedeemFrom) && !isRealDay(mayRedeemFrom)) || (isDay(hardshipUntil) && (!isRealDay(hardshipUntil) || hardshipUntil < today));
  if (isWrong) throw new Failure("dateNotWorkable");
  const wanted = { ...(mayRedeemFrom !== undefined && { mayRedeemFrom }), ...(hardshipUntil !== undefined && { hardshipUntil }) };
  const texts = [
    ...(isDay(mayRedeemFrom) ? [`${dateText(mayRedeemFrom)}起可以用存下的时间`] : mayRedeemFrom === null ? ["什么时候可以用，按社区的规定"] : []),
    ...(isDay(hardshipUntil) ? [`到${dateText(hardshipUntil)}为止可以提前用`] : hardshipUntil === null ? ["不再提前用"] : []),
  ];
  const ledger = saying(task, { holder: `您的时间账户登记好了：${texts.join("，") || "没有变化"}。` });
  accepted(await changeTerms(ledger, context.operation, { account: opened.account._id, terms: wanted }));
}

const between = ({ at, person, operation }: MemberContext, of: AccountDocument, to: AccountDocument): Omit<Relating, "relation"> =>
  ({ of, to, by: person.staffId ?? person._id, at, operation });

async function relateTo(task: Task, { accountCode, relation }: Act<"relate">): Promise<void> {
  const { context, opened } = task;
  const to = await otherAccount(context, accountCode);
  const isSelf = to.account._id === opened.account._id || otherSelvesOf(opened.member).includes(to.account.holder);
  if (isSelf) throw refused("sameAccount");
  if (to.account.kind !== "person" || opened.account.kind !== "person") throw refused("notRelated");
  const said = (what: Relation) => `支委登记好了您的家人（${relationWords[what]}），以后可以把时间送给他。`;
  const telling = tellings(task, { holder: said(relation), other: { account: to.account, text: said(inverseOf[relation] as Relation) } });
  await relate(context.database, context.community.organisation, { ...between(context, opened.account, to.account), relation }, telling);
}

/** The accounts of the caller and of his family, as the branch noted it. One query. */
async function ownAccounts({ database, person }: MemberContext): Promise<string[]> {
  const member = await memberOf(database, person.communityId, person._id);
  return [...selvesOf(person), ...familyOf(member)].map((personId) => accountIdOf(person.communityId, "person", personId));
}

/** Of whatever month; what it gave to or took from the caller is another's to correct. @throws Failure ledgerRefused, notOwnMatter */
async function entryToChange({ context, ledger, opened }: Task, entryId: string): Promise<TransferDocument> {
  const entry = await entryOf(ledger, opened.account._id, entryId);
  if (!entry) throw refused("originalUnknown");
  const own = await ownAccounts(context);
  if (entry.accounts.some((account) => own.includes(account))) throw new Failure("notOwnMatter");
  return entry;
}

/** Both sides of an entry read what became of it, each as his own account has it. */
async function saidOf({ context: { database, at }, ledger, opened }: Task, entry: TransferDocument, minutes: number, words: string, what: { gave: string; got: string }): Promise<Said> {
  const day = storedDayText(entry.about?.day ?? dayOf(entry.at), at);
  const textFor = (account: string): string => {
    const line = statementLineOf(entry, account, at, ledger.settings);
    return `您 ${day}“${line.text}”那一笔，${line.minutes < 0 ? what.gave : what.got} ${minutesText(minutes)}：${sentenceOf(words)}`;
  };
  const own = opened.account._id;
  const others = await Promise.all(entry.accounts.filter((account) => account !== own).map((account) => findAccount(database, account)));
  const other = others.find((account) => account?.kind === "person");
  return { holder: textFor(own), ...(other && { other: { account: other, text: textFor(other._id) } }) };
}

async function correctEntry(task: Task, { entryId, minutes, words }: Act<"correct">): Promise<void> {
  const { database, operation, at, person } = task.context;
  const entry = await entryToChange(task, entryId);
  const said = await saidOf(task, entry, minutes, words, { gave: "退回", got: "少记" });
  accepted(await correct(saying(task, said), operation, { transfer: entryId, minutes, words }));
  await noteCorrection(database, { communityId: person.communityId, entryId, minutes, words, by: person.staffId ?? person._id, at, operation, service: task.ledger.settings.service });
}

/** What paid a session is said and decided there, so that its record and the account never differ. */
async function restoreEntry(task: Task, { entryId, minutes, words }: Act<"restore">): Promise<void> {
  const { database, operation, person } = task.context;
  const { reverses, ...correction } = await entryToChange(task, entryId);
  const original = reverses === undefined ? undefined : await entryOf(task.ledger, task.opened.account._id, reverses);
  if (!original) throw refused("originalUnknown");
  if ((await entriesOfSessions(database, person.communityId, [original._id])).has(original._id)) throw new Failure("ledgerRefused", { message: "这是帮忙的时间：请双方哪一边说一声“时间不对”，支部再来定。" });
  if (minutes > amountOf(correction)) throw refused("overOriginal");
  const said = await saidOf(task, original, minutes, words, { gave: "更正错了，还回去", got: "更正错了，补回来" });
  accepted(await restore(saying(task, said), operation, { transfer: original._id, minutes, words }));
}

async function thawed(task: Task): Promise<void> {
  const { context, opened } = task;
  accepted(await thaw(saying(task, { holder: "您的时间账户恢复使用了。" }), context.operation, { account: opened.account._id }));
}

function done(task: Task, act: AccountAct): Promise<void> {
  switch (act.act) {
    case "freeze": return frozen(task, act);
    case "thaw": return thawed(task);
    case "close": return close(task, act);
    case "merge": return merge(task, act);
    case "terms": return terms(task, act);
    case "relate": return relateTo(task, act);
    case "correct": return correctEntry(task, act);
    case "restore": return restoreEntry(task, act);
  }
}

/** What a branch does to an account as a whole: one entry of the ledger, and whoever holds an account that it changes hears of it. */
export const act: Handler<"accounts.act"> = async ({ accountCode, act: wanted }, context) => {
  const opened = await openedInReach(context, accountCode);
  refuseOwn(opened, context);
  const ledger = await ledgerFor(context);
  await done({ context, ledger, opened }, wanted);
  return viewOf(context, ledger, (await openedByCode(context, accountCode)) ?? opened);
};
