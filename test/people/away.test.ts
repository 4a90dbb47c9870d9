/** 我不在: from now or from a day to come, until the end of a day; who stands in is named and told. */
import { isAway } from "../../cloudfunctions/features/org";
import type { InboxDocument } from "../../cloudfunctions/features/inbox/document";
import type { CommunityState } from "../../contracts/org/organisation";
import { dayMs, hourMs } from "../../contracts/kernel/milliseconds";
import { mondayMorning, openidOf, staffIdOf } from "../support/communities";
import { codeOf, dataOf, newOperationId, type Product, startProduct } from "../support/product";

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

const later = (milliseconds: number) => product.cloud.cloud.clock.moveTo(mondayMorning + milliseconds);
afterEach(() => later(0));

describe("我不在", () => {
  const leader = openidOf("hgy", "leader1");
  const away = (openid: string, untilDay: string | null, operationId = newOperationId()) =>
    product.call(openid, "staff.away", { untilDay }, operationId);

  test("until the end of a day; the stand-in is named and told once; the own page shows it at once", async () => {
    const operationId = newOperationId();
    const first = dataOf(await away(leader, "2026-11-24", operationId));
    expect(first).toEqual({ away: { untilText: "到明天", standIn: "魏姐" } });
    expect(dataOf(await away(leader, "2026-11-24", operationId))).toEqual(first);
    expect(await product.documents<InboxDocument>("inbox", { to: staffIdOf("hgy", "leader2") })).toHaveLength(1);
    expect(dataOf(await product.call(leader, "me.open", {}))).toMatchObject({
      away: { untilText: "到明天" },
      standIn: { called: "魏姐", title: "居民组长" },
    });
  });

  test("the stand-in of an absent stand-in takes over", async () => {
    dataOf(await away(openidOf("hgy", "memberWest"), "2026-11-23"));
    expect(dataOf(await away(openidOf("hgy", "leader3"), "2026-11-23"))).toEqual({ away: { untilText: "到今天", standIn: "吴站长" } });
    expect(dataOf(await away(openidOf("hgy", "headWest"), "2026-11-23")).away?.standIn).toBe("没有登记替班的同志");
  });

  test("back at once; over by itself at midnight", async () => {
    expect(dataOf(await away(leader, null))).toEqual({});
    expect(dataOf(await product.call(leader, "me.open", {}))).not.toHaveProperty("away");
    dataOf(await away(leader, "2026-11-23"));
    later(14 * hourMs);
    expect(dataOf(await product.call(leader, "me.open", {}))).not.toHaveProperty("away");
  });

  test("said before the day, it begins with it: until then he is there, and whoever stands in then is told of the days", async () => {
    const from = async (fromDay: string, untilDay: string | null) => product.call(leader, "staff.away", { untilDay, fromDay });
    expect(dataOf(await from("2026-11-25", "2026-11-26"))).toEqual({ away: { fromText: "从后天起", untilText: "到周四", standIn: "魏姐" } });
    const present = async () => dataOf(await product.call(leader, "me.open", {})).away;
    const state = async () => (await product.documents<CommunityState>("communities", { _id: "hgy" }))[0]!;
    const staffId = staffIdOf("hgy", "leader1");
    expect(await present()).toEqual({ fromText: "从后天起", untilText: "到周四" });
    expect([isAway(await state(), staffId, mondayMorning), isAway(await state(), staffId, Date.parse("2026-11-25T00:00:00+08:00")), isAway(await state(), staffId, Date.parse("2026-11-27T00:00:00+08:00"))]).toEqual([false, true, false]);
    expect((await product.documents<InboxDocument>("inbox", { to: staffIdOf("hgy", "leader2") })).map(({ text }) => text)).toContain("老何不在，从11月25日 周三到11月26日 周四，新来的事先由您接。");
    later(2 * dayMs);
    expect(await present()).toEqual({ untilText: "到明天" });
    later(0);
    dataOf(await product.call(leader, "staff.away", { untilDay: null }));
    expect([await present(), (await state()).awayFrom]).toEqual([undefined, undefined]);
    for (const [begins, ends] of [["2026-11-22", "2026-11-24"], ["2026-11-25", "2026-11-24"], ["2027-01-23", "2027-01-24"], ["2026-11-31", "2026-12-02"]] as const) expect(codeOf(await from(begins, ends))).toBe("dateNotWorkable");
    expect(codeOf(await from("2027-01-22", "2027-01-24"))).toBe("ok");
    expect(dataOf(await product.call(leader, "staff.away", { untilDay: "2026-11-23" })).away).not.toHaveProperty("fromText");
    expect((await state()).awayFrom).toBeUndefined();
  });

  test("what is over is left out when somebody next goes away or comes back", async () => {
    dataOf(await away(leader, "2026-11-23"));
    later(14 * hourMs);
    dataOf(await away(openidOf("hgy", "secretary"), "2026-11-24"));
    const [state] = await product.documents<{ _id: string; away: Record<string, number> }>("communities", { _id: "hgy" });
    expect(Object.keys(state!.away)).toEqual([staffIdOf("hgy", "secretary")]);
  });

  test("everyone at once: no absence is lost", async () => {
    const codes = ["memberEast", "leader1", "leader3", "headWest"] as const;
    const replies = await Promise.all(codes.map((code) => away(openidOf("hgy", code), "2026-11-25")));
    expect(replies.map(codeOf)).toEqual(codes.map(() => "ok"));
    const [state] = await product.documents<{ _id: string; away: Record<string, number> }>("communities", { _id: "hgy" });
    for (const code of codes) expect(state?.away[staffIdOf("hgy", code)]).toBe(Date.parse("2026-11-26T00:00:00+08:00"));
  });

  test.each(["2026-11-22", "2026-02-30", "2028-01-01"])("a day that is none, past or too far: %s", async (untilDay) => {
    expect(codeOf(await away(leader, untilDay))).toBe("dateNotWorkable");
  });
});
