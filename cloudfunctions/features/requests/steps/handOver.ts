import { Failure } from "../../../../contracts/kernel/failure";
import { notAcceptedReasons, transferReasons } from "../../../../contracts/requests/request";
import { claimByOf } from "../deadline";
import type { RequestDocument } from "../document";
import { accountableAt, called, mayTakePart, superiorsOf } from "../staff";
import { labelOf, yours } from "../tell";
import { type RequestDoing, type StepOf, type StepRule, doerCalled, staffIdOf, toHandlers, toResident } from "./change";
import { clockGoesOn, ownedBy } from "./take";

/** A matter that changes hands, or that can't be taken on here. The first deadline stays either way. */

interface Receiver {
  ownerId: string;
  stationCode: string;
  branchCode: string;
}

/** @throws Failure personUnknown, placeUnknown */
function receiverOf(request: RequestDocument, to: StepOf<"transfer">["to"], doing: RequestDoing, hiddenFrom: readonly string[]): Receiver {
  const here = { stationCode: request.stationCode, branchCode: request.branchCode };
  if (to.kind === "person") {
    const mayHave = mayTakePart(doing, to.staffId, { ...request, hiddenFrom: [...hiddenFrom] }) && to.staffId !== request.ownerId;
    if (!mayHave) throw new Failure("personUnknown");
    return { ...here, ownerId: to.staffId };
  }
  const station = doing.organisation.stations.find(({ code }) => code === to.stationCode);
  if (!station || station.code === request.stationCode) throw new Failure("placeUnknown");
  const ownerId = accountableAt(doing, station.code, request, hiddenFrom);
  if (!ownerId) throw new Failure("personUnknown");
  return { ownerId, stationCode: station.code, branchCode: station.branchCode };
}

export const transfer: StepRule<"transfer"> = (request, step, doing) => {
  // Who says that he is too close to a matter is kept out of it from then on.
  const hiddenFrom = step.reason === "conflict" ? [...new Set([...request.hiddenFrom, staffIdOf(doing)])] : request.hiddenFrom;
  const receiver = receiverOf(request, step.to, doing, hiddenFrom);
  const handedOver = { ...request, ...receiver, hiddenFrom };
  const newOwner = called(doing, receiver.ownerId);
  return {
    set: {
      ...receiver,
      hiddenFrom,
      ...ownedBy(handedOver, receiver.ownerId, doing),
      ...clockGoesOn(request, doing.at),
      claimBy: claimByOf(request.urgency, doing.at),
      transferCount: request.transferCount + 1,
      told: { ...request.told, unclaimed: undefined },
    },
    event: { to: step.to.kind === "person" ? step.to.staffId : step.to.stationCode, reason: step.reason, words: step.words },
    tell: [
      toResident(request, `${yours(request)}转给了${newOwner}，答复的时间不变。`),
      { to: [receiver.ownerId], text: `${doerCalled(doing)}把${labelOf(request)}转给了您（${transferReasons[step.reason]}），请您接。`, todo: true },
      { to: [...request.handlers, ...superiorsOf(doing, handedOver)], text: `${labelOf(request)}转给了${newOwner}。` },
    ],
  };
};

export const notAccept: StepRule<"notAccept"> = (request, step, doing) => ({
  set: { closedAt: doing.at },
  event: { reason: step.reason, words: step.wayOn },
  tell: [
    toResident(request, `${yours(request)}这里办不了（${notAcceptedReasons[step.reason]}），接下来可以找谁已经写给您了，请看一眼。`),
    toHandlers(request, `${doerCalled(doing)}向居民说明了去处：${labelOf(request)}。`),
  ],
});
