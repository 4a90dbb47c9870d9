import type { CallData } from "../../../contracts/calls";
import { Failure } from "../../../contracts/kernel/failure";
import type { Handler, MemberContext } from "../../platform/serve";
import { momentText } from "../../platform/when";
import { getPerson, insertLook, type LookDocument, looksOf } from "../people";
import { mayMeetReporter, partsOf } from "./authority";
import type { RequestDocument } from "./document";
import { readable } from "./openRequest";
import { named } from "./staff";

/**
 * A resident's name, room and number for somebody who works on his open matter. The look is written down before anything
 * is shown, and the resident sees it.
 */
export const reveal: Handler<"requests.reveal"> = async ({ requestId, reason }, context): Promise<CallData<"requests.reveal">> => {
  const { request, viewer } = await readable(context, requestId);
  const staffId = context.person.staffId;
  if (!staffId || !mayMeetReporter(viewer, partsOf(viewer, request), request)) throw new Failure("notAllowed");
  const { database, operation, at } = context;
  await insertLook(database, {
    _id: operation.documentId,
    schemaVersion: 1,
    communityId: request.communityId,
    about: request.filedBy,
    by: staffId,
    byTitle: named(viewer, staffId).title,
    requestId,
    reason,
    at,
  });
  return shown(context, request);
};

async function shown({ database }: MemberContext, request: RequestDocument): Promise<CallData<"requests.reveal">> {
  const person = await getPerson(database, request.filedBy);
  const own = person?.name || "没有留姓名";
  const room = request.contact?.room;
  return {
    name: request.onBehalf ? `${request.onBehalf.called}（${own}代报）` : own,
    room: room ? `${request.placeText} ${room}` : request.placeText,
    ...(request.contact?.phone && { phone: request.contact.phone }),
  };
}

type Reason = LookDocument["reason"];
/** In the words in which it was chosen. Who looks a time account up was asked to; he comes to nobody's door. */
const matterReasons: Record<Reason, string> = { visit: "要上门", call: "要打电话", check: "要核对" };
const accountReasons: Record<Reason, string> = { visit: "您当面托他看时间账户", call: "您打电话问时间账户", check: "核对时间账户里的一笔账" };
const shownLooks = 20;

/** Who looked at the caller, newest first. One query. */
export async function looksAbout(context: MemberContext): Promise<CallData<"me.open">["looks"]> {
  const { database, person, community, at } = context;
  const found = await looksOf(database, person.communityId, person._id, shownLooks);
  return found.map((look) => {
    const { called, title } = named({ ...community, at }, look.by);
    return { at: look.at, atText: momentText(look.at, at), by: `${called}（${look.byTitle || title}）`, reason: (look.accountId === undefined ? matterReasons : accountReasons)[look.reason] };
  });
}
