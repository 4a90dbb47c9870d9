import type { Handlers } from "../../platform/serve";
import { away } from "./away";
import { bind, leave } from "./bind";
import { decide, pending } from "./decide";
import { enter } from "./enter";
import { invite } from "./invite";
import { join } from "./join";
import { save } from "./save";
import { openStaff } from "./staff";

export { countAddresses } from "./decide";
export { personBeforeWrite, personForWrite } from "./enter";
export { householdView } from "./household";
export { issueSetupCode } from "./invite";
export type { LookDocument } from "./documents";
export { insertLook, looksOf } from "./looks.repository";
export { maskedName, maskedPhone } from "./mask";
export { countFiling, findPerson, getPerson, peopleByIds, peopleOfUnit } from "./repository";

/** `me.open` is answered by the home feature: it gathers what other features know about the caller. */
export const peopleHandlers = {
  "me.enter": enter,
  "me.save": save,
  "residents.bind": bind,
  "residents.leave": leave,
  "residents.pending": pending,
  "residents.decide": decide,
  "staff.open": openStaff,
  "staff.invite": invite,
  "staff.join": join,
  "staff.away": away,
} satisfies Partial<Handlers>;
