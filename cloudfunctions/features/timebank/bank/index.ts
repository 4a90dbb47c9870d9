import type { Handlers } from "../../../platform/serve";
import { open as openAccount } from "./accounts";
import { act } from "./act";
import { donate, form, give } from "./hours";

export const bankHandlers = {
  "accounts.open": openAccount,
  "accounts.act": act,
  "hours.donate": donate,
  "hours.give": give,
  "hours.form": form,
} satisfies Partial<Handlers>;
