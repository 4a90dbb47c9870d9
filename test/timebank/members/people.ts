/** The time bank's people through the door: short ways to say who does what. */
import type { CallData, CallInput, CallName } from "../../../contracts/calls";
import declared from "../../../cloudfunctions/indexes.json";
import type { CallReply } from "../../../contracts/kernel/call";
import type { MemberDraft } from "../../../contracts/timebank/member";
import type { PersonDocument } from "../../../cloudfunctions/platform/actor";
import type { MemberDocument } from "../../../cloudfunctions/features/timebank/shared/documents";
import { memberIdOf } from "../../../cloudfunctions/features/timebank/shared/members.repository";
import { personIdOf } from "../../../cloudfunctions/features/people/personId";
import { communityIds, openidOf, type ResidentCode, type StaffCode } from "../../support/communities";
import { dataOf, type Product } from "../../support/product";

export type Somebody = StaffCode | ResidentCode;
export const own = communityIds.own;
export const other = communityIds.other;

export const personOf = (code: Somebody, communityId: string = own): string => personIdOf(openidOf(communityId, code), communityId);
export const memberOf = (code: Somebody, communityId: string = own): string => memberIdOf(communityId, personOf(code, communityId));

/** Empties what the time bank keeps, so that one cloud serves many tests; settings are remembered by an instance and stay. */
export async function forget(product: Product): Promise<void> {
  const { command } = product.cloud.database;
  for (const collection of kept) await product.cloud.database.collection(collection).where({ _id: command.gt("") }).remove();
}
const kept = Object.keys(declared).filter((name) => (name.startsWith("time") && name !== "timeBanks") || name === "inbox" || name === "looks");

/** One round of the clock, as the timer starts it: by nobody. */
export async function round(product: Product): Promise<void> {
  await product.cloud.app.callFunction({ name: "clock", data: {} });
}

export const draft: MemberDraft = { skills: ["company", "tutoring"], times: [{ weekday: 7, part: "evening" }], isMinor: false, partyMember: false };

export function doorOf(product: Product) {
  const as = <N extends CallName>(code: Somebody, call: N, input: CallInput<N>, operationId?: string): Promise<CallReply<CallData<N>>> =>
    product.call(openidOf(own, code), call, input, operationId);
  const member = async (code: Somebody): Promise<MemberDocument> => (await product.documents<MemberDocument>("timeMembers", { _id: memberOf(code) }))[0]!;
  /** @returns the member's version afterwards */
  async function join(code: Somebody, { by = "headEast", ...rest }: Partial<MemberDraft> & { by?: StaffCode } = {}): Promise<void> {
    dataOf(await as(code, "members.apply", { ...draft, ...rest }));
    const { version } = await member(code);
    dataOf(await as(by, "members.decide", { memberId: memberOf(code), version, decision: { kind: "approve" } }));
  }
  const inboxOf = async (code: Somebody): Promise<string[]> => dataOf(await as(code, "inbox.open", {})).items.map(({ text }) => text);
  const person = async (code: Somebody): Promise<PersonDocument> => (await product.documents<PersonDocument>("people", { _id: personOf(code) }))[0]!;
  return { as, member, join, inboxOf, person };
}
