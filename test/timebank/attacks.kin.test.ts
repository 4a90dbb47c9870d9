/** One household on both sides of an hour: what is refused in one order of calls must be refused in the other. */
import type { MemberDocument } from "../../cloudfunctions/features/timebank/shared/documents";
import { codeOf, dataOf } from "../support/product";
import { addMember, aNeed, eachStartsAnew, idOf, moveTo, product, who } from "./needs/support";

eachStartsAnew({ savedMinutes: 600 });

const spouse = (openid: string): Partial<MemberDocument> => ({ family: [{ personId: idOf(openid), relation: "spouse", by: "p-test", at: 0 }] });
const joining = async (openid: string, need: Awaited<ReturnType<typeof aNeed>>) =>
  product.call(openid, "needs.join", { needId: need.needId, token: (await need.story(who.recipient)).familyToken! });

describe("two of one family, one who serves and one who confirms", () => {
  test("who acts for the recipient keeps his family from serving", async () => {
    await addMember(product, who.passer, 1, spouse(who.family));
    const need = await aNeed(product);
    dataOf(await joining(who.family, need));
    expect(codeOf(await need.turn(who.passer, "take"))).toBe("ownNeed");
  });

  test.each(["promised", "served"])("and whose family has %s comes too late to act for the recipient", async (when) => {
    await addMember(product, who.passer, 1, spouse(who.family));
    await addMember(product, who.family, 1, spouse(who.passer));
    const need = await aNeed(product);
    dataOf(await need.turn(who.passer, "take"));
    if (when === "served") {
      moveTo(product, "2026-11-25T19:00:00");
      dataOf(await product.call(who.recipient, "sessions.checkIn", { shiftId: `${need.needId}:0`, presence: { kind: "onBehalf", personId: idOf(who.passer) } }));
    }
    expect(codeOf(await joining(who.family, need))).toBe("invitationInvalid");
    expect((await need.document()).proxies).toEqual([]);
  });
});
