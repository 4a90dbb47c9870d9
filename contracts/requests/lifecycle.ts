import type { Lifecycle } from "../kernel/lifecycle";
import type { Part, RequestState } from "./request";

/**
 * The life of a request. A request is never "done" by its handler: he asks the resident (`askConfirm`), and the
 * resident closes it, or silence does after the configured days.
 * A request handed over (`transferred`) waits to be accepted anew; a reopened one is back with the same owner.
 */
export const requestLifecycle = {
  accept: { from: ["submitted", "transferred"], to: "accepted", by: ["owner", "standIn", "stationHead", "secretary"],
    why: "A stand-in, station head or secretary who accepts becomes the owner: the first who takes it owns it (首问负责)." },
  start: { from: ["accepted", "reopened"], to: "inProgress", by: ["owner"] },
  askResident: { from: ["accepted", "inProgress", "reopened"], to: "awaitingResident", by: ["owner"],
    why: "The clock stops here and says so." },
  answer: { from: ["awaitingResident"], to: "inProgress", by: ["reporter", "proxy"],
    why: "Answering starts the clock again." },
  goOn: { from: ["awaitingResident"], to: "inProgress", by: ["owner"],
    why: "The answer may come by phone or at the door." },
  askConfirm: { from: ["accepted", "inProgress", "awaitingResident", "reopened"], to: "resolved", by: ["owner"] },
  confirm: { from: ["resolved"], to: "closed", by: ["reporter", "proxy"] },
  reopen: { from: ["resolved", "closed"], to: "reopened", by: ["reporter", "proxy"],
    why: "Back to the same owner, who hears it; a closed one within 30 days." },
  closeBySilence: { from: ["resolved"], to: "closed", by: [],
    why: "Nobody's button: the clock does it after the configured days without a word, and a word reopens." },
  askHelper: { from: ["accepted", "inProgress", "awaitingResident", "reopened"], to: "same", by: ["owner"] },
  helperDone: { from: ["accepted", "inProgress", "awaitingResident", "reopened", "transferred"], to: "same", by: ["helper"] },
  transfer: { from: ["submitted", "transferred", "accepted", "inProgress", "awaitingResident", "reopened"], to: "transferred", by: ["owner", "stationHead", "secretary"],
    why: "The first deadline stays: changing hands must not cost the resident time." },
  notAccept: { from: ["submitted", "transferred", "accepted"], to: "notAccepted", by: ["owner", "stationHead", "secretary"],
    why: "Only with a reason from the list and a way on." },
  withdraw: { from: ["submitted", "transferred", "accepted", "inProgress", "awaitingResident", "reopened"], to: "withdrawn", by: ["reporter", "proxy"] },
  addWord: { from: ["submitted", "transferred", "accepted", "inProgress", "awaitingResident", "resolved", "reopened"], to: "same", by: ["reporter", "proxy", "owner", "standIn", "helper", "stationHead"] },
  notFound: { from: ["submitted", "transferred", "accepted", "inProgress", "awaitingResident", "resolved", "reopened"], to: "same", by: ["reporter", "proxy"],
    why: "没找到人: summons whoever stands in, the station head sees it, and it counts." },
} as const satisfies Lifecycle<RequestState, Part, string>;

export type RequestAction = keyof typeof requestLifecycle;

/** Actions that only add to the story: they need no fresh version, since they overwrite nothing. */
export const addingActions: readonly RequestAction[] = ["addWord", "notFound", "helperDone", "askHelper"];
