import { mondayMorning } from "../support/communities";
import { codeOf, dataOf, newOperationId, type Product } from "../support/product";
import { draftOf, matterOf, moveTo, startRequests, submitted, who } from "./support";

let product: Product;
beforeAll(async () => {
  product = await startRequests();
});
afterAll(() => product.close());
beforeEach(() => product.cloud.cloud.clock.moveTo(mondayMorning));

let photos = 0;
/** A photo as the phone puts it: under a new name in its own folder. */
async function uploaded(openid: string, content = "a photo", name = `photo-${(photos += 1)}.jpg`): Promise<string> {
  const { fileID } = await product.cloud.upload(openid, `u/${openid}/${name}`, content);
  if (!fileID) throw new Error(`${name} was not taken`);
  return fileID;
}
const contentOf = async (photo: { url: string } | undefined) => (await fetch(photo?.url ?? "")).text();
const isThere = async (fileId: string) => (await product.cloud.app.getTempFileURL({ fileList: [fileId] })).fileList[0]?.code === "SUCCESS";
const faults = async (list: object[]) => {
  await fetch(`${product.cloud.cloud.url}/local/faults`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(list) });
};

describe("a photo that was attached", () => {
  test("is seen by whoever reads the story, names nobody, and lies where no phone writes", async () => {
    const fileId = await uploaded(who.resident);
    const { story, step, document } = await submitted(product, { photos: [fileId] });
    const [photo] = (await story(who.owner)).photos;
    expect(await contentOf(photo)).toBe("a photo");
    expect(photo!.fileId).toMatch(/\/requests\/[0-9a-f]{24}\/[0-9a-f]{24}-1\/photo-\d+\.jpg$/);
    dataOf(await step(who.resident, { action: "addWord", words: "再看一张", photos: [await uploaded(who.resident), await uploaded(who.resident, "another")] }));
    dataOf(await step(who.owner, { action: "accept" }));
    dataOf(await step(who.owner, { action: "askConfirm", words: "好了", photos: [await uploaded(who.owner, "the new pipe")] }));
    const seen = await story(who.resident);
    expect(await Promise.all(seen.timeline.flatMap((entry) => entry.photos).map(contentOf))).toEqual(["a photo", "another", "the new pipe"]);
    const everything = JSON.stringify([await document(), seen, await story(who.owner)]);
    for (const openid of [who.resident, who.owner]) expect(everything).not.toContain(openid);
    const path = photo!.fileId.replace(/^cloud:\/\/[^/]+\//, "");
    expect((await product.cloud.upload(who.resident, path, "something else")).fileID).toBeUndefined();
  });

  test("leaves no original behind, and a new upload under its name changes nothing", async () => {
    const operationId = newOperationId();
    const fileId = await uploaded(who.resident, "as it was", "evidence.jpg");
    const { requestId } = dataOf(await product.call(who.resident, "requests.submit", draftOf({ photos: [fileId] }), operationId));
    expect(await isThere(fileId)).toBe(false);
    await uploaded(who.resident, "forged", "evidence.jpg");
    // The next day its repeat is not among the day's reports any more.
    moveTo(product, "2026-11-25T10:00");
    expect(dataOf(await product.call(who.resident, "requests.submit", draftOf({ photos: [fileId] }), operationId)).requestId).toBe(requestId);
    expect(await contentOf((await matterOf(product, requestId).story(who.owner)).photos[0])).toBe("as it was");
  });

  test("costs no database call", async () => {
    dataOf(await product.call(who.resident, "requests.submit", draftOf({ photos: [await uploaded(who.resident)] })));
    expect(product.cost().databaseCalls).toBeLessThanOrEqual(3);
    const { requestId } = await submitted(product);
    const step = { action: "addWord" as const, words: "看", photos: [await uploaded(who.resident)] };
    dataOf(await product.call(who.resident, "requests.advance", { requestId, version: 1, step }));
    expect(product.cost().databaseCalls).toBeLessThanOrEqual(3);
  });
});

describe("done once", () => {
  test("the same report at the same moment: one request, its photo kept", async () => {
    const operationId = newOperationId();
    const draft = draftOf({ photos: [await uploaded(who.resident), await uploaded(who.resident, "two")] });
    const replies = await Promise.all(Array.from({ length: 6 }, () => product.call(who.resident, "requests.submit", draft, operationId)));
    const [receipt, ...others] = new Set(replies.map((reply) => dataOf(reply).receipt));
    expect([receipt !== undefined, others]).toEqual([true, []]);
    const story = await matterOf(product, dataOf(replies[0]!).requestId).story(who.owner);
    expect(await Promise.all(story.photos.map(contentOf))).toEqual(["a photo", "two"]);
  });

  test("the same word at the same moment: one word, its photo kept", async () => {
    const { requestId, story } = await submitted(product);
    const operationId = newOperationId();
    const step = { action: "addWord" as const, words: "看", photos: [await uploaded(who.resident, "leak")] };
    const replies = await Promise.all(Array.from({ length: 6 }, () => product.call(who.resident, "requests.advance", { requestId, version: 1, step }, operationId)));
    expect(replies.map(codeOf)).toEqual(Array(6).fill("ok"));
    const said = (await story(who.owner)).timeline.filter(({ words }) => words === "看");
    expect(said).toHaveLength(1);
    expect(await contentOf(said[0]?.photos[0])).toBe("leak");
  });

  test("a report whose writing failed after the copy is taken when it is sent again", async () => {
    const operationId = newOperationId();
    const draft = draftOf({ photos: [await uploaded(who.resident, "kept")] });
    await faults([{ action: "database.insertDocument", code: "SYS_ERR" }]);
    expect(codeOf(await product.call(who.resident, "requests.submit", draft, operationId))).toBe("internal");
    const { requestId } = dataOf(await product.call(who.resident, "requests.submit", draft, operationId));
    expect(await contentOf((await matterOf(product, requestId).story(who.owner)).photos[0])).toBe("kept");
  });

  test("an original that could not be removed harms nothing", async () => {
    const fileId = await uploaded(who.resident);
    await faults([{ action: "storage.batchDeleteFile", code: "SYS_ERR" }]);
    dataOf(await product.call(who.resident, "requests.submit", draftOf({ photos: [fileId] })));
    expect(await isThere(fileId)).toBe(true);
  });
});

describe("refused, with nothing written", () => {
  const own = (path: string) => `cloud://local-env.x/u/${who.resident}/${path}`;
  test.each([
    ["a photo that never arrived", () => own("nowhere.jpg")],
    ["another's", () => `cloud://local-env.x/u/${who.owner}/a.jpg`],
    ["one that a story already shows", () => `cloud://local-env.x/requests/x/y-1/a.jpg`],
    ["a page instead of a picture", () => own("page.html")],
    ["a name with two endings", () => own("a.html.jpg.html")],
    ["no ending", () => own("a")],
    ["a folder below", () => own("deep/a.jpg")],
    ["a way out", () => own("../x/a.jpg")],
    ["nothing but the ending", () => own(".jpg")],
  ])("%s", async (_name, fileId) => {
    const before = await product.documents("requests");
    expect(codeOf(await product.call(who.resident, "requests.submit", draftOf({ photos: [fileId()] })))).toBe("photoNotYours");
    expect(await product.documents("requests")).toEqual(before);
    const { step, document } = await submitted(product);
    const stored = await document();
    expect(codeOf(await step(who.resident, { action: "addWord", words: "x", photos: [fileId()] }))).toBe("photoNotYours");
    expect(await document()).toEqual(stored);
  });

  test("what may not be done touches no photo", async () => {
    const { step } = await submitted(product);
    const fileId = await uploaded(who.owner);
    expect(codeOf(await step(who.owner, { action: "askConfirm", words: "好了", photos: [fileId] }))).toBe("actionNotOpen");
    expect(await isThere(fileId)).toBe(true);
  });
});
