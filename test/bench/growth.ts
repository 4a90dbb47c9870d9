/**
 * What the neighbours' data costs: the same calls in the same community, alone in a small district and within a big
 * one, both live, turn by turn.
 */
import type { CallInput, CallName } from "../../contracts/calls";
import { openidOf } from "../support/demo";
import type { Answer, CloudProcess } from "./cloudProcess";
import type { Figures } from "./figure";
import { atMost, exactly } from "./figure";
import { median } from "./samples";

export const draft = (words: string): CallInput<"requests.submit"> => ({
  words, category: "facility", urgency: "ordinary", place: { kind: "home" }, photos: [], audience: "station",
});

const kinds = ["submit", "mine", "unclaimed", "done", "advance"] as const;
type Kind = (typeof kinds)[number];

interface Side {
  cloud: CloudProcess;
  ms: Record<Kind, number[]>;
  requestIds: Record<Kind, string[]>;
}

const sideOf = (cloud: CloudProcess): Side => ({
  cloud,
  ms: { submit: [], mine: [], unclaimed: [], done: [], advance: [] },
  requestIds: { submit: [], mine: [], unclaimed: [], done: [], advance: [] },
});

type Note = (side: Side, kind: Kind, answer: Answer<CallName>) => void;

/** One resident's matter in both districts, each call on one side right after the other: a busy moment of the machine meets both. */
async function round(sides: readonly Side[], resident: string, note: Note): Promise<void> {
  const head = openidOf("stationHead");
  const submitted = new Map<Side, string>();
  for (const side of sides) {
    const answer = await side.cloud.call(resident, "requests.submit", draft("三楼的灯坏了，晚上看不见台阶。"));
    submitted.set(side, answer.data.requestId);
    note(side, "submit", answer);
  }
  for (const side of sides) note(side, "mine", await side.cloud.call(resident, "requests.mine", { open: true }));
  for (const side of sides) note(side, "unclaimed", await side.cloud.call(head, "workbench.list", { tab: "unclaimed" }));
  for (const side of sides) note(side, "done", await side.cloud.call(head, "workbench.list", { tab: "done" }));
  for (const side of sides)
    note(side, "advance", await side.cloud.call(head, "requests.advance", { requestId: submitted.get(side)!, version: 1, step: { action: "accept" } }));
}

/** The organisation is asked for anew every ten seconds, at whatever call falls on it: those calls are left out of the counts. */
const refreshed = new Set(["communities", "organisations"]);

interface Counted {
  calls: number;
  examined: number;
  returned: number;
}

/** What each call of a kind cost inside, as far as the stand-in still remembers it. */
async function countsOf({ cloud, requestIds }: Side): Promise<Record<Kind, Map<string, Counted>>> {
  const { recentOperations } = await cloud.stats();
  const byCall = new Map<string, Counted>();
  // A receipt's four letters are drawn: in some runs one is taken already, and its call draws again.
  const drewAgain = new Set(recentOperations.filter(({ errorCode }) => errorCode !== null).map(({ functionRequestId }) => functionRequestId));
  for (const { action, functionRequestId, target, examined, returned } of recentOperations) {
    if (functionRequestId === null || !action.startsWith("database.") || refreshed.has(target) || drewAgain.has(functionRequestId)) continue;
    const so = byCall.get(functionRequestId) ?? { calls: 0, examined: 0, returned: 0 };
    byCall.set(functionRequestId, { calls: so.calls + 1, examined: so.examined + examined, returned: so.returned + returned });
  }
  const of = (kind: Kind) => new Map(requestIds[kind].flatMap((id, index) => (byCall.has(id) ? [[String(index), byCall.get(id)!] as const] : [])));
  return { submit: of("submit"), mine: of("mine"), unclaimed: of("unclaimed"), done: of("done"), advance: of("advance") };
}

/** Rounds in which the two sides did not do exactly the same, and one example of what they did. */
function compared(small: Map<string, Counted>, big: Map<string, Counted>): { same: number; differing: number; example: string } {
  let same = 0, differing = 0, example = "";
  for (const [index, a] of small) {
    const b = big.get(index);
    if (!b) continue;
    const alike = a.calls === b.calls && a.examined === b.examined;
    if (alike) same += 1;
    else differing += 1;
    // Where any differ, one of those is worth seeing.
    if (alike && differing > 0) continue;
    example = `${a.calls} calls and ${a.examined} examined in the small, ${b.calls} and ${b.examined} in the big`;
  }
  return { same, differing, example };
}

const tries = 10;

/**
 * The first questions to a cloud that just opened: it may still be reading its file, and be too slow for a function's
 * time. What is filed here belongs to the other community, so that the tested one stays the same in both districts.
 */
async function awake({ cloud }: Side, resident: string): Promise<void> {
  const head = openidOf("stationHead");
  const first = [
    () => cloud.call(openidOf("other"), "requests.submit", draft("灯坏了")),
    () => cloud.call(resident, "requests.mine", { open: true }),
    () => cloud.call(head, "workbench.list", { tab: "unclaimed" }),
    () => cloud.call(head, "workbench.list", { tab: "done" }),
  ];
  for (const call of first)
    for (let left = tries; left > 0; left -= 1) {
      const slow = await call().then(() => false, (error: unknown) => /time limit exceeded/.test(String(error)) || Promise.reject(error));
      if (!slow) break;
    }
}

const warmUp = 15;
const count = (number: number): string => number.toLocaleString("en");

export async function growth(small: CloudProcess, big: CloudProcess, residents: readonly string[], rounds: number, sizes: { small: number; big: number }): Promise<Figures> {
  const sides = [sideOf(small), sideOf(big)] as const;
  for (const side of sides) await awake(side, residents[0]!);
  for (let index = 0; index < warmUp + rounds; index += 1) {
    await round(index % 2 ? sides : [...sides].reverse(), residents[index % residents.length]!, (side, kind, { ms, requestID }) => {
      if (index < warmUp) return;
      side.ms[kind].push(ms);
      side.requestIds[kind].push(requestID);
    });
  }
  const [ofSmall, ofBig] = [await countsOf(sides[0]), await countsOf(sides[1])];
  const ratio = (kind: Kind): number => median(sides[1].ms[kind]) / median(sides[0].ms[kind]);
  const told = (kind: Kind): string => `p50 ${median(sides[0].ms[kind]).toFixed(1)} → ${median(sides[1].ms[kind]).toFixed(1)} ms`;
  const work = kinds.map((kind) => [kind, compared(ofSmall[kind], ofBig[kind])] as const);
  const dearest = (["mine", "unclaimed", "done"] as const).reduce((a, b) => (ratio(b) > ratio(a) ? b : a));
  const missed = work.filter(([, { differing, same }]) => differing > 0 || same === 0);
  return {
    "submit.growth": atMost(ratio("submit"), 1.25, `one submission with ${count(sizes.big)} requests ÷ with ${count(sizes.small)}, ${rounds} rounds in turn: ${told("submit")}`),
    "list.growth": atMost(ratio(dearest), 1.25, `one page of a list, the dearest of three (${dearest}): ${told(dearest)}`),
    "advance.growth": atMost(ratio("advance"), 1.25, `one step: ${told("advance")}`),
    "growth.differing": exactly(
      missed.length, 0,
      `kinds of calls of which a round cost other database calls or examined documents: ${work.map(([kind, { same, example }]) => `${kind} (${same} rounds alike, e.g. ${example})`).join("; ")}`,
    ),
  };
}
