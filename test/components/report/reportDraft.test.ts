import { requestDraft } from "../../../contracts/requests/calls";
import { doorCodeOf } from "../../../miniprogram/features/report/doorCode";
import { fieldErrors, firstWrong, noErrors } from "../../../miniprogram/features/report/fieldErrors";
import { type Category, emptyDraft, isWorthKeeping, type ReportDraft, toReport, withCategory } from "../../../miniprogram/features/report/reportDraft";

const category: Category = {
  code: "property",
  name: "物业设施",
  hint: "",
  icon: "tools",
  urgency: "urgent",
  audience: "station",
  asksAboutPerson: false,
};
const complaint: Category = { ...category, code: "complaint", audience: "owner", asksAboutPerson: true };
const draft = (patch: Partial<ReportDraft> = {}): ReportDraft => ({
  ...emptyDraft(),
  words: " 下水道又堵了 ",
  category: "property",
  chosenPlace: { place: { kind: "unit", unitCode: "27-3" }, text: "27 栋 3 单元", detail: "" },
  ...patch,
});

test("words, kind and place are enough, and the contract takes it", () => {
  const { report } = toReport(draft(), category);
  expect(report).toEqual({
    words: "下水道又堵了",
    category: "property",
    urgency: "ordinary",
    place: { kind: "unit", unitCode: "27-3" },
    audience: "station",
  });
  expect(requestDraft.safeParse({ ...report, photos: [] }).success).toBe(true);
});

test("everything he may add, and the contract takes it", () => {
  const { report } = toReport(
    draft({ room: "402", wantsCall: true, phone: "139 0000 0000", forOther: true, otherCalled: "刘大爷", otherConsents: true, aboutStaffId: "c:p1" }),
    complaint,
  );
  expect(report).toMatchObject({
    place: { room: "402" },
    phone: "139 0000 0000",
    onBehalf: { called: "刘大爷", consent: true },
    aboutStaffId: "c:p1",
  });
  expect(requestDraft.safeParse({ ...report, photos: [] }).success).toBe(true);
});

test("a room goes only where a place takes one", () => {
  const { report } = toReport(draft({ room: "402", chosenPlace: { place: { kind: "home" }, text: "", detail: "" } }), category);
  expect(report?.place).toEqual({ kind: "home" });
});

test("what he switched off again is not sent", () => {
  const { report } = toReport(draft({ phone: "13900000000", otherCalled: "刘大爷", otherConsents: true }), category);
  expect(report).not.toHaveProperty("phone");
  expect(report).not.toHaveProperty("onBehalf");
});

test.each([
  [{ words: "  " }, category, "words"],
  [{}, null, "category"],
  [{ chosenPlace: null }, category, "place"],
  [{ wantsCall: true }, category, "phone"],
  [{ forOther: true, otherConsents: true }, category, "onBehalf.called"],
  [{ forOther: true, otherCalled: "刘大爷" }, category, "onBehalf.consent"],
] as const)("%j: the field that is missing has a sentence", (patch, chosen, field) => {
  const { report, missing } = toReport(draft(patch), chosen);
  expect(report).toBeNull();
  expect(Object.keys(missing ?? {})).toEqual([field]);
});

test("a category brings its urgency and audience; another one forgets whom the complaint was about", () => {
  expect(withCategory(complaint)).toEqual({ category: "complaint", urgency: "urgent", audience: "owner" });
  expect(withCategory(category)).toMatchObject({ aboutStaffId: "" });
});

test("a draft is kept for its words or photos, not for a tap on a kind", () => {
  expect(isWorthKeeping(draft({ words: " " }))).toBe(false);
  expect(isWorthKeeping(draft())).toBe(true);
});

test.each([
  [{ path: "pages/home/index?scene=d27-3" }, "d27-3"],
  [{ path: "pages/home/index?scene=d27%2D3&x=1" }, "d27-3"],
  [{ result: "https://linli.example/d?scene=d27-3#top" }, "d27-3"],
  [{ result: "d27-3" }, "d27-3"],
  [{ result: "https://elsewhere.example/" }, ""],
  [{ result: "d".repeat(25) }, ""],
  [{}, ""],
])("the door of %j is %j", (scanned, code) => {
  expect(doorCodeOf(scanned)).toBe(code);
});

test("sentences of the contract stand beside their part of the form", () => {
  const errors = fieldErrors({ "place.words": "请写一下在哪里。", "onBehalf.consent": "请先问过他本人。", aboutStaffId: "请换一位。", unknown: "这里还没填好。" });
  expect(errors).toEqual({ ...noErrors, place: "请写一下在哪里。", consent: "请先问过他本人。", about: "请换一位。", words: "这里还没填好。" });
  expect(firstWrong(errors)).toBe("words");
  expect(firstWrong(noErrors)).toBeNull();
});
