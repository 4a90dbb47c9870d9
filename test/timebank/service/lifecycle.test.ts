/** Every cell of the session's lifecycle: state × part × action, against the table and by none of the guards' own code. */
import { Failure } from "../../../contracts/kernel/failure";
import { dayMs, hourMs } from "../../../contracts/kernel/milliseconds";
import { type SessionAction, sessionLifecycle, type SessionPart, type SessionStep, sessionStates } from "../../../contracts/timebank/session";
import { defaultSettings } from "../../../contracts/timebank/settings";
import { advance, checkedOut, type SessionDoing } from "../../../cloudfunctions/features/timebank/service/advance";
import { actionsOf, partsOf } from "../../../cloudfunctions/features/timebank/service/parts";
import type { SessionDocument } from "../../../cloudfunctions/features/timebank/shared/documents";
import { mondayMorning } from "../../support/communities";

const parts = ["volunteer", "recipient", "proxy", "leader", "branch"] as const satisfies readonly SessionPart[];

const inState = (state: SessionDocument["state"], rest: Partial<SessionDocument> = {}): SessionDocument => ({
  _id: "session", schemaVersion: 1, version: 3, communityId: "wtl", source: "live", needId: "need", shiftId: "need:0", volunteerId: "volunteer", recipientId: "recipient", proxies: ["proxy"],
  gridCode: "g1", stationCode: "east", attention: [], skill: "tutoring", content: "辅导孩子", placeText: "第 1 网格", organiser: "东站", inCharge: "老何", state,
  bookedFrom: mondayMorning, bookedTo: mondayMorning + hourMs, inAt: mondayMorning, forgotten: true, shown: { in: "code" }, entries: [], effects: [], hold: "hold",
  ...(state !== "inProgress" && { outAt: mondayMorning + hourMs, actualMinutes: 60 }),
  ...(state === "settled" && { creditedMinutes: 60, entries: ["entry"] }),
  ...(state === "disputed" && { disputed: { by: "clock", reason: "timeWrong", at: mondayMorning } }),
  events: [{ at: mondayMorning, by: "volunteer", what: "checkIn" }, ...(state === "settled" ? [{ at: mondayMorning + hourMs, by: "clock", what: "settle" as const, minutes: 60 }] : [])],
  ...rest,
});

const postOf: Partial<Record<SessionPart, SessionDoing["posts"]>> = {
  leader: [{ staffId: "wtl:leader", titleCode: "leader", scopeCode: "g1", fromDay: "2026-01-01", role: "residentGroupLeader", titleName: "居民组长" }],
  branch: [{ staffId: "wtl:branch", titleCode: "member", scopeCode: "east", fromDay: "2026-01-01", role: "branchCommitteeMember", titleName: "支委" }],
};
const doingAs = (part: SessionPart, rest: Partial<SessionDoing> = {}): SessionDoing => ({
  communityId: "wtl", ids: [part], posts: postOf[part] ?? [], at: mondayMorning + 2 * hourMs, isKin: false, operation: "operation", payloadHash: "hash",
  settings: defaultSettings.service, proxies: ["proxy"], skill: "辅导孩子", branch: ["wtl:branch"], ...rest,
});

const steps: Record<SessionStep["action"], SessionStep> = {
  confirm: { action: "confirm" },
  sayEnd: { action: "sayEnd", minutes: 30 },
  dispute: { action: "dispute", reason: "timeWrong" },
  answer: { action: "answer", words: "一直陪到九点" },
  decide: { action: "decide", minutes: 30, words: "问过两边" },
};

const outcome = (work: () => SessionDocument): string => {
  try {
    return work().state;
  } catch (error) {
    if (error instanceof Failure) return error.code;
    throw error;
  }
};

test.each(parts)("whoever is %s is nothing else", (part) => {
  expect(partsOf(doingAs(part), inState("served"), ["proxy"])).toEqual([part]);
});

const cells = sessionStates.flatMap((state) => parts.flatMap((part) => (Object.keys(sessionLifecycle) as SessionAction[]).map((action) => ({ state, part, action }))));

test(`all ${cells.length} cells: what the table allows happens and leads where it says, what it doesn't is refused`, () => {
  const wrong = cells.flatMap(({ state, part, action }) => {
    const { from, by, to } = sessionLifecycle[action];
    const allowed = (from as readonly string[]).includes(state) && (by as readonly string[]).includes(part);
    const expected = allowed ? (to === "same" ? state : to) : "actionNotOpen";
    const [session, doing] = [inState(state), doingAs(part)];
    const offered = actionsOf(doing, session, [part]).includes(action);
    if (offered !== allowed) return [`${state} ${part} ${action}: ${offered ? "offered" : "not offered"}`];
    if (!(action in steps)) return [];
    const got = outcome(() => advance(session, steps[action as SessionStep["action"]], session.version, doing));
    return got === expected ? [] : [`${state} ${part} ${action}: ${got} instead of ${expected}`];
  });
  expect(wrong).toEqual([]);
});

test.each((Object.keys(sessionLifecycle) as SessionAction[]).filter((action) => sessionLifecycle[action].by.length === 0))("%s is nobody's button", (action) => {
  for (const state of sessionStates) for (const part of parts) expect(outcome(() => advance(inState(state), { action } as unknown as SessionStep, 3, doingAs(part)))).toBe("actionNotOpen");
});

test("for somebody without a part it doesn't exist; a step names the version that stands", () => {
  expect(outcome(() => advance(inState("served"), steps.confirm, 3, { ...doingAs("volunteer"), ids: ["passer-by"] }))).toBe("notFound");
  expect(outcome(() => advance(inState("served"), steps.confirm, 3, { ...doingAs("recipient"), communityId: "hgy" }))).toBe("notFound");
  expect(outcome(() => advance(inState("served"), steps.confirm, 2, doingAs("recipient")))).toBe("stale");
});

describe("conditions beside state and part", () => {
  test("nobody confirms as leader or decides in his own or his family's matter", () => {
    for (const [part, state, step] of [["leader", "unconfirmed", steps.confirm], ["branch", "disputed", steps.decide]] as const) {
      for (const self of ["volunteer", "recipient", "proxy"]) {
        const got = outcome(() => advance(inState(state), step, 3, doingAs(part, { ids: [self, `wtl:${part}`] })));
        // Who was helped confirms as such, whatever else he is.
        expect(got).toBe(state === "unconfirmed" && self !== "volunteer" ? "confirmed" : "actionNotOpen");
      }
      expect(outcome(() => advance(inState(state), step, 3, doingAs(part, { isKin: true })))).toBe("actionNotOpen");
    }
  });

  test("a settled one can be disputed for thirty days", () => {
    const settledAt = mondayMorning + hourMs;
    const late = (session: SessionDocument, after: number) => outcome(() => advance(session, steps.dispute, 3, doingAs("recipient", { at: settledAt + after })));
    const settled = inState("settled");
    expect([late(settled, 30 * dayMs), late(settled, 30 * dayMs + 1)]).toEqual(["disputed", "actionNotOpen"]);
    // What the branch has decided since is settled anew, and can be disputed from then on.
    const anew: SessionDocument = { ...settled, events: [...settled.events, { at: settledAt + 5 * dayMs, by: "clock", what: "settle", minutes: 30 }] };
    expect([late(anew, 35 * dayMs), late(anew, 35 * dayMs + 1)]).toEqual(["disputed", "actionNotOpen"]);
  });

  test("the other side says its word once, whoever of it; who disputed has said his", () => {
    const against = (by: string, answers?: string[]) => inState("disputed", { disputed: { by, reason: "notCame", at: mondayMorning, ...(answers && { answers: answers.map((one) => ({ by: one, words: "来了", at: mondayMorning })) }) } });
    const may = (session: SessionDocument) => parts.filter((part) => outcome(() => advance(session, steps.answer, 3, doingAs(part))) === "disputed");
    expect([may(against("recipient")), may(against("proxy")), may(against("volunteer")), may(against("wtl:leader"))]).toEqual([["volunteer"], ["volunteer"], ["recipient", "proxy"], ["volunteer", "recipient", "proxy"]]);
    expect([may(against("recipient", ["volunteer"])), may(against("volunteer", ["proxy"])), may(against("clock", ["recipient"]))]).toEqual([[], [], ["volunteer"]]);
    const after = advance(against("recipient"), steps.answer, 3, doingAs("volunteer"));
    expect(after).toMatchObject({ disputed: { by: "recipient", answers: [{ by: "volunteer", words: "一直陪到九点" }] }, waits: ["branch"], attention: ["disputed:east"] });
    expect(after.effects.map(({ to }) => to)).toEqual(["wtl:branch"]);
  });

  test("whoever was asked stands in for the leader; a neighbour's leader doesn't", () => {
    const head = doingAs("branch", { ids: ["head", "wtl:head"] });
    expect(outcome(() => advance(inState("unconfirmed"), steps.confirm, 3, head))).toBe("actionNotOpen");
    expect(outcome(() => advance(inState("unconfirmed", { leaderIds: ["wtl:head"] }), steps.confirm, 3, head))).toBe("confirmed");
    const [post] = postOf.leader!;
    expect(outcome(() => advance(inState("unconfirmed"), steps.confirm, 3, doingAs("leader", { posts: [{ ...post!, scopeCode: "g2" }] })))).toBe("notFound");
  });
});

describe("minutes", () => {
  const confirmed = (session: SessionDocument, minutes?: number) => advance(session, { action: "confirm", ...(minutes !== undefined && { minutes }) }, 3, doingAs("recipient"));
  test.each([
    ["as it stands", 60, undefined, 60], ["longer than booked", 90, undefined, 60], ["shorter", 44, undefined, 44], ["more than was served, within what was booked", 44, 60, 44], ["exactly", 44, 44, 44],
  ])("confirmed: %s", (_name, actualMinutes, minutes, credited) => {
    expect(confirmed(inState("served", { actualMinutes }), minutes)).toMatchObject({ state: "confirmed", creditedMinutes: credited, toSettle: { minutes: credited, hold: "hold" } });
  });
  test("fewer than recorded is a dispute that keeps both numbers; more than booked is refused", () => {
    expect(confirmed(inState("served"), 45)).toMatchObject({ state: "disputed", actualMinutes: 60, disputed: { minutes: 45, reason: "timeWrong" } });
    expect(confirmed(inState("served"), 45)).not.toHaveProperty("toSettle");
    expect(outcome(() => confirmed(inState("served"), 61))).toBe("minutesWrong");
  });
  test("the branch decides up to the booked minutes before anything was paid, and afterwards up to what was paid", () => {
    const decided = (session: SessionDocument, minutes: number) => advance(session, { action: "decide", minutes, words: "问过" }, 3, doingAs("branch"));
    expect(decided(inState("disputed", { actualMinutes: 20 }), 60)).toMatchObject({ creditedMinutes: 60, toSettle: { minutes: 60, hold: "hold" } });
    expect(outcome(() => decided(inState("disputed"), 61))).toBe("minutesWrong");
    const paid = inState("disputed", { creditedMinutes: 40, entries: ["entry"] });
    expect(decided(paid, 30)).toMatchObject({ creditedMinutes: 30, toSettle: { minutes: 30, correct: { entry: "entry", minutes: 10 } } });
    expect(decided(paid, 40).toSettle).toEqual({ minutes: 40 });
    expect(outcome(() => decided(paid, 41))).toBe("minutesWrong");
    const corrected = { ...paid, creditedMinutes: 10, events: [...paid.events, { at: 1, by: "clock", what: "settle" as const, minutes: 40 }, { at: 2, by: "head", what: "corrected" as const, minutes: 10 }] };
    expect(decided(corrected, 40)).toMatchObject({ creditedMinutes: 40, toSettle: { minutes: 40, restore: { entry: "entry", minutes: 30 } } });
    expect(decided(corrected, 25).toSettle).toEqual({ minutes: 25, restore: { entry: "entry", minutes: 15 } });
    expect(decided(corrected, 0).toSettle).toEqual({ minutes: 0, correct: { entry: "entry", minutes: 10 } });
    expect(outcome(() => decided(corrected, 41))).toBe("minutesWrong");
  });
});

test("the story only grows, and what the volunteer's phone was compared with is gone when he leaves", () => {
  const session = inState("inProgress", { check: { secret: "s" } });
  const out = checkedOut(session, "tap", doingAs("volunteer"));
  expect(out.events.slice(0, session.events.length)).toEqual(session.events);
  expect(out).not.toHaveProperty("check");
});
