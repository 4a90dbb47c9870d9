/** The round that all clocks share: what can't be worked on gives way, and comes again. */
import { drain, part, type Queue } from "../../cloudfunctions/platform/drain";
import { minuteMs } from "../../contracts/kernel/milliseconds";

interface Document {
  _id: string;
  due: number;
}
const bad = (count: number): Document[] => Array.from({ length: count }, (_, n) => ({ _id: `bad-${n}`, due: 1 }));

/** A collection as the database would sort it. */
function queueOver(documents: Document[]): Queue<Document> {
  return {
    due: async (at, limit) => documents.filter(({ due }) => due <= at).sort((a, b) => a.due - b.due).slice(0, limit).map((one) => ({ ...one })),
    putOff: async ({ _id }, at, until) => {
      const one = documents.find((document) => document._id === _id);
      if (one && one.due <= at) one.due = until;
    },
  };
}

let said: jest.SpyInstance;
beforeEach(() => void (said = jest.spyOn(console, "error").mockImplementation(() => undefined)));
afterEach(() => said.mockRestore());

/** Works on what is good; a document that was worked on is due no more. */
async function round(documents: Document[], at: number, mostBatches = 3) {
  const tally = { failed: 0 };
  const worked: string[] = [];
  const work = async ({ _id }: Document): Promise<void> => {
    worked.push(_id);
    if (_id.startsWith("bad")) throw new Error("can't");
    if (!_id.startsWith("again")) documents.find((one) => one._id === _id)!.due = Infinity;
  };
  const seen = await drain({ clock: "test", queue: queueOver(documents), mostBatches, work }, at, tally);
  return { seen, failed: tally.failed, worked };
}

test("hundreds that always fail are passed by in one round, rest for a while, and come again", async () => {
  const documents = [...bad(250), { _id: "good", due: 2 }];
  expect(await round(documents, minuteMs)).toMatchObject({ seen: 251, failed: 250, worked: expect.arrayContaining(["good"]) });
  documents.push({ _id: "good too", due: 2 * minuteMs });
  expect((await round(documents, 2 * minuteMs)).worked).toEqual(["good too"]);
  expect((await round(documents, 11 * minuteMs)).failed).toBe(250);
});

test("more than a round holds: what is good has its turn in the next", async () => {
  const documents = [...bad(1_000), { _id: "good", due: 2 }];
  const worked: string[] = [];
  for (let n = 1; n <= 4; n += 1) worked.push(...(await round(documents, n * minuteMs)).worked);
  expect(worked.indexOf("good")).toBe(1_000);
  // As many as ever come due together don't stand before what fell due since.
  documents.push({ _id: "newer", due: 5 * minuteMs });
  expect((await round(documents, 5 * minuteMs)).worked).toEqual(["newer"]);
});

test("what stays due without failing is worked on once, and stands behind the others", async () => {
  const documents = [...Array.from({ length: 100 }, (_, n) => ({ _id: `again-${n}`, due: 1 })), { _id: "good", due: 2 }];
  const { seen, failed, worked } = await round(documents, minuteMs);
  expect([seen, failed, worked.length, new Set(worked).size]).toEqual([101, 0, 101, 101]);
  expect((await round(documents, 2 * minuteMs)).seen).toBe(100);
});

test("a database that fails is counted and throws nothing; nothing is put off for it", async () => {
  const documents = [...bad(2)];
  const tally = { failed: 0 };
  const broken: Queue<Document> = { ...queueOver(documents), putOff: () => Promise.reject(new Error("no database")) };
  await drain({ clock: "test", queue: broken, mostBatches: 3, work: () => Promise.reject(new Error("no database")) }, minuteMs, tally);
  expect([tally.failed, documents.map(({ due }) => due)]).toEqual([2, [1, 1]]);
  await drain({ clock: "test", queue: { ...broken, due: () => Promise.reject(new Error("no database")) }, mostBatches: 3, work: async () => {} }, minuteMs, tally);
  expect(tally.failed).toBe(3);
});

test("a part that fails is logged by its id, and what stands for it goes on", async () => {
  const tally = { failed: 0 };
  expect(await part(tally, { clock: "test", id: "one" }, () => Promise.reject(new Error("can't")), "instead")).toBe("instead");
  expect(await part(tally, { clock: "test", id: "two" }, async () => "done", "instead")).toBe("done");
  expect(tally.failed).toBe(1);
  expect(said.mock.calls.map(([line]) => JSON.parse(line as string) as object)).toEqual([{ clock: "test", id: "one", error: expect.stringContaining("can't") }]);
});
