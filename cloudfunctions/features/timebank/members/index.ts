import type { Handlers } from "../../../platform/serve";
import { apply } from "./apply";
import { decide } from "./decide";
import { form } from "./form";
import { leave } from "./leave";
import { close, near, post } from "./offers";
import { open } from "./openMember";
import { openTab } from "./openTab";

export { cardOf, type MemberCard } from "./card";
export { appliedPage } from "./repository";
export { finishLeaving, gone, takesPart } from "./leave";
export { membersRound } from "./round";

export const membersHandlers = {
  "timebank.open": openTab,
  "members.form": form,
  "members.apply": apply,
  "members.leave": leave,
  "members.open": open,
  "members.decide": decide,
  "offers.near": near,
  "offers.post": post,
  "offers.close": close,
} satisfies Partial<Handlers>;
