import { Failure } from "../../contracts/kernel/failure";
import { requestLifecycle, type RequestAction } from "../../contracts/requests/lifecycle";
import { type Part, parts, requestStates } from "../../contracts/requests/request";
import { partsOf, type RequestViewer } from "../../cloudfunctions/features/requests/authority";
import type { RequestDocument } from "../../cloudfunctions/features/requests/document";
import { staffIdOf } from "../support/communities";
import { filed, inState, residentViewer, staffViewer, step } from "./pure";
import type { Step } from "./support";

/** Everyone who can be somebody in a request, each in a request where he is exactly that. */
const helper = { helpId: "h1", staffId: staffIdOf("wtl", "leader3"), part: "看现场", day: "2026-11-24", done: false };
const base = { ...filed(), helpers: [helper], standInCalled: true };
const players: Record<Part, { viewer: RequestViewer; request: RequestDocument }> = {
  reporter: { viewer: residentViewer(), request: base },
  proxy: { viewer: residentViewer(), request: { ...base, filedAsProxy: true } },
  owner: { viewer: staffViewer("leader1"), request: base },
  standIn: { viewer: staffViewer("leader2"), request: base },
  helper: { viewer: staffViewer("leader3"), request: base },
  stationHead: { viewer: staffViewer("headEast"), request: base },
  secretary: { viewer: staffViewer("secretary"), request: base },
  colleague: { viewer: staffViewer("memberEast"), request: base },
};

const steps: Record<Exclude<RequestAction, "closeBySilence">, Step> = {
  accept: { action: "accept" },
  start: { action: "start" },
  askResident: { action: "askResident", words: "在家吗" },
  answer: { action: "answer", words: "在", photos: [] },
  goOn: { action: "goOn" },
  askConfirm: { action: "askConfirm", words: "好了", photos: [] },
  confirm: { action: "confirm", stars: 5 },
  reopen: { action: "reopen", reason: "notFixed", photos: [] },
  askHelper: { action: "askHelper", staffId: staffIdOf("wtl", "memberEast"), part: "出方案", day: "2026-11-24" },
  helperDone: { action: "helperDone", helpId: "h1" },
  transfer: { action: "transfer", reason: "otherPerson", to: { kind: "person", staffId: staffIdOf("wtl", "memberEast") } },
  notAccept: { action: "notAccept", reason: "notOurs", wayOn: "请打 12345" },
  withdraw: { action: "withdraw" },
  addWord: { action: "addWord", words: "还有一句", photos: [] },
  notFound: { action: "notFound", where: "door" },
};
const failureOf = (work: () => unknown): string => {
  try {
    work();
    return "done";
  } catch (error) {
    if (error instanceof Failure) return error.code;
    throw error;
  }
};

test.each(parts)("whoever is %s has no other part that could do anything", (part) => {
  const { viewer, request } = players[part];
  expect(new Set([...partsOf(viewer, request), "colleague"])).toEqual(new Set([part, "colleague"]));
});

const cells = parts.flatMap((part) => requestStates.flatMap((state) => (Object.keys(steps) as (keyof typeof steps)[]).map((action) => ({ part, state, action }))));

test(`all ${cells.length} cells: what the table allows happens and leads where it says; what it doesn't is refused`, () => {
  const wrong: string[] = [];
  for (const { part, state, action } of cells) {
    const { viewer, request } = players[part];
    const before = inState(request, state);
    const { from, by, to } = requestLifecycle[action];
    const allowed = (from as readonly string[]).includes(state) && (by as readonly string[]).includes(part);
    const expected = allowed ? (to === "same" ? state : to) : "actionNotOpen";
    let outcome = "";
    const failure = failureOf(() => (outcome = step(before, viewer, steps[action]).state));
    const got = failure === "done" ? outcome : failure;
    if (got !== expected) wrong.push(`${part} ${state} ${action}: ${got} instead of ${expected}`);
  }
  expect(wrong).toEqual([]);
});

test("closing by silence is nobody's button", () => {
  expect(requestLifecycle.closeBySilence.by).toEqual([]);
  const resolved = inState(base, "resolved");
  expect(failureOf(() => step(resolved, residentViewer(), { action: "closeBySilence" } as unknown as Step))).toBe("actionNotOpen");
});

test("for somebody without a part it doesn't exist", () => {
  expect(failureOf(() => step(base, residentViewer("resident3"), steps.addWord))).toBe("notFound");
  expect(failureOf(() => step(base, staffViewer("headWest"), steps.accept))).toBe("notFound");
});

test("a decision needs the version that stands, a word doesn't", () => {
  expect(failureOf(() => step(base, staffViewer("leader1"), steps.accept, base.storyVersion - 1))).toBe("stale");
  expect(failureOf(() => step(base, staffViewer("leader1"), steps.addWord, base.storyVersion - 1))).toBe("done");
});
