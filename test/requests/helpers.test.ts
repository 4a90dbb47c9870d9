/** Who helps with a matter and what he is told of it. */
import { partsOf } from "../../cloudfunctions/features/requests/authority";
import type { RequestDocument } from "../../cloudfunctions/features/requests/document";
import { filed, staffViewer, step } from "./pure";
import { staff } from "./support";

const owner = staffViewer("leader1");
const asked = (request: RequestDocument, part: string, staffId: string, by = owner) => step(request, by, { action: "askHelper", staffId, part, day: "2026-11-27" });

test("an inbox is read in the lift: of a confidential matter it says nothing of what the part is", () => {
  const accepted = step(filed({ category: "family" }), owner, { action: "accept" });
  const helped = asked(accepted, "陪他去银行", staff.head);
  const done = step(helped, staffViewer("headEast"), { action: "helperDone", helpId: helped.helpers[0]!.helpId });
  const texts = done.effects.slice(accepted.effects.length).map(({ text }) => text);
  expect(texts.filter((text) => text.includes("一件不公开的事"))).toHaveLength(4);
  expect(texts.join()).not.toContain("银行");
});

test("twenty parts are as many as one matter has, done ones included", () => {
  let request = step(filed(), owner, { action: "accept" });
  for (let count = 0; count < 20; count += 1) request = asked(request, `第 ${count} 件`, staff.member);
  request = step(request, staffViewer("memberEast"), { action: "helperDone", helpId: request.helpers[0]!.helpId });
  expect(() => asked(request, "再来一件", staff.head)).toThrow(expect.objectContaining({ code: "tooLarge" }) as Error);
});

test("whoever holds no post any more plays no part, whatever the matter still says of him", () => {
  const left = (viewer: typeof owner) => ({ ...viewer, posts: [] });
  const helped = asked(step(filed(), owner, { action: "accept" }), "看现场", staff.member);
  const standIn: RequestDocument = { ...helped, standInId: staff.standIn, standInCalled: true };
  expect(partsOf(left(owner), standIn)).toEqual([]);
  expect(partsOf(left(staffViewer("memberEast")), standIn)).toEqual([]);
  expect(partsOf(left(staffViewer("leader2")), standIn)).toEqual([]);
});
