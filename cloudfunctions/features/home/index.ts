import type { Handlers } from "../../platform/serve";
import { openGrids } from "./grids";
import { openHome } from "./home";
import { openMe } from "./me";
import { openWorkbench } from "./workbench";

export const homeHandlers = { "home.open": openHome, "me.open": openMe, "grids.open": openGrids, "workbench.open": openWorkbench } satisfies Partial<Handlers>;
