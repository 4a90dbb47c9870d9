import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { packCommunity, packTables } from "../../contracts/org/pack";
import { triagePlace } from "../../cloudfunctions/features/org/place";
import { route } from "../../cloudfunctions/features/org/routing";
import { checkPack } from "../../scripts/importPack/checkPack";
import { demoPack } from "./packFiles";

const file = path.join(__dirname, "../../docs/organisation.md");

function tables(): string {
  return Object.values(packTables).map(({ file: name, chinese, columns }) => {
    const rows = Object.entries(columns as Record<string, { chinese: string; about: string; optional: boolean }>).map(
      ([column, { chinese: word, about, optional }]) => `| \`${column}\` | ${word} | ${about}${optional ? `${about ? "；" : ""}整列可省` : ""} |`,
    );
    return [`#### ${name} ${chinese}`, "| column | 中文 | |", "|---|---|---|", ...rows].join("\n");
  }).join("\n\n");
}

/** `WRITE_DOCS=1 npx jest test/org/docs` rewrites it. */
test("the docs list every file and column of a pack", () => {
  const text = readFileSync(file, "utf8");
  const wanted = text.replace(/<!-- pack -->[\s\S]*<!-- \/pack -->/, `<!-- pack -->\n${tables()}\n<!-- /pack -->`);
  if (process.env.WRITE_DOCS) writeFileSync(file, wanted);
  expect(readFileSync(file, "utf8")).toBe(wanted);
  for (const key of Object.keys(packCommunity.shape)) expect(text).toContain(`\`${key}\``);
});

describe("the docs' examples are what routing does", () => {
  const now = Date.parse("2026-11-23T10:10:00+08:00");
  const organisation = checkPack(demoPack("wutongli"), undefined, "2026-11-23").organisation!;
  const category = (code: string) => organisation.categories.find((one) => one.code === code)!;
  const called = (id: string | undefined) => organisation.staff.find(({ staffId }) => staffId === id)?.calledName;
  const routed = (code: string, away: string[] = [], about?: string, triage = false) => {
    const state = { _id: "wutongli", name: "", streetName: "", orgVersion: 1, version: 1, rulesOff: {}, lookedAtDay: "", carriers: [], away: Object.fromEntries(away.map((id) => [`wutongli:${id}`, now + 1])) };
    return route(organisation, state, {
      place: triage ? triagePlace() : { gridCode: "g12", how: "list" }, category: category(code), intent: category(code).intent, urgency: "ordinary", now,
      ...(about !== undefined && { aboutStaffId: `wutongli:${about}` }),
    });
  };

  test.each([
    ["a blocked drain", routed("facility"), "老何", "小陈"],
    ["the same while 老何 is away", routed("facility", ["leader12"]), "小陈", "周站长"],
    ["the same, 小陈 away as well", routed("facility", ["leader12", "member41"]), "周站长", "单副书记"],
    ["a complaint that names nobody", routed("complaint"), "秦书记", "街道纪主任"],
    ["a complaint about 老何", routed("complaint", [], "leader12"), "秦书记", "街道纪主任"],
    ["a complaint about 周站长", routed("complaint", [], "head4"), "秦书记", "街道纪主任"],
    ["a complaint about 秦书记", routed("complaint", [], "secretary"), "街道纪主任", undefined],
  ])("%s", (matter, { ownerId, standInId }, owner, standIn) => {
    expect([called(ownerId), called(standInId)]).toEqual([owner, standIn]);
    expect(readFileSync(file, "utf8")).toContain(`| ${matter} | ${owner} | ${standIn ?? "—"} |`);
  });

  test("a pin dropped in the next valley", () => {
    const { ownerId, standInId, stationCode } = routed("facility", [], undefined, true);
    const post = organisation.posts.find(({ staffId }) => staffId === ownerId)!;
    expect([stationCode, post.titleCode, post.scopeCode]).toEqual(["s1", "branchMember", "s1"]);
    expect(standInId).toBe("wutongli:head1");
  });
});
