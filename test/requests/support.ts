import type { CallInput } from "../../contracts/calls";
import type { Category, Organisation } from "../../contracts/org/organisation";
import type { RequestDocument } from "../../cloudfunctions/features/requests/document";
import { openidOf, organisation, staffIdOf } from "../support/communities";
import { dataOf, newOperationId, type Product, startProduct } from "../support/product";

export type Draft = CallInput<"requests.submit">;
export type Step = CallInput<"requests.advance">["step"];

const category = (rest: Pick<Category, "code" | "name"> & Partial<Category>): Category => ({
  hint: "", icon: "chat", intent: "report", urgency: "ordinary", limitWorkingDays: 3, audience: "station", ...rest,
});

/** The test communities' own category, and those whose rules differ: an urgent one, an emergency, a complaint, a private one. */
const categories: Category[] = [
  ...organisation("wtl", "梧桐里社区").categories,
  category({ code: "light", name: "公共照明", urgency: "urgent" }),
  category({ code: "gas", name: "燃气", urgency: "emergency", callFirst: { label: "燃气抢修", phone: "023-6550-0777" } }),
  category({ code: "staff", name: "投诉干部", intent: "complain", audience: "owner", asksAboutPerson: true, limitWorkingDays: 7 }),
  category({ code: "family", name: "家里的事", intent: "askHelp", audience: "owner" }),
];

/** The test community with these categories, for pure tests. */
export const testOrganisation = (): Organisation => ({ ...organisation("wtl", "梧桐里社区"), categories });

/** Puts the categories into both communities before the first call remembers an organisation. */
export async function startRequests(): Promise<Product> {
  const product = await startProduct();
  for (const communityId of ["wtl", "hgy"])
    await product.cloud.database.collection("organisations").doc(`${communityId}:1`).update({ categories });
  return product;
}

export const who = {
  resident: openidOf("wtl", "resident1"),
  neighbour: openidOf("wtl", "resident3"),
  newcomer: openidOf("wtl", "newcomer"),
  owner: openidOf("wtl", "leader1"),
  standIn: openidOf("wtl", "leader2"),
  member: openidOf("wtl", "memberEast"),
  head: openidOf("wtl", "headEast"),
  otherHead: openidOf("wtl", "headWest"),
  otherLeader: openidOf("wtl", "leader3"),
  secretary: openidOf("wtl", "secretary"),
  stranger: openidOf("hgy", "secretary"),
};
export const staff = {
  owner: staffIdOf("wtl", "leader1"),
  standIn: staffIdOf("wtl", "leader2"),
  member: staffIdOf("wtl", "memberEast"),
  head: staffIdOf("wtl", "headEast"),
  otherHead: staffIdOf("wtl", "headWest"),
  otherLeader: staffIdOf("wtl", "leader3"),
  secretary: staffIdOf("wtl", "secretary"),
};

export const draftOf = (rest: Partial<Draft> = {}): Draft => ({
  words: "下水道又堵了，一楼往上冒水。", category: "facilities", urgency: "ordinary", place: { kind: "home" }, photos: [], audience: "station", ...rest,
});

/** One request as its people play it; each step is done with the version that the doer sees now. */
export function matterOf(product: Product, requestId: string) {
  const open = async (openid: string) => product.call(openid, "requests.open", { requestId });
  return {
    requestId,
    open,
    story: async (openid: string) => dataOf(await open(openid)),
    step: async (openid: string, step: Step, operationId = newOperationId()) => {
      const seen = await open(openid);
      return product.call(openid, "requests.advance", { requestId, version: seen.ok ? seen.data.version : 0, step }, operationId);
    },
    document: async (): Promise<RequestDocument> => {
      const [document] = await product.documents<RequestDocument>("requests", { _id: requestId });
      if (!document) throw new Error(`no request ${requestId}`);
      return document;
    },
  };
}

export async function submitted(product: Product, rest: Partial<Draft> = {}, openid = who.resident) {
  const reply = dataOf(await product.call(openid, "requests.submit", draftOf(rest)));
  return { reply, ...matterOf(product, reply.requestId) };
}

/** One round of the clock, as the timer starts it: by nobody. */
export async function tick(product: Product): Promise<{ seen: number; told: number; failed: number }> {
  const { result } = (await product.cloud.app.callFunction({ name: "clock", data: {} })) as { result: { seen: number; told: number; failed: number } };
  return result;
}

export const moveTo = (product: Product, local: string): void => product.cloud.cloud.clock.moveTo(Date.parse(`${local}+08:00`));
