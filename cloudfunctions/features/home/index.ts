import type { Handlers } from "../../platform/serve";
import { openGrids } from "./grids";
import { openHome } from "./home";
import { openMe } from "./me";

export const homeHandlers = { "home.open": openHome, "me.open": openMe, "grids.open": openGrids } satisfies Partial<Handlers>;
