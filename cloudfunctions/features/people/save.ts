import { Failure } from "../../../contracts/kernel/failure";
import type { PersonDocument } from "../../platform/actor";
import type { Database } from "../../platform/database";
import { type Done, isRepeat, withOperation } from "../../platform/done";
import type { Handler, Operation } from "../../platform/serve";
import { getPerson, savePerson } from "./repository";

/**
 * Changes what somebody says of himself, once an operation. Name and number are his alone, so his last word counts, whatever
 * else changed meanwhile; a repeat that comes late is no last word.
 */
export async function changePerson(database: Database, person: PersonDocument, operation: Operation, change: (person: PersonDocument) => PersonDocument): Promise<void> {
  let before: PersonDocument | undefined = person;
  for (let left = 5; left > 0 && before; left -= 1) {
    const done: Done = before.done ?? [];
    if (isRepeat(done, operation)) return;
    if (await savePerson(database, before, { ...change(before), done: withOperation(done, operation) })) return;
    before = await getPerson(database, person._id);
  }
  throw new Failure("busy");
}

export const withContact = (person: PersonDocument, name: string, phone: string | null | undefined): PersonDocument => {
  const { phone: known, ...rest } = person;
  const kept = phone === undefined ? known : (phone ?? undefined);
  return { ...rest, name, ...(kept !== undefined && { phone: kept }) };
};

export const save: Handler<"me.save"> = async ({ name, phone }, { database, person, operation }) => {
  await changePerson(database, person, operation, (before) => withContact(before, name, phone));
  return {};
};
