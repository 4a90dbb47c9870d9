import { Intent } from "../../../miniprogram/shared/intent";

interface Sent {
  data: { operationId: string };
}
const sent: string[] = [];
let answers: object[] = [];

beforeEach(() => {
  sent.length = 0;
  answers = [];
  const callFunction = ({ data }: Sent): Promise<{ result: object }> => {
    sent.push(data.operationId);
    return Promise.resolve({ result: answers.shift() ?? { ok: true, data: {} } });
  };
  Object.assign(globalThis, { wx: { cloud: { callFunction } } });
});

const busy = { ok: false, failure: { code: "busy", message: "" } };

test("sending again after a failure is the same operation", async () => {
  const intent = new Intent();
  answers = [busy];
  await intent.send("me.save", { name: "陈阿姨" });
  await intent.send("me.save", { name: "陈阿姨" });
  expect(sent[1]).toBe(sent[0]);
});

test("other words are another operation", async () => {
  const intent = new Intent();
  answers = [busy];
  await intent.send("me.save", { name: "陈阿姨" });
  await intent.send("me.save", { name: "陈姨" });
  expect(sent[1]).not.toBe(sent[0]);
});

test("the same wish after it was granted is a new one", async () => {
  const intent = new Intent();
  await intent.send("staff.away", { untilDay: "2026-11-25" });
  await intent.send("staff.away", { untilDay: "2026-11-25" });
  expect(sent[1]).not.toBe(sent[0]);
});

test("input that the contract refuses never leaves the phone", async () => {
  const result = await new Intent().send("me.save", { name: "" });
  expect(result).toMatchObject({ ok: false, failure: { code: "invalidInput", fields: { name: "请写一下怎么称呼您。" } } });
  expect(sent).toEqual([]);
});
