import { Failure } from "../../../contracts/kernel/failure";
import type { CallData } from "../../../contracts/calls";
import { dayOf, instantOf } from "../../../contracts/kernel/day";
import { isRepeat, withOperation } from "../../platform/done";
import type { Handler, MemberContext } from "../../platform/serve";
import type { InboxTelling } from "../inbox";
import { findUnit } from "../org";
import type { BindingDocument } from "./documents";
import { confirmersOf, householdView } from "./household";
import { bindingsSince, changeHousehold } from "./repository";
import { withContact } from "./save";

/** Each one makes a group leader look: more in a day is a script, or somebody trying doors. */
const mostADay = 5;

async function refuseTooMany({ database, person, at, operation }: MemberContext): Promise<void> {
  const today = await bindingsSince(database, person.communityId, person._id, instantOf(dayOf(at)), mostADay);
  if (today.length >= mostADay && !today.some(({ _id }) => _id === operation.documentId)) throw new Failure("tooMany");
}

/** Who lives next door to the new one hears of it: the group leader, or whoever stands above where there is none. */
function toConfirmers(context: MemberContext, binding: BindingDocument): InboxTelling {
  const { organisation } = context.community;
  return {
    communityId: binding.communityId,
    to: confirmersOf(organisation, binding.gridCode, dayOf(context.at), context.person.staffId),
    at: binding.createdAt,
    // No name and no room: an inbox is read in the lift. They stand on the page it leads to.
    text: `${findUnit(organisation, binding.unitCode)?.text ?? "您的网格"}有一位居民填了住址，请您核对一下。`,
    todo: true,
    waitsFor: { in: "bindings", id: binding._id, what: "pending" },
    link: "bindings",
    about: binding._id,
  };
}

/** The address before: moving house, it is no longer his from the moment he says so; declined, it waits for him no more. */
function former(previous: BindingDocument | undefined): BindingDocument[] {
  if (previous?.state === "confirmed") return [{ ...previous, state: "left" }];
  return previous?.waits ? [answered(previous)] : [];
}

function answered({ waits: _waits, ...binding }: BindingDocument): BindingDocument {
  return binding;
}

export const bind: Handler<"residents.bind"> = async (input, context): Promise<CallData<"residents.bind">> => {
  const { database, community, person, at, operation } = context;
  const unit = findUnit(community.organisation, input.unitCode);
  if (!unit) throw new Failure("placeUnknown");
  await refuseTooMany(context);
  const wanted: BindingDocument = {
    _id: operation.documentId,
    schemaVersion: 1,
    version: 0,
    communityId: person.communityId,
    personId: person._id,
    unitCode: input.unitCode,
    gridCode: unit.gridCode,
    stationCode: unit.stationCode,
    room: input.room,
    name: input.name,
    state: "pending",
    payloadHash: operation.payloadHash,
    createdAt: at,
  };
  let household = person.household;
  await changeHousehold(database, person._id, wanted._id, ({ person: before, binding, previous }) => {
    if (!before) throw new Failure("notAllowed");
    if (binding) {
      if (binding.payloadHash !== operation.payloadHash) throw new Failure("operationReused");
      household = before.household;
      return { bindings: [] };
    }
    if (before.household?.state === "pending") throw new Failure("bindingOpen");
    household = { state: "pending", bindingId: wanted._id, unitCode: wanted.unitCode, room: wanted.room, gridCode: wanted.gridCode };
    return {
      person: { ...withContact(before, input.name, input.phone), household },
      bindings: [wanted, ...former(previous)],
      tellings: [toConfirmers(context, wanted)],
    };
  });
  return { household: householdView(community.organisation, household, dayOf(at), person.staffId) };
};

export const leave: Handler<"residents.leave"> = async (_input, { database, person, operation }) => {
  const bindingId = person.household?.bindingId;
  if (!bindingId) return {};
  await changeHousehold(database, person._id, bindingId, ({ person: before, binding }) => {
    // Sent again, it must not end the address that he gave since.
    if (before?.household?.bindingId !== bindingId || isRepeat(before.done ?? [], operation)) return { bindings: [] };
    const { household: _left, ...rest } = before;
    return { person: { ...rest, done: withOperation(before.done ?? [], operation) }, bindings: binding ? [binding.state === "declined" ? answered(binding) : { ...binding, state: "left" }] : [] };
  });
  return {};
};
