import type { Handlers } from "../../platform/serve";
import { openHome } from "./home";
import { openMe } from "./me";

export const homeHandlers = { "home.open": openHome, "me.open": openMe } satisfies Partial<Handlers>;
