import type { CallInput } from "../../../contracts/calls";
import { flushOutbox, newParcel, receiptOf, removeParcel, sendParcel, waitingParcels, watchOutbox } from "../../../miniprogram/shared/outbox";
import { storedDraft } from "../../../miniprogram/features/report/draftStore";
import type { DraftPhoto } from "../../../miniprogram/shared/photos";
import { type FakePhone, installPhone } from "../support/phone";

let phone: FakePhone;
const receipt = { requestId: "r1", receipt: "4-1123-KXWM" };
const report: Omit<CallInput<"requests.submit">, "photos"> = {
  words: "下水道又堵了，一楼往上冒水，已经第三次了\n请来看看",
  category: "property",
  urgency: "ordinary",
  place: { kind: "home" },
  audience: "station",
};
const photo: DraftPhoto = { key: "p1", path: "wxfile://1.jpg", fileId: "", state: "waiting", percent: 0 };
const parcel = (photos: DraftPhoto[] = []) => newParcel({ draft: { words: report.words }, report, photos, uploadPrefix: "u/me/" });

beforeEach(() => {
  phone = installPhone();
  phone.answer = () => ({ ok: true, data: receipt });
  // The waits between tries are none of these tests' business.
  jest.spyOn(globalThis, "setTimeout").mockImplementation((run) => (queueMicrotask(run as () => void), 0 as never));
});
afterEach(() => jest.restoreAllMocks());

test("sent: the receipt is kept and nothing waits", async () => {
  const sent = parcel();
  expect(await sendParcel(sent)).toEqual({ kind: "received" });
  expect(receiptOf(sent.operationId)).toEqual(receipt);
  expect(waitingParcels()).toEqual([]);
});

test("no network: it waits under its own id, and the next flush sends it under that very id", async () => {
  phone.lost = 3;
  const sent = parcel();
  expect(await sendParcel(sent)).toEqual({ kind: "waiting" });
  expect(waitingParcels()).toMatchObject([{ operationId: sent.operationId, title: "下水道又堵了，一楼往上冒水，已经第三…" }]);
  await flushOutbox();
  expect(waitingParcels()).toEqual([]);
  expect(receiptOf(sent.operationId)).toEqual(receipt);
  expect(new Set(phone.sent.map(({ operationId }) => operationId))).toEqual(new Set([sent.operationId]));
});

test("it stands in storage before anything leaves the phone: a crash in between loses nothing", async () => {
  let kept: unknown;
  phone.answer = () => {
    kept = phone.storage.get("outbox");
    return { ok: true, data: receipt };
  };
  const sent = parcel();
  await sendParcel(sent);
  expect(kept).toMatchObject([{ operationId: sent.operationId, report: { words: report.words } }]);
});

test("photos go first; one that got through is not sent again", async () => {
  const second = { ...photo, key: "p2", path: "wxfile://2.png" };
  const sent = parcel([{ ...photo, state: "sent", fileId: "cloud://env.bucket/u/me/a.jpg" }, second]);
  phone.lost = 1;
  expect(await sendParcel(sent)).toEqual({ kind: "waiting" });
  expect(phone.sent).toHaveLength(0);
  await flushOutbox();
  expect(phone.uploaded).toEqual([expect.stringMatching(/^u\/me\/\w+\.png$/)]);
  expect(phone.sent[0]?.input).toMatchObject({ photos: ["cloud://env.bucket/u/me/a.jpg", `cloud://env.bucket/${phone.uploaded[0]}`] });
});

test("a refusal while the page is open goes back to the page and leaves nothing here", async () => {
  phone.answer = () => ({ ok: false, failure: { code: "placeUnknown", message: "没有找到这个地方。" } });
  expect(await sendParcel(parcel())).toMatchObject({ kind: "refused", failure: { code: "placeUnknown" } });
  expect(waitingParcels()).toEqual([]);
});

test("a refusal later stays here with its reason and the draft, and is not sent over and over", async () => {
  phone.lost = 3;
  const sent = parcel();
  await sendParcel(sent);
  phone.answer = () => ({ ok: false, failure: { code: "tooMany", message: "今天提交得有点多。" } });
  await flushOutbox();
  expect(waitingParcels()).toMatchObject([{ state: "refused", message: "今天提交得有点多。", draft: { words: report.words } }]);
  const before = phone.sent.length;
  await flushOutbox();
  expect(phone.sent).toHaveLength(before);
});

test("refused later, its photos are not lost: the page that mends it finds them sent", async () => {
  phone.lost = 1;
  await sendParcel(parcel([photo]));
  expect(phone.uploaded).toEqual([]);
  phone.answer = () => ({ ok: false, failure: { code: "tooMany", message: "今天提交得有点多。" } });
  await flushOutbox();
  const [refused] = waitingParcels();
  const sent = { key: "p1", state: "sent", fileId: `cloud://env.bucket/${phone.uploaded[0]}` };
  expect(refused).toMatchObject({ state: "refused", photos: [sent] });
  expect(storedDraft(refused!.operationId)).toMatchObject({ words: report.words, photos: [sent] });
});

test.each(["busy", "internal"])("%s passes by itself: it waits", async (code) => {
  phone.answer = () => ({ ok: false, failure: { code, message: "请再点一次。" } });
  expect(await sendParcel(parcel())).toEqual({ kind: "waiting" });
  expect(waitingParcels()).toHaveLength(1);
});

test("flushes that overlap send each parcel once", async () => {
  phone.lost = 3;
  await sendParcel(parcel());
  const before = phone.sent.length;
  await Promise.all([flushOutbox(), flushOutbox()]);
  expect(phone.sent).toHaveLength(before + 1);
});

test("whoever watches hears every change until he stops", () => {
  let heard = 0;
  const stop = watchOutbox(() => heard++);
  removeParcel("none");
  stop();
  removeParcel("none");
  expect(heard).toBe(1);
});
