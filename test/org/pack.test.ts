import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { packFiles, packsFolder } from "../../local/demo/generatePacks";
import { checkPack } from "../../scripts/importPack/checkPack";
import { demoPack, type Patch, patched, textOf } from "./packFiles";

const today = "2026-11-23";
const small = demoPack("songfengyuan");
const check = (patch: Patch, files = small) => checkPack(patched(files, patch), undefined, today);
const found = (patch: Patch, files = small) => check(patch, files).problems.filter(({ severity }) => severity === "error").map(({ code, file, line }) => `${code} ${file}${line === undefined ? "" : `:${line}`}`);
const gbk = (text: string): Uint8Array => new Uint8Array([...text].flatMap((letter) => (letter === "松" ? [0xcb, 0xc9] : letter.charCodeAt(0) < 128 ? [letter.charCodeAt(0)] : [0xb7, 0xe7])));

describe("the demo's packs", () => {
  test("are what their generator writes", () => {
    const written = readdirSync(packsFolder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(written.map(({ parentPath, name }) => path.relative(packsFolder, path.join(parentPath, name))).sort()).toEqual([...packFiles().keys()].sort());
    for (const [name, text] of packFiles()) expect(readFileSync(path.join(packsFolder, name), "utf8")).toBe(text);
  });

  test.each(["wutongli", "songfengyuan"] as const)("%s is sound, without a warning", (name) => {
    const { organisation, problems } = checkPack(demoPack(name), undefined, today);
    expect(problems).toEqual([]);
    expect(organisation).toBeDefined();
  });

  test("the first has the size of the article's community", () => {
    const { organisation } = checkPack(demoPack("wutongli"), undefined, today);
    expect(organisation).toMatchObject({ households: 2269, residents: 6398 });
    expect([organisation!.grids.length, organisation!.stations.length, organisation!.branches.length]).toEqual([39, 5, 5]);
  });
});

describe("an error names its file and line", () => {
  test.each<[string, Patch, string]>([
    ["grid without station", { "grids.csv": { replace: ["g2,第 2 网格,s1", "g2,第 2 网格,"] } }, "gridWithoutStation grids.csv:3"],
    ["grid of an unknown station", { "grids.csv": { replace: ["g2,第 2 网格,s1", "g2,第 2 网格,s9"] } }, "gridWithoutStation grids.csv:3"],
    ["station without branch", { "branches.csv": { replace: ["b1", "b7"] } }, "stationWithoutBranch stations.csv:2"],
    ["duplicate grid", { "grids.csv": { append: "g1,又一个,s1\n" } }, "duplicateCode grids.csv:5"],
    ["duplicate person", { "people.csv": { append: "head,又一位,又一位\n" } }, "duplicateCode people.csv:9"],
    ["duplicate rule", { "rules.csv": { append: "grid,,,head,x\n" } }, "duplicateCode rules.csv:5"],
    ["unit in two grids by code", { "units.csv": { append: "1-1,1,甲单元,g3\n" } }, "unitInTwoGrids units.csv:8"],
    ["unit in two grids by name", { "units.csv": { append: "1-9,1,甲单元,g3\n" } }, "unitInTwoGrids units.csv:8"],
    ["the same unit twice", { "units.csv": { append: "1-1,1,甲单元,g1\n" } }, "duplicateCode units.csv:8"],
    ["unit of an unknown building", { "units.csv": { append: "77-1,77,甲单元,g1\n" } }, "unknownBuilding units.csv:8"],
    ["unit without grid", { "units.csv": { append: "1-3,1,丙单元,\n" } }, "unitWithoutGrid units.csv:8"],
    ["building without any grid", { "buildings.csv": { replace: ["4 号,g1", "4 号,"] } }, "buildingWithoutGrid buildings.csv:5"],
    ["building with a grid of its own and of its units", { "buildings.csv": { replace: ["松风苑 1 号,", "松风苑 1 号,g1"] } }, "buildingAndUnits buildings.csv:2"],
    ["unknown title", { "posts.csv": { replace: ["head,stationHead", "head,mayor"] } }, "unknownTitle posts.csv:4"],
    ["unknown person in a post", { "posts.csv": { replace: ["head,stationHead", "nobody,stationHead"] } }, "unknownPerson posts.csv:4"],
    ["scope that doesn't fit the title", { "posts.csv": { replace: ["head,stationHead,s1", "head,stationHead,g1"] } }, "unknownScope posts.csv:4"],
    ["end before start", { "posts.csv": { text: textOf(small, "posts.csv").replace("standIn\n", "standIn,to\n").replace("2024-01-01,secretary\n", "2024-01-01,secretary,2023-12-31\n") } }, "endBeforeStart posts.csv:4"],
    ["stand-in missing", { "posts.csv": { replace: ["2024-01-01,secretary", "2024-01-01,"] } }, "standInMissing posts.csv:4"],
    ["stand-in unknown", { "posts.csv": { replace: ["2024-01-01,secretary", "2024-01-01,nobody"] } }, "unknownPerson posts.csv:4"],
    ["stand-in himself", { "posts.csv": { replace: ["2024-01-01,secretary", "2024-01-01,head"] } }, "standInSelf posts.csv:4"],
    ["stand-in without a post", { "people.csv": { append: "idle,闲人,闲人\n" }, "posts.csv": { replace: ["2024-01-01,secretary", "2024-01-01,idle"] } }, "standInLeft posts.csv:4"],
    ["stand-ins in a circle", { "posts.csv": { replace: ["2024-01-01,secretary", "2024-01-01,leader1"] } }, "standInCircle posts.csv:5"],
    ["the same post twice at once", { "posts.csv": { append: "head,stationHead,s1,2025-01-01,secretary\n" } }, "duplicatePost posts.csv:9"],
    ["nobody secretary", { "posts.csv": { replace: ["secretary,secretary,,2023-06-01", "secretary,secretary,,2027-06-01"] } }, "noSecretary posts.csv"],
    ["unknown person in a rule", { "rules.csv": { replace: [/^grid,.*$/m, "grid,,,,x"] } }, "ruleWithoutAnybody rules.csv:4"],
    ["unknown category in a rule", { "rules.csv": { replace: ["complaint,complaint", "complaint,complaints"] } }, "unknownCategory rules.csv:2"],
    ["unknown title in a rule", { "rules.csv": { replace: ["groupLeader;", "groupLeaders;"] } }, "unknownTitle rules.csv:4"],
    ["duty that ends before it starts", { "duty.csv": { replace: ["s1,2,09:00,17:00", "s1,2,17:00,09:00"] } }, "endBeforeStart duty.csv:3"],
    ["duty of nobody", { "duty.csv": { replace: ["s1,2,09:00,17:00,member", "s1,2,09:00,17:00,ghost"] } }, "unknownPerson duty.csv:3"],
    ["triage at an unknown station", { "community.json": { replace: ['"triageStation": "s1"', '"triageStation": "s3"'] } }, "unknownStation community.json"],
    ["a wrong day", { "posts.csv": { replace: ["2024-03-01", "2024-02-30"] } }, "badCell posts.csv:2"],
    ["a wrong time", { "duty.csv": { replace: ["09:00", "9点"] } }, "badCell duty.csv:2"],
    ["a wrong role", { "titles.csv": { replace: ["站长,站长", "站长,队长"] } }, "badCell titles.csv:4"],
    ["a wrong code", { "grids.csv": { replace: ["g1,", "网格1,"] } }, "badCell grids.csv:2"],
    ["an unknown column", { "grids.csv": { replace: ["code,name,station", "code,name,station,colour"] } }, "unknownColumn grids.csv:1"],
    ["a missing column", { "grids.csv": { replace: ["code,name,station", "code,name"] } }, "missingColumn grids.csv:1"],
    ["more cells than columns", { "grids.csv": { append: "g4,第 4,网格,s1\n" } }, "tooManyCells grids.csv:5"],
    ["a quote that never ends", { "grids.csv": { append: 'g4,"第 4 网格,s1\n' } }, "brokenCsv grids.csv:5"],
    ["an empty file", { "grids.csv": { text: "" } }, "emptyFile grids.csv:1"],
    ["a missing file", { "duty.csv": "remove" }, "missingFile duty.csv"],
    ["broken JSON", { "community.json": { replace: ['"songfengyuan",', '"songfengyuan"'] } }, "brokenJson community.json:3"],
    ["a wrong value in JSON", { "community.json": { replace: ['"110"', '"abc"'] } }, "badCell community.json:8"],
    ["GBK", { "grids.csv": { bytes: gbk("code,name,station\ng1,a,s1\ng2,松风,s1\n") } }, "wrongEncoding grids.csv:3"],
    ["UTF-16", { "grids.csv": { bytes: new Uint8Array([0xff, 0xfe, 0x63, 0]) } }, "wrongEncoding grids.csv:1"],
    ["coordinates of unknown kind", { "stations.csv": { text: textOf(small, "stations.csv").replace("address\n", "address,lng,lat\n").replace("一层\n", "一层,106.9,29.3\n") } }, "crsMissing community.json"],
  ])("%s", (_, patch, expected) => {
    expect(found(patch)).toContain(expected);
    expect(check(patch).organisation).toBeUndefined();
  });

  test("in words that say what to do", () => {
    const { problems } = check({ "grids.csv": { bytes: gbk("松") } });
    expect(problems.find(({ code }) => code === "wrongEncoding")!.message).toContain("CSV UTF-8");
  });

  test("all of them at once, and none that only follows from another", () => {
    const patch: Patch = {
      "grids.csv": { replace: ["g2,第 2 网格,s1", "g2,第 2 网格,"] },
      "posts.csv": { replace: ["head,stationHead", "head,mayor"] },
      "stations.csv": { replace: ["SF", "sf"] },
    };
    expect(found(patch)).toEqual(["badCell stations.csv:2", "gridWithoutStation grids.csv:3", "unknownTitle posts.csv:4"]);
  });
});

describe("polygons", () => {
  const map = demoPack("wutongli");
  const lines = textOf(map, "grids.geojson").split("\n");
  const moved = (degrees: number): string => lines[1]!.replace(/106\.\d+/g, (lng) => (Number(lng) + degrees).toFixed(7));
  const withFirst = (line: string): Patch => ({ "grids.geojson": { text: [lines[0], line, ...lines.slice(2)].join("\n") } });

  test.each([
    ["that overlap", withFirst(moved(0.0003)), /^overlap grids\.geojson:2$/],
    ["that leave a gap wider than configured", withFirst(moved(-0.0003)), /^gap grids\.geojson:2$/],
    ["whose ring is not closed", withFirst(lines[1]!.replace(/,\[[\d.,]+\]\]\]/, "]]")), /^invalidRing grids\.geojson:2$/],
    ["of a grid that nobody lists", withFirst(lines[1]!.replace("g01", "g99")), /^unknownGrid grids\.geojson:2$/],
    ["in no declared coordinates", { "community.json": { replace: [/ {2}"crs".*\n/, ""] } } as Patch, /^crsMissing community\.json$/],
    ["in a broken file", { "grids.geojson": { text: "{" } } as Patch, /^unreadable grids\.geojson$/],
  ])("%s are refused", (_, patch, expected) => {
    expect(found(patch, map)).toContainEqual(expect.stringMatching(expected));
  });

  test("a gap within what is configured is a warning, a wider one an error", () => {
    const square = (code: string, west: number): string =>
      JSON.stringify({ type: "Feature", properties: { code }, geometry: { type: "Polygon", coordinates: [[[west, 29], [west + 0.002, 29], [west + 0.002, 29.002], [west, 29.002], [west, 29]]] } });
    // 0.00005 degrees are about 5 m.
    const drawn = { "grids.geojson": { text: `{"type":"FeatureCollection","features":[\n${square("g1", 107)},\n${square("g2", 107.00205)},\n${square("g3", 107.00405)}]}` } };
    const limited = (metres: number): Patch => ({ ...drawn, "community.json": { replace: ['"carriers": []', `"carriers": [], "crs": "GCJ-02", "maxGapMetres": ${metres}`] } });
    const allowed = check(limited(10));
    expect(allowed.organisation).toBeDefined();
    expect(allowed.problems).toEqual([expect.objectContaining({ severity: "warning", code: "gap", file: "grids.geojson", line: 2 })]);
    expect(found(limited(3))).toEqual(["gap grids.geojson:2"]);
  });

  test("and points in WGS84 or BD-09 are stored in GCJ-02, hundreds of metres away", () => {
    const stored = (crs: string) => check({ "community.json": { replace: ["GCJ-02", crs] } }, map).organisation!;
    const own = checkPack(map, undefined, today).organisation!;
    for (const crs of ["WGS84", "BD-09"]) {
      const converted = stored(crs);
      const [was, is] = [own.buildings[0]!.point!, converted.buildings[0]!.point!];
      const metres = Math.hypot((was.lng - is.lng) * 97_000, (was.lat - is.lat) * 111_000);
      expect(metres).toBeGreaterThan(100);
      expect(metres).toBeLessThan(1500);
      expect(converted.grids[0]!.area!.coordinates).not.toEqual(own.grids[0]!.area!.coordinates);
    }
  });

  test("a building that stands in another grid than it is listed in is worth a warning; the list counts", () => {
    const { organisation, problems } = check({ "units.csv": { replace: [/^1-1,1,1 单元,g01$/m, "1-1,1,1 单元,g05"] } }, map);
    expect(organisation!.buildings[0]!.units[0]!.gridCode).toBe("g05");
    expect(problems).toEqual([]);
    const whole = check({ "units.csv": { replace: [/^(1-\d,1,\d 单元),g01$/gm, "$1,g05"] } }, map);
    expect(whole.problems).toEqual([expect.objectContaining({ severity: "warning", code: "buildingElsewhere", file: "buildings.csv", line: 2 })]);
  });
});

describe("what an officer may write", () => {
  test("Chinese headers, a byte order mark, Excel's line ends and days, and values in either language", () => {
    const posts = `\uFEFF${textOf(small, "posts.csv").replace("person,title,scope,from,standIn", "工作人员,职务,范围,开始,接替人").replace("2024-03-01", "2024/3/1").replace(/\n/g, "\r\n")}`;
    const { organisation, problems } = check({ "posts.csv": { text: posts }, "titles.csv": { replace: ["站长,站长", "站长,stationHead"] } });
    expect(problems).toEqual([]);
    expect(organisation).toEqual(checkPack(small, undefined, today).organisation);
  });

  test("a building without units is one unit of its own name, with a door code that never changes", () => {
    const [first, second] = [1, 2].map(() => checkPack(small, undefined, today).organisation!.buildings[3]!);
    expect(first).toEqual(second);
    expect(first!.units).toEqual([{ code: "4", name: "4 号楼", gridCode: "g1", doorCode: expect.stringMatching(/^[A-Za-z0-9]{12}$/) }]);
  });

  test("buildings are found by pinyin in full and by initials, and by their other names", () => {
    const building = checkPack(demoPack("wutongli"), undefined, today).organisation!.buildings.find(({ code }) => code === "27")!;
    expect(building.searchWords).toEqual(expect.arrayContaining(["桂花院", "guihuayuan", "ghy"]));
  });
});
