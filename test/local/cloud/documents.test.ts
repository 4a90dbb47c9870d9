import { startTestCloud, type SdkDatabase, type TestCloud } from "../../support/cloud";

let cloud: TestCloud;
let database: SdkDatabase;

beforeAll(async () => {
  cloud = await startTestCloud({ indexes: { notes: [], places: [], numbers: [] } });
  database = cloud.database;
});
afterAll(() => cloud.close());

describe("documents by the real SDK", () => {
  it("adds, reads, sets, updates and removes a document", async () => {
    const notes = database.collection("notes");
    const { id } = (await notes.add({ title: "灯坏了", at: new Date(5), nested: { deep: [1, { a: null }] } })) as {
      id: string;
    };
    expect((await notes.doc(id).get()).data).toEqual([
      { _id: id, title: "灯坏了", at: new Date(5), nested: { deep: [1, { a: null }] } },
    ]);
    expect((await notes.doc(id).set({ title: "新" })).updated).toBe(1);
    expect((await notes.doc(id).update({ "nested.count": 2 })).updated).toBe(1);
    expect((await notes.doc(id).get()).data).toEqual([{ _id: id, title: "新", nested: { count: 2 } }]);
    expect((await notes.doc(id).remove()).deleted).toBe(1);
    expect((await notes.doc(id).get()).data).toEqual([]);
  });
});
