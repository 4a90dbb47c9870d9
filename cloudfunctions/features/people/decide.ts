import type { CallData } from "../../../contracts/calls";
import { Failure } from "../../../contracts/kernel/failure";
import { declineReasons } from "../../../contracts/people/calls";
import { reaches, selvesOf } from "../../platform/actor";
import type { Handler, MemberContext } from "../../platform/serve";
import type { InboxTelling } from "../inbox";
import { findUnit, gridsInReach } from "../org";
import { momentText } from "../../platform/when";
import type { BindingDocument } from "./documents";
import { changeHousehold, getBinding, pendingBindings } from "./repository";

type Decision = Parameters<Handler<"residents.decide">>[0]["decision"];

/** What waits within the caller's reach, his own address left out: nobody confirms himself. */
async function waitingAddresses({ database, community, reach, person }: MemberContext): Promise<BindingDocument[]> {
  const found = await pendingBindings(database, person.communityId, gridsInReach(community.organisation, reach));
  return found.filter(({ personId }) => !selvesOf(person).includes(personId));
}

/** How many addresses wait for the caller, as his list has them. One query. */
export const countAddresses = async (context: MemberContext): Promise<number> => (await waitingAddresses(context)).length;

async function pendingList(context: MemberContext): Promise<CallData<"residents.pending">["bindings"]> {
  const { community, at } = context;
  return (await waitingAddresses(context)).map((binding) => ({
    bindingId: binding._id,
    version: binding.version,
    called: binding.name,
    place: `${findUnit(community.organisation, binding.unitCode)?.text ?? ""} ${binding.room}`.trim(),
    atText: momentText(binding.createdAt, at),
  }));
}

export const pending: Handler<"residents.pending"> = async (_input, context) => ({ bindings: await pendingList(context) });

/** What a declined address waits for: that he fills it in anew. */
const askedAgain = ["again"] as const;

function decided(binding: BindingDocument, decision: Decision, { actor, at, operation }: MemberContext): BindingDocument {
  return {
    ...binding,
    ...(decision.kind === "confirm" ? { state: "confirmed" as const } : { state: "declined" as const, waits: [...askedAgain] }),
    decided: {
      by: actor.person?.staffId ?? "",
      at,
      ...(decision.kind === "decline" && { reason: decision.reason }),
      operation: operation.documentId,
      payloadHash: operation.payloadHash,
    },
  };
}

/** @returns whether it was decided by this very operation before */
function refuse(binding: BindingDocument | undefined, version: number, { person, reach, operation }: MemberContext): boolean {
  if (!binding || binding.communityId !== person.communityId) throw new Failure("notFound");
  if (selvesOf(person).includes(binding.personId) || !reaches(reach, binding)) throw new Failure("notAllowed");
  if (binding.decided?.operation === operation.documentId) {
    if (binding.decided.payloadHash !== operation.payloadHash) throw new Failure("operationReused");
    return true;
  }
  if (binding.state !== "pending") throw new Failure("actionNotOpen", { currentVersion: binding.version });
  if (binding.version !== version) throw new Failure("stale", { currentVersion: binding.version });
  return false;
}

const toResident = (binding: BindingDocument, decision: Decision, at: number): InboxTelling => ({
  communityId: binding.communityId,
  to: [binding.personId],
  at,
  text:
    decision.kind === "confirm"
      ? "您的住址核对好了，以后反映事情不用再选楼栋。"
      : `您填的住址没有核对上：${declineReasons[decision.reason]}。您可以改一下再填，或打站里电话问一问。`,
  todo: decision.kind === "decline",
  ...(decision.kind === "decline" && { waitsFor: { in: "bindings", id: binding._id, what: askedAgain[0] } }),
  link: "me",
  about: `${binding._id}:decided`,
});

export const decide: Handler<"residents.decide"> = async ({ bindingId, version, decision }, context) => {
  const { database, at } = context;
  const known = await getBinding(database, bindingId);
  refuse(known, version, context);
  await changeHousehold(database, known!.personId, bindingId, ({ person, binding }) => {
    if (refuse(binding, version, context)) return { bindings: [] };
    const after = decided(binding!, decision, context);
    const tellings = [toResident(after, decision, at)];
    if (person?.household?.bindingId !== bindingId) return { bindings: [after], tellings };
    const { declineReason: _old, ...household } = person.household;
    const reason = decision.kind === "decline" ? { declineReason: decision.reason } : {};
    const state = decision.kind === "confirm" ? ("confirmed" as const) : ("declined" as const);
    return { person: { ...person, household: { ...household, ...reason, state } }, bindings: [after], tellings };
  });
  return { bindings: await pendingList(context) };
};
