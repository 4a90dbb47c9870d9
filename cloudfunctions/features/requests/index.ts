import type { Handlers } from "../../platform/serve";
import { advanceRequest } from "./advanceRequest";
import { form } from "./form";
import { mine } from "./mine";
import { open } from "./openRequest";
import { reveal } from "./reveal";
import { submit } from "./submit";
import { listWorkbench } from "./workbench";

export { openCounts } from "./openCounts";
export { type RoundReport, runRound } from "./clockWork";
export { requestForNeed, type RequestForNeed } from "./forNeed";
export { openMatters } from "./mine";
export { looksAbout } from "./reveal";
export { openDesk } from "./workbench";

/** `workbench.open` is answered by the home feature: what waits for staff lies in other features, too. */
export const requestHandlers = {
  "requests.form": form,
  "requests.submit": submit,
  "requests.mine": mine,
  "requests.open": open,
  "requests.advance": advanceRequest,
  "requests.reveal": reveal,
  "workbench.list": listWorkbench,
} satisfies Partial<Handlers>;
