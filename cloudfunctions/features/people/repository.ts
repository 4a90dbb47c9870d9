import { Failure } from "../../../contracts/kernel/failure";
import type { PersonDocument } from "../../platform/actor";
import { type Collection, type Database, isDuplicate, saveIfUnchanged, type Transaction } from "../../platform/database";
import { type InboxTelling, tellWithin } from "../inbox";
import type { BindingDocument } from "./documents";
import { personIdOf } from "./personId";

const people = (database: Database): Collection<PersonDocument> => database.collection<PersonDocument>("people");

export const newPerson = (openid: string, communityId: string, at: number): PersonDocument => ({
  _id: personIdOf(openid, communityId),
  schemaVersion: 1,
  version: 0,
  communityId,
  openid,
  current: true,
  name: "",
  inboxReadAt: 0,
  createdAt: at,
});

/**
 * The person as whom somebody is here now. Entering two communities for the first time at the same moment can leave two
 * current ones, since a transaction cannot lock what does not exist yet: the later one counts, and the next entering
 * puts it right.
 */
export async function findPerson(database: Database, openid: string): Promise<PersonDocument | undefined> {
  return (await people(database).find({ openid, current: true }, { order: { createdAt: -1 }, limit: 1 }))[0];
}

export const getPerson = (database: Database, personId: string): Promise<PersonDocument | undefined> => people(database).get(personId);

/** Those of a community among up to 200 ids. */
export const peopleByIds = async (database: Database, communityId: string, ids: readonly string[]): Promise<PersonDocument[]> =>
  (await people(database).find({ _id: { $in: [...ids] } }, { limit: 200 })).filter((person) => person.communityId === communityId);

/** A repeat comes within minutes of its first, and finds itself among these. */
const rememberedFilings = 20;
/** Enough for the first of a day to meet another first, and for a repeat beside it. */
const filingTries = 4;

/**
 * Counts a report of somebody before it is written, by conditional updates alone, so that a hundred at once count as a hundred;
 * a repeat counts once. It adds nothing to what he says of himself, so the version stays. 1 database call.
 * @param most of one day; absent: no bound
 * @returns false when his day is full
 */
export async function countFiling(database: Database, person: PersonDocument, { operation, day, most }: { operation: string; day: string; most?: number }): Promise<boolean> {
  let known: PersonDocument | undefined = person;
  for (let left = filingTries; known && left > 0; left -= 1) {
    const { filed }: PersonDocument = known;
    if (filed?.operations.includes(operation)) return true;
    const isSameDay = filed?.day === day;
    if (isSameDay && most !== undefined && filed.count >= most) return false;
    const where = isSameDay
      ? { "filed.day": day, "filed.operations": { $ne: operation }, ...(most !== undefined && { "filed.count": { $lt: most } }) }
      : { "filed.day": filed?.day ?? { $exists: false } };
    const update = isSameDay
      ? { $inc: { "filed.count": 1 }, $push: { "filed.operations": { $each: [operation], $slice: -rememberedFilings } } }
      : { $set: { filed: { day, count: 1, operations: [...(filed?.operations ?? []), operation].slice(-rememberedFilings) } } };
    if ((await people(database).update({ _id: person._id, ...where }, update)) === 1) return true;
    known = await getPerson(database, person._id);
  }
  throw new Failure("busy");
}

export const savePerson = (database: Database, before: PersonDocument, after: PersonDocument): Promise<boolean> =>
  saveIfUnchanged(people(database), before, after);

/** One human being is in as many communities as he entered: a handful, and never more than the deployment has. */
const personsOf = (database: Database, openid: string): Promise<PersonDocument[]> => people(database).find({ openid }, { limit: 200 });

export const nextVersion = <T extends { version: number }>(document: T): T => ({ ...document, version: document.version + 1 });

/** A transaction that starts again when two writers created the same document at once: the second now finds it. */
export async function transact<R>(database: Database, work: (transaction: Transaction) => Promise<R>): Promise<R> {
  try {
    return await database.transaction(work);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return database.transaction(work);
  }
}

/** The other communities in which an openid counts as being now: one at most, see `findPerson`. */
export async function otherCurrentPersons(database: Database, openid: string, communityId: string): Promise<PersonDocument[]> {
  return (await personsOf(database, openid)).filter((person) => person.current && person.communityId !== communityId);
}

/**
 * Makes the person of a community the current one and every other of this openid not, as part of a larger change.
 * Nothing is written when `change` returns undefined.
 */
export async function enterWithin(
  transaction: Transaction,
  others: readonly PersonDocument[],
  { openid, communityId, at }: { openid: string; communityId: string; at: number },
  change: (person: PersonDocument) => PersonDocument | undefined,
): Promise<PersonDocument | undefined> {
  const known = await transaction.get<PersonDocument>("people", personIdOf(openid, communityId));
  const changed = change({ ...(known ?? newPerson(openid, communityId, at)), current: true });
  if (!changed) return undefined;
  for (const { _id } of others) {
    const other = await transaction.get<PersonDocument>("people", _id);
    if (other?.current) await transaction.put("people", nextVersion({ ...other, current: false }));
  }
  const after = nextVersion(changed);
  await transaction.put("people", after);
  return after;
}

export async function enterCommunity(database: Database, openid: string, communityId: string, at: number): Promise<PersonDocument> {
  const others = await otherCurrentPersons(database, openid, communityId);
  const entering = { openid, communityId, at };
  const entered = await transact(database, (transaction) => enterWithin(transaction, others, entering, (person) => person));
  return entered as PersonDocument;
}

/** For somebody whom the deployment does not know yet: one write, and the same person however often it is tried. */
export async function createPerson(database: Database, openid: string, communityId: string, at: number): Promise<PersonDocument> {
  const person = newPerson(openid, communityId, at);
  try {
    await people(database).insert(person);
    return person;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return enterCommunity(database, openid, communityId, at);
  }
}

/** What a change of the household sees and says; whatever it returns is written together or not at all. */
export interface HouseholdChange {
  person?: PersonDocument;
  bindings: BindingDocument[];
  tellings?: InboxTelling[];
}

/**
 * A person and what he says about where he lives change in one transaction, so that neither ever tells another story.
 * `change` gets both as they stand at that moment, and the binding he had before, if that is another one.
 */
export function changeHousehold(
  database: Database,
  personId: string,
  bindingId: string,
  change: (known: { person?: PersonDocument; binding?: BindingDocument; previous?: BindingDocument }) => HouseholdChange,
): Promise<void> {
  return transact(database, async (transaction) => {
    const person = await transaction.get<PersonDocument>("people", personId);
    const binding = await transaction.get<BindingDocument>("bindings", bindingId);
    const previousId = person?.household?.bindingId;
    const previous = previousId && previousId !== bindingId ? await transaction.get<BindingDocument>("bindings", previousId) : undefined;
    const after = change({ ...(person && { person }), ...(binding && { binding }), ...(previous && { previous }) });
    for (const changed of after.bindings) await transaction.put("bindings", nextVersion(changed));
    if (after.person) await transaction.put("people", nextVersion(after.person));
    await tellWithin(transaction, after.tellings ?? []);
  });
}

export const getBinding = (database: Database, bindingId: string): Promise<BindingDocument | undefined> =>
  database.collection<BindingDocument>("bindings").get(bindingId);

/** Whoever says that he lives in a unit, confirmed or not yet; a high-rise has fewer. */
export const peopleOfUnit = (database: Database, communityId: string, unitCode: string): Promise<PersonDocument[]> =>
  database.collection<PersonDocument>("people").find({ communityId, "household.unitCode": unitCode, "household.state": { $ne: "declined" } }, { limit: 200 });

/** The longest-waiting first; one page, since what is decided makes room for the rest. */
export function pendingBindings(database: Database, communityId: string, gridCodes: readonly string[] | "all"): Promise<BindingDocument[]> {
  if (gridCodes.length === 0) return Promise.resolve([]);
  const where = { communityId, state: "pending", ...(gridCodes !== "all" && { gridCode: { $in: gridCodes } }) };
  return database.collection<BindingDocument>("bindings").find(where, { order: { createdAt: 1 }, limit: 100 });
}

/** What a person said about where he lives since an instant, newest first. */
export const bindingsSince = (database: Database, communityId: string, personId: string, since: number, limit: number): Promise<BindingDocument[]> =>
  database
    .collection<BindingDocument>("bindings")
    .find({ communityId, personId, createdAt: { $gte: since } }, { order: { createdAt: -1 }, limit });
