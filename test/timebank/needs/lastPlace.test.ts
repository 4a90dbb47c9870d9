/** Of two for the last place, the second hears why, even where the first was faster between two of his looks. */
import { stepShift } from "../../../cloudfunctions/features/timebank/needs/stepShift";
import { getPerson } from "../../../cloudfunctions/features/people";
import { loadCommunity } from "../../../cloudfunctions/features/org";
import { actorOf } from "../../../cloudfunctions/platform/actor";
import { type Database, openDatabase } from "../../../cloudfunctions/platform/database";
import type { MemberContext } from "../../../cloudfunctions/platform/serve";
import { codeOf, dataOf } from "../../support/product";
import { operation } from "../bank";
import { aNeed, eachStartsAnew, idOf, once, product, save, who } from "./support";

eachStartsAnew();

/** The database of a call in which something happens right before it reads a need. */
function beforeNeed(happens: () => Promise<unknown>): Database {
  const real = openDatabase();
  let due = true;
  return Object.assign(Object.create(real) as Database, {
    collection: (name: string) => {
      const collection = real.collection(name);
      if (name !== "timeNeeds") return collection;
      return Object.assign(Object.create(collection) as typeof collection, {
        get: async (id: string) => {
          if (due) {
            due = false;
            await happens();
          }
          return collection.get(id);
        },
      });
    },
  });
}

async function contextOf(openid: string, database: Database): Promise<MemberContext> {
  const at = product.cloud.cloud.clock.now();
  const [person, community] = [await getPerson(openDatabase(), idOf(openid)), await loadCommunity(openDatabase(), "wtl")];
  return { database, person, community, actor: actorOf(openid, person, community!.organisation, at), operation: operation(), at } as unknown as MemberContext;
}

test("whoever had it before his eyes is told that it is full, not that there is nothing", async () => {
  await save(who.recipient, 600);
  const need = await aNeed(product, { schedule: once("2026-11-25") });
  const [shift] = await need.shifts();
  let first = "";
  const database = beforeNeed(async () => (first = codeOf(await need.turn(who.near, "take"))));
  const second = stepShift({ shiftId: shift!._id, version: shift!.version, step: { action: "take" } }, await contextOf(who.nearToo, database));
  await expect(second).rejects.toMatchObject({ code: "shiftFull" });
  expect(first).toBe("ok");
  expect(dataOf(await need.open(who.near)).shifts[0]!.free).toBe(0);
});
