/** Invitations against who may no longer hand out the seat by the time somebody sits down in it. */
import type { SeatDocument } from "../../cloudfunctions/features/people/documents";
import { minuteMs } from "../../contracts/kernel/milliseconds";
import type { Organisation, Post } from "../../contracts/org/organisation";
import { communityIds, openidOf, organisation, staffIdOf } from "../support/communities";
import { codeOf, dataOf, newOperationId, type Product, startProduct } from "../support/product";

let product: Product;
beforeEach(async () => {
  product = await startProduct();
  const { database } = product.cloud;
  const [seat] = await product.documents<SeatDocument & { _id: string }>("seats", { _id: leader1 });
  await database.collection("people").doc(seat!.personId!).update({ staffId: database.command.remove() });
  await database.collection("seats").doc(leader1).remove();
});
afterEach(() => product.close());

const leader1 = staffIdOf("wtl", "leader1");
const headEast = { openid: openidOf("wtl", "headEast"), staffId: staffIdOf("wtl", "headEast") };

/** As after an import that changed posts; instances know it within ten seconds. */
async function repost(change: (posts: readonly Post[]) => Post[]): Promise<void> {
  const before = organisation(communityIds.own, "梧桐里社区");
  const after: Organisation = { ...before, version: 2, posts: change(before.posts) };
  const { database } = product.cloud;
  await database.collection("organisations").add({ _id: `${after.communityId}:${after.version}`, ...after });
  await database.collection("communities").doc(after.communityId).update({ orgVersion: 2, version: 2 });
  product.cloud.cloud.clock.moveTo(product.cloud.cloud.clock.now() + minuteMs);
  await new Promise((resolve) => setTimeout(resolve, 10_500));
}
const join = (openid: string, code: string) => product.call(openid, "staff.join", { code }, newOperationId());
const invited = async (): Promise<string> => dataOf(await product.call(headEast.openid, "staff.invite", { staffId: leader1 })).code;

test("a seat that grew beyond its inviter's reach is not his to have handed out", async () => {
  const code = await invited();
  await repost((posts) => [...posts, { staffId: leader1, titleCode: "secretary", scopeCode: "wtl", fromDay: "2026-01-01" }]);
  expect(codeOf(await join("o-accomplice", code))).toBe("invitationInvalid");
});

test("nor is one by somebody who has left his post since", async () => {
  const code = await invited();
  await repost((posts) => posts.filter(({ staffId }) => staffId !== headEast.staffId));
  expect(codeOf(await join("o-accomplice", code))).toBe("invitationInvalid");
});

test("while nothing changed that matters, it lets in as before", async () => {
  const code = await invited();
  await repost((posts) => posts.filter(({ staffId }) => staffId !== staffIdOf("wtl", "leader3")));
  expect(codeOf(await join("o-neighbour", code))).toBe("ok");
});
