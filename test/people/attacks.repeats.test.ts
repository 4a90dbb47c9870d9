/** A call that the network delivers once more, long after its sender has decided otherwise. */
import type { PersonDocument } from "../../cloudfunctions/platform/actor";
import { personIdOf } from "../../cloudfunctions/features/people/personId";
import type { CommunityState } from "../../contracts/org/organisation";
import { openidOf, staffIdOf } from "../support/communities";
import { codeOf, dataOf, newOperationId, type Product, startProduct } from "../support/product";

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

const resident = openidOf("wtl", "resident1");
const leader = openidOf("wtl", "leader1");
const person = async (): Promise<PersonDocument> => (await product.documents<PersonDocument>("people", { _id: personIdOf(resident, "wtl") }))[0]!;
const save = (phone: string | null, operationId = newOperationId(), name = "陈阿姨") => product.call(resident, "me.save", { name, phone }, operationId);

test("a number that was taken away stays away", async () => {
  const first = newOperationId();
  dataOf(await save("13900000000", first));
  dataOf(await save(null));
  dataOf(await save("13900000000", first));
  expect((await person()).phone).toBeUndefined();
  expect(codeOf(await save("13900000000", first, "别的名字"))).toBe("operationReused");
});

test("who is back stays back, and the repeat hears what it heard", async () => {
  const first = newOperationId();
  const away = (untilDay: string | null, operationId = newOperationId()) => product.call(leader, "staff.away", { untilDay }, operationId);
  const heard = dataOf(await away("2026-11-24", first));
  expect(dataOf(await away("2026-11-24", first))).toEqual(heard);
  dataOf(await away(null));
  expect(dataOf(await away("2026-11-24", first))).toEqual(heard);
  const [state] = await product.documents<CommunityState>("communities", { _id: "wtl" });
  expect(state!.away[staffIdOf("wtl", "leader1")]).toBeUndefined();
});

test("an address given since is not left by an older leaving", async () => {
  const bind = (room: string) => product.call(resident, "residents.bind", { unitCode: "b1-1", room, name: "陈阿姨" });
  const leave = (operationId = newOperationId()) => product.call(resident, "residents.leave", {}, operationId);
  const first = newOperationId();
  dataOf(await leave(first));
  dataOf(await bind("401"));
  dataOf(await leave());
  dataOf(await bind("402"));
  dataOf(await leave(first));
  expect((await person()).household?.room).toBe("402");
});
