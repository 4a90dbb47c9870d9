import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { dayMs } from "../../contracts/kernel/milliseconds";
import type { CommunityState, DoorDocument, Organisation } from "../../contracts/org/organisation";
import type { InboxDocument } from "../../cloudfunctions/features/inbox";
import { readCommunityState, readOrganisation } from "../../cloudfunctions/features/org/repository";
import { Collection, type Database, openDatabase, type Stored } from "../../cloudfunctions/platform/database";
import { importPack } from "../../scripts/importPack";
import { flip, ImportConflict, writeVersion } from "../../scripts/importPack/store";
import { startTestCloud, type TestCloud } from "../support/cloud";
import { demoPack, type Patch, patched } from "./packFiles";

const now = Date.parse("2026-11-23T10:10:00+08:00");
const root = path.join(__dirname, "../..");

let cloud: TestCloud;
let database: Database;
beforeAll(async () => {
  cloud = await startTestCloud({ indexes: path.join(root, "cloudfunctions/indexes.json") });
  database = openDatabase();
});
afterAll(() => cloud.close());

let folders = 0;
/** The small community under a code of its own, so that no test meets another's. */
function packOf(code: string, patch: Patch = {}): string {
  const folder = path.join(mkdtempSync(path.join(os.tmpdir(), "linli-pack-")), String((folders += 1)));
  mkdirSync(folder);
  const own = patched(demoPack("songfengyuan"), { "community.json": { replace: ["songfengyuan", code] } });
  for (const [name, content] of patched(own, patch)) writeFileSync(path.join(folder, name), content);
  return folder;
}
const run = (code: string, patch: Patch = {}, at = now, more: { dryRun?: boolean; setupSecret?: string; setupAgain?: boolean } = {}) =>
  importPack({ folder: packOf(code, patch), database, now: at, ...more });
const inForce = async (code: string): Promise<{ state: CommunityState; organisation: Organisation }> => {
  const state = (await readCommunityState(database, code))!;
  return { state, organisation: (await readOrganisation(database, code, state.orgVersion))! };
};
const headLeaves: Patch = {
  "people.csv": { replace: ["head,池向明,池站长", "head2,明见山,明站长"] },
  "posts.csv": { replace: [/head/g, "head2"] },
  "duty.csv": { replace: [/head/g, "head2"] },
};

test("a first import makes the community, its doors, and codes for its secretary and the street office that are stored nowhere", async () => {
  const result = await run("first", {}, now, { setupSecret: "secret" });
  expect(result).toMatchObject({ outcome: "imported", version: 1, problems: [], setupCode: { calledName: "褚书记" } });
  const { state, organisation } = await inForce("first");
  expect(state).toEqual({ _id: "first", name: "松风苑社区", streetName: "云台街道", orgVersion: 1, version: 1, away: {}, rulesOff: {}, lookedAtDay: "2026-11-23", carriers: [] });
  expect(organisation.posts).toHaveLength(7);
  const door = organisation.buildings[0]!.units[0]!.doorCode;
  expect(await database.collection<DoorDocument>("doors").get(door)).toEqual({ _id: door, communityId: "first" });
  const invitations = await database.collection<{ _id: string; staffId: string; createdBy: string }>("invitations").find({}, { limit: 10 });
  expect(invitations.map(({ staffId, createdBy }) => [staffId, createdBy]).sort()).toEqual([["first:secretary", "setup"], ["first:street", "setup"]]);
  for (const { code } of [result.setupCode!, result.streetCode!]) expect(JSON.stringify(invitations)).not.toContain(code);
  expect((await run("first", {}, now, { setupSecret: "another" })).setupCode).toBeUndefined();
  const again = await run("first", {}, now, { setupSecret: "another", setupAgain: true });
  expect(again.setupCode!.code).not.toBe(result.setupCode!.code);
  expect(again.streetCode!.code).not.toBe(result.streetCode!.code);
});

test("the same pack again changes nothing", async () => {
  await run("same");
  const before = await inForce("same");
  expect(await run("same", {}, now + 3 * dayMs)).toMatchObject({ outcome: "unchanged", version: 1, changes: [] });
  expect(await inForce("same")).toEqual(before);
});

test("a pack with an error changes nothing, and neither does a dry run", async () => {
  await run("whole");
  const before = await inForce("whole");
  const bad = await run("whole", { "grids.csv": { append: "g4,第 4 网格,\n" } });
  expect(bad).toMatchObject({ outcome: "refused", problems: [expect.objectContaining({ code: "gridWithoutStation", file: "grids.csv", line: 5 }), expect.anything()] });
  expect(await run("whole", { "grids.csv": { append: "g4,第 4 网格,s1\n" } }, now, { dryRun: true })).toMatchObject({ outcome: "checked", changes: ["新增网格：g4"] });
  expect(await inForce("whole")).toEqual(before);
  expect(await run("neverseen", {}, now, { dryRun: true })).toMatchObject({ outcome: "checked" });
  expect(await readCommunityState(database, "neverseen")).toBeUndefined();
});

test("whoever leaves stays known, and his post ends on the day of the import", async () => {
  await run("leaving");
  const result = await run("leaving", headLeaves, now + dayMs);
  expect(result).toMatchObject({ outcome: "imported", version: 2 });
  const { organisation } = await inForce("leaving");
  expect(organisation.staff.map(({ staffId }) => staffId)).toEqual(expect.arrayContaining(["leaving:head", "leaving:head2"]));
  expect(organisation.posts.find(({ staffId }) => staffId === "leaving:head")).toMatchObject({ titleCode: "stationHead", toDay: "2026-11-24" });
  expect(organisation.posts.find(({ staffId }) => staffId === "leaving:head2")).not.toHaveProperty("toDay");
  // The version before is still there, as it was.
  expect((await readOrganisation(database, "leaving", 1))!.posts.find(({ staffId }) => staffId === "leaving:head")).not.toHaveProperty("toDay");
  // And a later import doesn't move the day.
  expect(await run("leaving", headLeaves, now + 9 * dayMs)).toMatchObject({ outcome: "unchanged" });
});

test("a rule that names him is switched off, the secretary is told once, and a repaired rule is on again", async () => {
  const named = (person: string): Patch => ({ "rules.csv": { text: `code,whenCategory,whenUrgency,titles,person,why\nurgent,,危急,,${person},急事找他\ngrid,,,groupLeader;stationHead,,网格先接\n` } });
  await run("rules", named("head"));
  expect((await inForce("rules")).state.rulesOff).toEqual({});
  const off = await run("rules", { ...headLeaves, ...named("head") }, now + dayMs);
  expect(off).toMatchObject({ outcome: "imported", rulesOff: ["urgent"] });
  expect((await inForce("rules")).state.rulesOff).toEqual({ urgent: now + dayMs });
  await run("rules", { ...headLeaves, ...named("head") }, now + 2 * dayMs);
  const told = (await database.collection<InboxDocument>("inbox").find({ communityId: "rules", to: "rules:secretary" }, { order: { at: -1 }, limit: 10 }));
  expect(told.map(({ text, todo, link }) => ({ text, todo, link }))).toEqual([{ text: expect.stringContaining("池站长已经离任"), todo: true, link: "staff" }]);
  expect(await run("rules", { ...headLeaves, ...named("head2") }, now + 3 * dayMs)).toMatchObject({ outcome: "imported", rulesOff: [] });
  expect((await inForce("rules")).state.rulesOff).toEqual({});
});

test("who is away stays away", async () => {
  await run("away");
  const { state } = await inForce("away");
  await database.collection<CommunityState>("communities").update({ _id: "away" }, { $set: { away: { "away:head": now + dayMs }, version: state.version + 1 } });
  await run("away", headLeaves);
  expect((await inForce("away")).state.away).toEqual({ "away:head": now + dayMs });
});

test("a pointer that moved while a pack was checked is not flipped back; who is away is no conflict", async () => {
  await run("raced");
  const checkedAgainst = (await inForce("raced")).state;
  const pointing = (orgVersion: number) => (known: CommunityState | undefined) => ({ ...checkedAgainst, away: known?.away ?? {}, orgVersion });
  await database.collection<CommunityState>("communities").update({ _id: "raced" }, { $set: { away: { "raced:head": now + dayMs }, version: 2 } });
  await flip(database, checkedAgainst, "raced", pointing(2));
  expect(await readCommunityState(database, "raced")).toMatchObject({ orgVersion: 2, away: { "raced:head": now + dayMs } });
  await expect(flip(database, checkedAgainst, "raced", pointing(3))).rejects.toThrow(ImportConflict);
  expect(await readCommunityState(database, "raced")).toMatchObject({ orgVersion: 2 });
});

test("an import that ended between the version and the pointer left nothing in force, and the next one goes on", async () => {
  await run("crash");
  const before = await inForce("crash");
  await writeVersion(database, { ...before.organisation, version: 2, name: "写了一半" }, now);
  expect(await inForce("crash")).toEqual(before);
  expect(await run("crash")).toMatchObject({ outcome: "unchanged", version: 1 });
  expect(await run("crash", { "grids.csv": { append: "g4,第 4 网格,s1\n" } })).toMatchObject({ outcome: "imported", version: 3 });
  expect((await inForce("crash")).organisation).toMatchObject({ version: 3, name: "松风苑社区" });
});

/** Nobody writes a version before so many are about to: whoever comes has checked his pack against the same state. */
function gatherWriters(count: number): jest.SpyInstance {
  const insert = Collection.prototype.insert;
  let come = 0;
  let open: () => void;
  const all = new Promise<void>((resolve) => (open = resolve));
  return jest.spyOn(Collection.prototype, "insert").mockImplementation(async function (this: Collection<Stored>, document) {
    if (this.name === "organisations" && (come += 1) === count) open();
    if (this.name === "organisations") await all;
    await insert.call(this, document);
  });
}

test("of two imports at once one wins and is in force, the other says so and leaves nothing", async () => {
  await run("race");
  const gathered = gatherWriters(2);
  const added = ["g4", "g5"];
  const both = await Promise.allSettled(added.map((grid) => run("race", { "grids.csv": { append: `${grid},新的网格,s1\n` } }))).finally(() => gathered.mockRestore());
  const lost = both.flatMap((one) => (one.status === "rejected" ? [one.reason as unknown] : []));
  expect(lost).toEqual([expect.any(ImportConflict)]);
  const { organisation } = await inForce("race");
  const winner = added[both.findIndex(({ status }) => status === "fulfilled")];
  expect(organisation.grids.map(({ code }) => code)).toEqual(["g1", "g2", "g3", winner]);
});

test("a door code of another community is refused", async () => {
  const door = (code: string): Patch => ({ "units.csv": { text: `code,building,name,grid,doorCode\n1-1,1,甲单元,g1,${code}\n2-1,2,甲单元,g2,\n3-1,3,甲单元,g3,\n` } });
  await run("door-a", door("shared-door"));
  const result = await run("door-b", door("shared-door"));
  expect(result).toMatchObject({ outcome: "refused", problems: [expect.objectContaining({ code: "doorTaken", file: "units.csv", line: 2 })] });
  expect(await readCommunityState(database, "door-b")).toBeUndefined();
});

test("areas come back from the database as they went in", async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "linli-pack-"));
  for (const [name, content] of demoPack("wutongli")) writeFileSync(path.join(folder, name), content);
  await importPack({ folder, database, now });
  const { organisation } = await inForce("wutongli");
  expect(organisation.grids[0]!.area!.coordinates[0]!.length).toBeGreaterThan(5);
  expect(await importPack({ folder, database, now: now + dayMs })).toMatchObject({ outcome: "unchanged" });
});
