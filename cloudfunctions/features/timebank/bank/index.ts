import type { Handlers } from "../../../platform/serve";
import { find as findAccounts, open as openAccount } from "./accounts";
import { act } from "./act";
import { list, open } from "./board";
import { health } from "./health";
import { donate, form, give } from "./hours";

export { boardCounts } from "./board";
export { bankRound } from "./round";

export const bankHandlers = {
  "bank.open": open,
  "bank.list": list,
  "bank.health": health,
  "accounts.find": findAccounts,
  "accounts.open": openAccount,
  "accounts.act": act,
  "hours.donate": donate,
  "hours.give": give,
  "hours.form": form,
} satisfies Partial<Handlers>;
