import { Failure } from "../../../contracts/kernel/failure";
import type { PersonDocument } from "../../platform/actor";
import type { Database } from "../../platform/database";
import type { Handler } from "../../platform/serve";
import { getPerson, savePerson } from "./repository";

/** Name and number belong to their person alone, so his last word counts, whatever else changed meanwhile. */
async function changePerson(database: Database, person: PersonDocument, change: (person: PersonDocument) => PersonDocument): Promise<void> {
  let before: PersonDocument | undefined = person;
  for (let left = 5; left > 0 && before; left -= 1) {
    if (await savePerson(database, before, change(before))) return;
    before = await getPerson(database, person._id);
  }
  throw new Failure("busy");
}

export const withContact = (person: PersonDocument, name: string, phone: string | null | undefined): PersonDocument => {
  const { phone: known, ...rest } = person;
  const kept = phone === undefined ? known : (phone ?? undefined);
  return { ...rest, name, ...(kept !== undefined && { phone: kept }) };
};

export const save: Handler<"me.save"> = async ({ name, phone }, { database, person }) => {
  await changePerson(database, person, (before) => withContact(before, name, phone));
  return {};
};
