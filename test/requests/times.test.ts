/** What a request's times begin, begin anew, and end, to the minute. */
import { cardOf } from "../../cloudfunctions/features/requests/card";
import type { RequestDocument } from "../../cloudfunctions/features/requests/document";
import { fallDue } from "../../cloudfunctions/features/requests/fallDue";
import { mondayMorning, staffIdOf } from "../support/communities";
import { minuteMs } from "../../contracts/kernel/milliseconds";
import { community, filed, residentViewer, staffViewer, step } from "./pure";
import { staff } from "./support";

const local = (instant: number) => new Date(instant + 480 * minuteMs).toISOString().slice(0, 16);
const at = (text: string) => Date.parse(`${text}+08:00`);
const owner = staffViewer("leader1");
const clockAt = (request: RequestDocument, time: number, organisation = community.organisation) => fallDue(request, { ...community, organisation, at: time });
const unclaimedOf = ({ events }: RequestDocument) => events.filter(({ action, by }) => action === "notFound" && by === "clock").length;

test("an urgent matter has no day to spare: nobody is warned before it is late", () => {
  const urgent = step(filed({ category: "light" }), owner, { action: "accept" });
  for (let time = mondayMorning; time < urgent.dueAt; time += 30 * minuteMs) expect(clockAt(urgent, time)).toBe(urgent);
  expect(clockAt(urgent, urgent.dueAt).told).toMatchObject({ overdue: true });
});

describe("what nobody took in time is called out once for everybody who has it", () => {
  const unclaimed = clockAt(filed(), at("2026-11-24T18:00"));
  const next = at("2026-11-25T10:00");

  test("handed on, the new owner has his own time, and is called out when it is over", () => {
    const handedOn = step(unclaimed, staffViewer("headEast", { at: next }), { action: "transfer", reason: "otherPerson", to: { kind: "person", staffId: staff.member } });
    expect([unclaimedOf(handedOn), local(handedOn.claimBy)]).toEqual([1, "2026-11-26T18:00"]);
    expect(unclaimedOf(clockAt(handedOn, handedOn.claimBy - 1))).toBe(1);
    const again = clockAt(handedOn, handedOn.claimBy);
    expect(unclaimedOf(again)).toBe(2);
    expect(again.nextCheckAt).toBeDefined();
  });

  test("so has he who follows somebody who left his post", () => {
    const gone = new Set<string>([staff.owner]);
    const organisation = { ...community.organisation, posts: community.organisation.posts.filter(({ staffId }) => !gone.has(staffId)) };
    const followed = clockAt(unclaimed, next, organisation);
    expect(followed).toMatchObject({ ownerId: staffIdOf("wtl", "headEast"), state: "transferred" });
    expect([unclaimedOf(followed), local(followed.claimBy)]).toEqual([1, "2026-11-26T18:00"]);
    expect(unclaimedOf(clockAt(followed, followed.claimBy - 1, organisation))).toBe(1);
    expect(unclaimedOf(clockAt(followed, followed.claimBy, organisation))).toBe(2);
  });
});

test("an emergency says to dial first as long as nobody can be there within 15 minutes, and not once somebody has it", () => {
  const request = filed({ category: "gas" });
  expect(request.dueAt - mondayMorning).toBe(15 * minuteMs);
  const title = (time: number, one = request) => cardOf(residentViewer("resident1", { at: time }), one, "resident").headline.title;
  expect(title(mondayMorning)).toBe("送到了，等老何来接");
  expect(title(mondayMorning - 1)).toBe("现在站里没有人，请先打电话");
  expect(title(mondayMorning - 1, { ...request, state: "accepted" })).toBe("老何接了");
});
