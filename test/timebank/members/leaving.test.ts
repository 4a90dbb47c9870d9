import { gone } from "../../../cloudfunctions/features/timebank/members/leave";
import type { MemberDocument } from "../../../cloudfunctions/features/timebank/shared/documents";
import { mondayMorning } from "../../support/communities";

const family: MemberDocument["family"] = [{ personId: "p2", relation: "spouse", by: "wtl:headEast", at: 1 }];
const member: MemberDocument = {
  _id: "m1", schemaVersion: 1, version: 4, communityId: "wtl", personId: "p1", state: "active", gridCode: "g1", stationCode: "east", skills: ["childcare"],
  times: [{ weekday: 7, part: "evening" }], wontDo: "不上夜班", isMinor: true, guardian: { called: "妈妈", consentAt: 1 }, partyMember: true, childCheckAt: 2,
  declined: { reason: "unreachable", wayOn: "请到站里来" }, family, appliedAt: 1, decidedBy: "wtl:headEast", done: [], effects: [],
};

test("what somebody said of himself, and that he was checked for helping children, does not outlive his leaving; his family does", () => {
  const left = gone(member, mondayMorning, []);
  for (const field of ["childCheckAt", "wontDo", "guardian", "declined"]) expect(left).not.toHaveProperty(field);
  expect(left).toMatchObject({ state: "left", skills: [], times: [], isMinor: false, partyMember: false, version: 5, family });
});
