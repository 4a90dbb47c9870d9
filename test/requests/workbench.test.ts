import { codeOf, dataOf, type Product } from "../support/product";
import { mondayMorning } from "../support/communities";
import { moveTo, startRequests, staff, submitted, tick, who } from "./support";

let product: Product;
beforeAll(async () => {
  product = await startRequests();
});
afterAll(() => product.close());
beforeEach(() => product.cloud.cloud.clock.moveTo(mondayMorning));

const bench = async (openid: string) => dataOf(await product.call(openid, "workbench.open", {}));
const idsOf = (cards: { requestId: string }[]) => cards.map(({ requestId }) => requestId);
const tab = async (openid: string, name: "unclaimed" | "mine" | "due" | "done", cursor?: string) =>
  dataOf(await product.call(openid, "workbench.list", { tab: name, ...(cursor !== undefined && { cursor }) }));
const west = { place: { kind: "unit" as const, unitCode: "b3-1" } };

test("residents have no workbench", async () => expect(codeOf(await product.call(who.resident, "workbench.open", {}))).toBe("notAllowed"));

test("a matter goes from everybody's list to the owner's, to what he has done; each station sees its own", async () => {
  const { requestId, step } = await submitted(product, west);
  expect(await bench(who.otherHead)).toMatchObject({ scopeName: "西站", counts: { unclaimed: 1, mine: 0, due: 0 } });
  expect(idsOf((await bench(who.otherLeader)).unclaimed)).toEqual([requestId]);
  expect(idsOf((await bench(who.secretary)).unclaimed)).toContain(requestId);
  expect(idsOf((await bench(who.head)).unclaimed)).not.toContain(requestId);
  const [card] = (await bench(who.otherLeader)).unclaimed;
  expect(card).toMatchObject({ title: "下水道又堵了", place: "3 栋 1 单元", dueText: "周四 18:00", actions: expect.arrayContaining(["accept"]) });
  expect(JSON.stringify(card)).not.toMatch(/陈阿姨|402|138/);

  dataOf(await step(who.otherLeader, { action: "accept" }));
  expect(await bench(who.otherHead)).toMatchObject({ counts: { unclaimed: 0, mine: 0 } });
  expect(idsOf((await bench(who.otherLeader)).mine)).toEqual([requestId]);
  expect(idsOf((await tab(who.otherLeader, "mine")).items)).toEqual([requestId]);
  moveTo(product, "2026-11-26T10:00");
  expect(await bench(who.otherLeader)).toMatchObject({ counts: { due: 1 }, due: [{ requestId, dueText: "今天 18:00", dueTone: "waiting" }] });
  moveTo(product, "2026-11-28T18:01");
  expect((await tab(who.otherLeader, "due")).items[0]).toMatchObject({ requestId, dueText: "已过期 2 天", dueTone: "urgent", headline: { tone: "urgent" } });
  dataOf(await step(who.resident, { action: "withdraw" }));
  expect((await bench(who.otherLeader)).counts).toEqual({ unclaimed: 0, mine: 0, due: 0 });
  expect(idsOf((await tab(who.otherLeader, "done")).items)).toEqual([requestId]);
});

test("whoever stands in for somebody away finds his matters on his own desk, and only then", async () => {
  const { requestId, step } = await submitted(product, west);
  expect(idsOf((await bench(who.otherHead)).mine)).not.toContain(requestId);
  dataOf(await step(who.otherLeader, { action: "accept" }));
  const away = dataOf(await product.call(who.otherLeader, "staff.away", { untilDay: "2026-11-25" }));
  expect(away.away?.standIn).toBe("吴站长");
  expect(await bench(who.otherLeader)).toMatchObject({ away: { standIn: "吴站长" } });
  const back = async () => dataOf(await product.call(who.otherLeader, "staff.away", { untilDay: null }));
  // An instance trusts what it knows of a community for 10 seconds; the others have to look again.
  const found = async () => idsOf((await bench(who.otherHead)).mine).includes(requestId);
  for (let tries = 0; tries < 24 && !(await found()); tries += 1) await new Promise((resolve) => setTimeout(resolve, 500));
  expect(await found()).toBe(true);
  await back();
});

test("pages of a tab go on without a gap or a repeat, in the order of what burns", async () => {
  for (let count = 0; count < 23; count += 1) {
    const { step } = await submitted(product, { ...west, category: count % 2 ? "light" : "facilities" }, who.secretary);
    dataOf(await step(who.otherLeader, { action: "accept" }));
  }
  const first = await tab(who.otherLeader, "mine");
  const second = await tab(who.otherLeader, "mine", first.next);
  const all = [...first.items, ...second.items];
  expect([first.items.length, second.next]).toEqual([20, undefined]);
  expect(new Set(idsOf(all)).size).toBe(all.length);
  const dues = all.map(({ dueAt }) => dueAt ?? 0);
  expect(dues).toEqual([...dues].sort((a, b) => a - b));
  const due = await tab(who.otherLeader, "due");
  expect(due.items.every(({ dueText }) => dueText === "今天 18:00")).toBe(true);
});

test("a list costs the same when the neighbours have more to say", async () => {
  const costs = async () => {
    const examined: number[] = [];
    for (const call of [() => bench(who.otherLeader), () => tab(who.otherLeader, "mine"), () => product.call(who.neighbour, "requests.mine", { open: true }), () => product.call(who.neighbour, "inbox.open", {})]) {
      // Twice, since every ten seconds an instance looks whether the organisation is still the one it knows.
      await call();
      await call();
      examined.push(product.cost().examined);
    }
    return examined;
  };
  await tick(product);
  const before = await costs();
  for (let count = 0; count < 15; count += 1) await submitted(product, { place: { kind: "unit", unitCode: "b1-1" } }, who.head);
  await tick(product);
  expect(await costs()).toEqual(before);
});

test("helpers have it on their desk while their part is open", async () => {
  const { requestId, step, story } = await submitted(product, {});
  dataOf(await step(who.owner, { action: "accept" }));
  dataOf(await step(who.owner, { action: "askHelper", staffId: staff.member, part: "出方案", day: "2026-11-25" }));
  expect(idsOf((await bench(who.member)).mine)).toEqual([requestId]);
  dataOf(await step(who.member, { action: "helperDone", helpId: (await story(who.member)).helpers[0]!.helpId }));
  expect(idsOf((await bench(who.member)).mine)).toEqual([]);
});

test("what somebody waited for in vain stands first among what nobody took, on the desk and in its list", async () => {
  await submitted(product, { place: { kind: "unit", unitCode: "b1-1" } }, who.secretary);
  product.cloud.cloud.clock.moveTo(mondayMorning + 1000);
  const { requestId, step } = await submitted(product, {});
  const firstOf = async () => [(await bench(who.head)).unclaimed[0]?.requestId, (await tab(who.head, "unclaimed")).items[0]?.requestId];
  const before = await bench(who.head);
  expect(await firstOf()).not.toContain(requestId);
  dataOf(await step(who.resident, { action: "notFound", where: "door" }));
  expect(await firstOf()).toEqual([requestId, requestId]);
  expect(await bench(who.head)).toMatchObject({ notFoundCount: before.notFoundCount + 1, unclaimedCount: before.unclaimedCount });
});

describe("whoever answers for a station sees what burns there, whoever deals with it", () => {
  const due = async (openid: string) => idsOf((await bench(openid)).due);
  const dueByPages = async (openid: string): Promise<string[]> => {
    const first = await tab(openid, "due");
    return idsOf([...first.items, ...(first.next === undefined ? [] : (await tab(openid, "due", first.next)).items)]);
  };

  test("accepted by somebody else: on the desks of secretary, head and member once it is due soon, and not among what is theirs", async () => {
    const { requestId, step } = await submitted(product, west);
    dataOf(await step(who.otherLeader, { action: "accept" }));
    await tick(product);
    expect(await due(who.secretary)).not.toContain(requestId);
    moveTo(product, "2026-11-26T09:00");
    await tick(product);
    for (const openid of [who.secretary, who.otherHead]) {
      expect(await due(openid)).toContain(requestId);
      expect(await dueByPages(openid)).toContain(requestId);
      expect(idsOf((await bench(openid)).mine)).not.toContain(requestId);
    }
    expect(await due(who.head)).not.toContain(requestId);
    dataOf(await step(who.otherLeader, { action: "askConfirm", words: "好了", photos: [] }));
    expect(await due(who.secretary)).not.toContain(requestId);
  });

  test("an urgent one burns from the start, a confidential one stays with its handlers; the empty list says whose it speaks of", async () => {
    const urgent = await submitted(product, { ...west, category: "light" });
    const confidential = await submitted(product, { ...west, category: "light", audience: "owner" });
    for (const { step } of [urgent, confidential]) dataOf(await step(who.otherLeader, { action: "accept" }));
    expect(await due(who.secretary)).toContain(urgent.requestId);
    expect(await due(who.secretary)).not.toContain(confidential.requestId);
    expect((await bench(who.secretary)).dueNone).toBe("您手上的，和梧桐里社区公开的，都还来得及。");
    expect((await bench(who.otherLeader)).dueNone).toBe("您手上的都还来得及。");
  });

  test("没找到人 of the whole community is the secretary's to see, and the banner's matters are exactly those it counts", async () => {
    const { requestId, step } = await submitted(product, west);
    const quiet = await submitted(product, west);
    dataOf(await step(who.otherLeader, { action: "accept" }));
    const before = await bench(who.secretary);
    dataOf(await step(who.resident, { action: "notFound", where: "door" }));
    const after = await bench(who.secretary);
    expect(after.notFoundCount).toBe(before.notFoundCount + 1);
    const missed = after.missed ?? [];
    expect(idsOf(missed)).toContain(requestId);
    expect(idsOf(missed)).not.toContain(quiet.requestId);
    expect(missed.reduce((sum, card) => sum + card.notFoundCount, 0)).toBe(after.notFoundCount);
    expect(missed.reduce((sum, card) => sum + card.unclaimedCount, 0)).toBe(after.unclaimedCount);
  });
});

describe("等您办 in the inbox is what the matter still asks", () => {
  const todos = async (openid: string, text: string) =>
    dataOf(await product.call(openid, "inbox.open", {})).items.filter((item) => item.todo && item.text.includes(text)).map(({ requestId }) => requestId);

  test("a resident's until he answered, though he never looked into his inbox", async () => {
    const { requestId, step } = await submitted(product, west, who.neighbour);
    dataOf(await step(who.otherLeader, { action: "accept" }));
    expect(await todos(who.otherLeader, "请您接")).not.toContain(requestId);
    dataOf(await step(who.otherLeader, { action: "askConfirm", words: "好了", photos: [] }));
    expect(await todos(who.neighbour, "请您看看")).toContain(requestId);
    await tick(product);
    expect(await todos(who.neighbour, "请您看看")).toContain(requestId);
    dataOf(await step(who.neighbour, { action: "confirm", stars: 5 }));
    expect(await todos(who.neighbour, "请您看看")).not.toContain(requestId);
  });
});
