import type { Handlers } from "../../../platform/serve";
import { apply } from "./apply";
import { decide } from "./decide";

export const membersHandlers = {
  "members.apply": apply,
  "members.decide": decide,
} satisfies Partial<Handlers>;
