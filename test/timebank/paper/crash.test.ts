/** An import that ends anywhere, and is sent again. */
import { addDays } from "../../../contracts/kernel/day";
import { verifyCommunity } from "../../../cloudfunctions/features/timebank/ledger";
import { faultyDatabase, type Gate, Interrupted, type Planted, type Trouble } from "../faulty";
import { type Book, communityId, type Holder, startBook } from "./book";

let book: Book;
let days = 0;
beforeAll(async () => {
  book = await startBook();
});
afterAll(() => book.close());

/** The import as it goes with one trouble at one of its steps; false when it never came so far. */
async function interrupted(lines: readonly string[], at: number, trouble: Trouble, planted?: Planted): Promise<boolean> {
  const gate: Gate = { pass: async () => {}, wrote: async () => {}, troubleAt: (step) => (step === at ? trouble : undefined) };
  const ended = await book.send(lines, { database: faultyDatabase(book.database, gate, planted) }).then(() => false, (error: unknown) => {
    if (error instanceof Interrupted) return true;
    throw error;
  });
  return ended;
}

/** Two lines that nobody sent before: without times, and over New Year's Eve. */
function freshLines(holder: Holder): string[] {
  const day = addDays("1994-01-01", (days += 1));
  return [holder.line(`${day},,,45`), holder.line(`${2000 + (days % 20)}-12-31,23:00,01:00,`, `辅导孩子,第 ${days} 回,图书室,,,,`)];
}

/** What is there of each line: its entry, its record, and its time, the same of all three. */
async function halves(holder: Holder): Promise<{ entries: string[]; sessions: string[]; busy: string[] }> {
  const { entries, sessions, guards } = await book.of(holder);
  const busy = new Set(guards.flatMap(({ intervals, untimed = [] }) => [...intervals, ...untimed].map(({ id }) => id)));
  return { entries: entries.map(({ _id }) => _id).sort(), sessions: sessions.map(({ _id }) => _id).sort(), busy: [...busy].sort() };
}

async function walk(trouble: Trouble): Promise<{ steps: number; endedIn: Set<number> }> {
  const endedIn = new Set<number>();
  for (let step = 1; ; step += 1) {
    const holder = await book.holder(`走到第 ${step} 步`);
    const lines = freshLines(holder);
    const ended = await interrupted(lines, step, trouble);
    const { entries, sessions, busy } = await halves(holder);
    expect({ sessions, busy }).toEqual({ sessions: entries, busy: entries });
    endedIn.add(entries.length);
    const again = await book.send(lines);
    expect(again).toMatchObject({ outcome: "imported", known: entries.length, fresh: { lines: 2 - entries.length }, listed: [] });
    const { account, sessions: all, told } = await book.of(holder);
    expect([account.credits, account.honour, all.length, told.length]).toEqual([165, 165, 2, 1]);
    if (!ended) return { steps: step, endedIn };
  }
}

test.each<Trouble>(["crashBefore", "crashAfter"])("%s at every step of an import: no line is there by half, and sent again each is there once", async (trouble) => {
  const { steps, endedIn } = await walk(trouble);
  // The walk met every part of the import: nothing in yet, one line, both and the telling still to come.
  expect(steps).toBeGreaterThan(25);
  expect([...endedIn].sort()).toEqual([0, 1, 2]);
  expect(await verifyCommunity(book.database, communityId)).toMatchObject({ ok: true });
}, 180_000);

test("a database that were not atomic would leave half a line, and this would see it", async () => {
  const holder = await book.holder("半行");
  const lines = freshLines(holder);
  for (let step = 1; step < 40; step += 1) {
    await interrupted(lines, step, "crashBefore", "notAtomic");
    const { entries, sessions } = await halves(holder);
    if (entries.length !== sessions.length) return;
  }
  throw new Error("nothing was left by half");
}, 60_000);
