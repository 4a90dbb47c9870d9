import { withOperation } from "../../../platform/done";
import type { MemberContext } from "../../../platform/serve";
import type { AccountDocument, Alongside } from "../ledger";
import { gone, takesPart } from "../members";
import type { MemberDocument } from "../shared/documents";
import { memberIdOf } from "../shared/members.repository";
import { relatedSelves, type Relating } from "./relate.repository";

/**
 * What ends with an account, by the very entry that closes it: whose account is closed takes part no more, and a call that
 * dies right after has left nobody half. What follows from leaving (turns, offers) the clock does where the call doesn't.
 */

type Ended = Pick<MemberContext, "at" | "operation">;

const ended = (member: MemberDocument, { at, operation }: Ended): MemberDocument => (takesPart(member) ? gone(member, at, withOperation(member.done, operation)) : member);
const written = (members: readonly MemberDocument[]) => members.map((document) => ({ collection: "timeMembers", document }));

export const closing = (context: Ended, { communityId, holder }: AccountDocument): Alongside => async (reader) => {
  const member = await reader.beside<MemberDocument>("timeMembers", memberIdOf(communityId, holder));
  return member && takesPart(member) ? written([ended(member, context)]) : [];
};

/** Merged, the two logins are one human with one family from the same moment: nobody helps, confirms or decides for himself by the other. */
export const merging = (context: Ended & Pick<MemberContext, "community">, relating: Omit<Relating, "relation">): Alongside => async (reader) => {
  const [from, ...others] = (await relatedSelves(reader.beside, context.community.organisation, relating)) ?? [];
  return from ? written([ended(from, context), ...others]) : [];
};
