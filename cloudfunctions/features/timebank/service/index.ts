import type { Handlers } from "../../../platform/serve";
import { checkCertificate, issueCertificate, listCertificates, withdraw } from "./certificates";
import { checkIn } from "./checkIn";
import { checkOut } from "./checkOut";
import { listRecords } from "./records";
import { showCode } from "./showCode";
import { openStatement } from "./statements";
import { openSessionCard, stepSession } from "./step";
import { openTurn } from "./turn";

export { type ServiceReport, serviceRound } from "./round";
export { disputedSessions, sessionCards, sessionsToConfirm, unconfirmedSessions } from "./lists";
export type { ServiceSettings } from "./rules";
export { freeDay } from "./settle";
export { serviceActions, withServiceActions } from "./turn";

export const serviceHandlers = {
  "sessions.code": showCode,
  "turns.open": openTurn,
  "sessions.checkIn": checkIn,
  "sessions.checkOut": checkOut,
  "sessions.open": openSessionCard,
  "sessions.step": stepSession,
  "records.list": listRecords,
  "statements.open": openStatement,
  "certificates.issue": issueCertificate,
  "certificates.mine": listCertificates,
  "certificates.check": checkCertificate,
  "certificates.withdraw": withdraw,
} satisfies Partial<Handlers>;
