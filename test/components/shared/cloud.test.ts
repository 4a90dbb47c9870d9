import { call, newOperationId } from "../../../miniprogram/shared/cloud";
import { type FakePhone, installPhone } from "../support/phone";

let phone: FakePhone;
beforeEach(() => {
  phone = installPhone();
  // The waits between tries are none of these tests' business.
  jest.spyOn(globalThis, "setTimeout").mockImplementation((run) => (queueMicrotask(run as () => void), 0 as never));
});
afterEach(() => jest.restoreAllMocks());

test("a read carries no operationId, a write one of 24 letters and digits", async () => {
  await call("home.open", {});
  await call("me.enter", { communityId: "wutong" });
  expect(phone.sent[0]).toEqual({ call: "home.open", input: {} });
  expect(phone.sent[1]?.operationId).toMatch(/^[A-Za-z0-9]{24}$/);
  expect(newOperationId()).not.toBe(newOperationId());
});

test("a lost write is sent again under the same operationId", async () => {
  phone.lost = 2;
  expect(await call("me.enter", { communityId: "wutong" })).toEqual({ ok: true, data: {} });
  expect(phone.sent).toHaveLength(3);
  expect(new Set(phone.sent.map(({ operationId }) => operationId)).size).toBe(1);
});

test("the caller's own operationId is kept, so that a saved draft arrives once", async () => {
  await call("me.enter", { communityId: "wutong" }, { operationId: "kept-kept-kept-kept" });
  expect(phone.sent[0]?.operationId).toBe("kept-kept-kept-kept");
});

test("without a network it gives up after three tries and says that nothing written is lost", async () => {
  phone.lost = 99;
  const result = await call("me.enter", { communityId: "wutong" });
  expect(phone.sent).toHaveLength(3);
  expect(result).toMatchObject({ ok: false, failure: { code: "offline", message: expect.stringContaining("您写的都还在") } });
});

test("a page that doesn't open says nothing of words that nobody wrote", async () => {
  phone.lost = 99;
  const result = await call("home.open", {});
  expect(result).toMatchObject({ ok: false, failure: { code: "offline", message: "网络断了，连上后再试一次。" } });
});

test("a failure of the cloud comes as its sentence and is not tried again", async () => {
  phone.answer = () => ({ ok: false, failure: { code: "stale", message: "刚刚有人更新过这件事。", currentVersion: 4 } });
  const result = await call("me.enter", { communityId: "wutong" });
  expect(result).toEqual({ ok: false, failure: { code: "stale", message: "刚刚有人更新过这件事。", currentVersion: 4, fields: {} } });
  expect(phone.sent).toHaveLength(1);
});

test("what the contract refuses never leaves the phone, and each wrong field has its sentence", async () => {
  const result = await call("residents.bind", { unitCode: "27-3", room: "", name: " " });
  expect(phone.sent).toHaveLength(0);
  expect(result).toMatchObject({
    ok: false,
    failure: { code: "invalidInput", fields: { room: "请写一下房号，如 402。", name: "请写一下您的姓名。" } },
  });
});

test("a field without a sentence of ours gets a plain one", async () => {
  const result = await call("org.locate", { point: { lng: 999, lat: 0 } });
  expect(result).toMatchObject({ failure: { fields: { "point.lng": "这里还没填好。" } } });
});
