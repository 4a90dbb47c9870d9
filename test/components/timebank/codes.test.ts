import * as fc from "fast-check";
import { firstLines, wrapped } from "../../../miniprogram/features/timebank/pages/certificate/drawing";
import { numberIn, numberOfScan } from "../../../miniprogram/features/timebank/pages/certificate/scannedNumber";
import { type Code, codeNow, clockOffset, spacedDigits } from "../../../miniprogram/features/timebank/pages/code/codeClock";
import { codeOfDigits, codeOfScan } from "../../../miniprogram/features/timebank/pages/turn/scannedCode";
import { dayMs, minuteMs } from "../../../contracts/kernel/milliseconds";

const start = 1_800_000_000_000;
const codes: Code[] = Array.from({ length: 10 }, (_, index) => ({ digits: String(100_000 + index), image: `image ${index}`, fromAt: start + index * minuteMs, untilAt: start + (index + 1) * minuteMs }));

test("each code stands for its own minute, whatever the clock of the phone says", () => {
  fc.assert(fc.property(fc.integer({ min: -dayMs, max: dayMs }), fc.integer({ min: 0, max: 599 }), (skewMs, second) => {
    // The phone's clock is off by skewMs; the reply was made at the beginning of the first code.
    const offset = clockOffset(codes, start + skewMs);
    const { code, secondsLeft } = codeNow(codes, start + skewMs + second * 1000 + offset);
    const lateBy = Math.abs(Number(code?.digits ?? 0) - (100_000 + Math.floor(second / 60)));
    // Within the first minute a skew is not seen, so it may be one code off; the cloud takes the one before, too.
    expect(code === null ? second >= 540 : lateBy <= 1).toBe(true);
    expect(secondsLeft).toBeLessThanOrEqual(60);
  }));
});

test("the codes come to an end, and how many are left is known before", () => {
  expect(codeNow(codes, start).ahead).toBe(9);
  expect(codeNow(codes, start + 9 * minuteMs).ahead).toBe(0);
  expect(codeNow(codes, start + 600_000).code).toBeNull();
  expect(spacedDigits("042913")).toBe("042 913");
});

test.each([
  ["LL0123456789ABCDEF01", "LL0123456789ABCDEF01"],
  [" 482913 ", "482913"],
  ["https://elsewhere.example/", ""],
  ["12345", ""],
  ["A".repeat(33), ""],
])("what was scanned, %j, is the code %j", (result, code) => {
  expect(codeOfScan({ result })).toBe(code);
});

test("six digits, typed as they are read out", () => {
  expect(codeOfDigits("482 913")).toBe("482913");
  expect(codeOfDigits("48291")).toBe("");
});

describe("the number of a certificate, from a code", () => {
  test.each([
    [{ scene: "LL-2026-7K3M-Q9TX" }, "LL-2026-7K3M-Q9TX"],
    [{ scene: "LL%2D2026%2D7K3M%2DQ9TX" }, "LL-2026-7K3M-Q9TX"],
    [{ n: "LL-2026-7K3M-Q9TX", scene: "1" }, "LL-2026-7K3M-Q9TX"],
    [{ scene: "%" }, ""],
    [{}, ""],
  ])("a page that is opened with %j", (query, number) => {
    expect(numberIn(query)).toBe(number);
  });

  test.each([
    ["a mini-program code", { result: "*", path: "features/timebank/pages/certificate/index?scene=LL-2026-7K3M-Q9TX" }, "LL-2026-7K3M-Q9TX"],
    ["one whose scene came escaped", { result: "*", path: "features/timebank/pages/certificate/index?a=1&scene=LL%2D2026" }, "LL-2026"],
    ["the code of a certificate that was saved before", { result: "LL-2026-7K3M-Q9TX" }, "LL-2026-7K3M-Q9TX"],
  ])("%s", (_, scanned, number) => {
    expect(numberOfScan(scanned)).toBe(number);
  });
});

test("more lines than there is room for end by saying so", () => {
  expect(firstLines(["一二三", "四五六"], 2)).toEqual(["一二三", "四五六"]);
  expect(firstLines(["一二三", "四五六", "七"], 2)).toEqual(["一二三", "四五…"]);
});

test("words are broken into lines that fit, and none is lost", () => {
  const measure = { measureText: (text: string) => ({ width: [...text].length * 10 }) };
  expect(wrapped(measure, "辅导孩子一千小时", 30)).toEqual(["辅导孩", "子一千", "小时"]);
  expect(wrapped(measure, "", 30)).toEqual([]);
});
