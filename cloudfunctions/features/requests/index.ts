import type { Handlers } from "../../platform/serve";
import { advanceRequest } from "./advanceRequest";
import { form } from "./form";
import { mine } from "./mine";
import { open } from "./openRequest";
import { reveal } from "./reveal";
import { submit } from "./submit";
import { listWorkbench, openWorkbench } from "./workbench";

export { openCounts } from "./openCounts";
export { type RoundReport, runRound } from "./clockWork";
export { requestForNeed, type RequestForNeed } from "./forNeed";
export { openMatters } from "./mine";
export { looksAbout } from "./reveal";

export const requestHandlers = {
  "requests.form": form,
  "requests.submit": submit,
  "requests.mine": mine,
  "requests.open": open,
  "requests.advance": advanceRequest,
  "requests.reveal": reveal,
  "workbench.open": openWorkbench,
  "workbench.list": listWorkbench,
} satisfies Partial<Handlers>;
