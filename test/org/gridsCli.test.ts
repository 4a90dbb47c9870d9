import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

const folder = mkdtempSync(path.join(os.tmpdir(), "linli-grids-"));
const root = path.join(__dirname, "../..");
const grids = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", "scripts/grids.ts", ...args], { cwd: root, encoding: "utf8" });
  return { status, stdout, stderr };
};
const file = (name: string, text: string): string => {
  const where = path.join(folder, name);
  writeFileSync(where, text);
  return where;
};
const ring = (...points: [number, number][]): number[][] => points.map(([x, y]) => [107 + x * 0.001, 29 + y * 0.001]);
const square = (x: number, y: number, side = 1): number[][] => ring([x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]);
const geojson = (shapes: Record<string, number[][]>): string =>
  JSON.stringify({ type: "FeatureCollection", features: Object.entries(shapes).map(([nr, points]) => ({ type: "Feature", properties: { nr }, geometry: { type: "Polygon", coordinates: [points] } })) });
const check = (shapes: Record<string, number[][]>, ...options: string[]) => grids("check", file("check.geojson", geojson(shapes)), "--id", "nr", ...options);

describe("check", () => {
  test("says nothing against neighbours that share their border", () => {
    const { status, stdout } = check({ a: square(0, 0), b: square(1, 0), c: square(0, 1), d: square(1, 1) });
    expect(stdout).toBe("4 areas: 0 errors, 0 warnings\n");
    expect(status).toBe(0);
  });

  test.each([
    ["an overlap, with its size", { a: square(0, 0), b: square(0.8, 0) }, /error overlap \[a, b\].* 2\d\d\d m², 19\.\d m wide · at 107\.0009\d*,29\.0005/],
    ["a hole between four", { a: ring([0, 0], [3, 0], [3, 1], [0, 1], [0, 0]), b: ring([0, 2], [3, 2], [3, 3], [0, 3], [0, 2]), c: ring([0, 1], [1, 1], [1, 2], [0, 2], [0, 1]), d: ring([2, 1], [3, 1], [3, 2], [2, 2], [2, 1]) }, /error gap \[a, b, c, d\].* 10\d\d\d m²/],
    ["a strip open at both ends", { a: square(0, 0), b: square(1.2, 0) }, /error gap \[a, b\]/],
    ["a strip that runs level", { a: square(0, 0), b: square(0, 1.2) }, /error gap \[a, b\]/],
    ["a border that crosses itself", { bow: ring([0, 0], [1, 1], [1, 0], [0, 1], [0, 0]) }, /error selfIntersection \[bow\].* at 107\.000500,29\.000500/],
    ["a border that runs back along itself", { spike: ring([0, 0], [1, 0], [1, 1], [1, 2], [1, 1], [0, 1], [0, 0]) }, /error selfIntersection \[spike\]/],
    ["an open ring", { open: square(0, 0).slice(0, 4) }, /error invalidRing \[open\].*not closed/],
    ["too few points", { few: ring([0, 0], [1, 0], [0, 0]) }, /error invalidRing \[few\].*fewer than 4/],
    ["latitude where longitude belongs", { turned: square(0, 0).map(([lng, lat]) => [lat!, lng!]) }, /error invalidRing \[turned\].*swapped/],
  ])("finds %s", (_, shapes, line) => {
    const { status, stdout } = check(shapes as Record<string, number[][]>);
    expect(stdout).toMatch(line);
    expect(status).toBe(1);
  });

  test("a sliver is a warning, and a gap may be allowed", () => {
    const sliver = check({ a: square(0, 0), b: square(0.995, 0) });
    expect(sliver.stdout).toMatch(/warning sliver \[a, b\]/);
    expect(sliver.status).toBe(0);
    const gap = check({ a: square(0, 0), b: square(1.2, 0) }, "--max-gap", "30");
    expect(gap.stdout).toMatch(/warning gap/);
    expect(gap.status).toBe(0);
  });

  test("a concave outer border is no gap", () => {
    const { status } = check({ a: ring([0, 0], [1, 0], [1, 1], [0, 0.9], [0, 0]), b: ring([1, 0], [2, 0], [2, 0.9], [1, 1], [1, 0]), c: ring([0, 0.9], [1, 1], [1, 2], [-0.1, 2], [0, 0.9]) });
    expect(status).toBe(0);
  });
});

describe("locate", () => {
  const shapes = file("locate.geojson", geojson({ "7": square(0, 0), "12": square(1, 0) }));
  const points = file("points.csv", "\uFEFFname,x,y\n\"in, 7\",107.0005,29.0005\nedge,107.001,29.0005\n150 m away,107.0035,29.0005\nempty,,\nin 12,107.0015,29.0005\n");
  const locate = (...more: string[]) => grids("locate", "--grids", shapes, "--id", "nr", "--points", points, "--lng", "x", "--lat", "y", ...more);

  test("prints one id a line, in order, empty for triage, and nothing else", () => {
    expect(locate()).toEqual({ status: 0, stdout: "7\n12\n\n\n12\n", stderr: "" });
  });
  test("takes another tolerance", () => expect(locate("--tolerance", "200").stdout).toBe("7\n12\n12\n\n12\n"));
  test.each([
    [["--grids", shapes, "--id", "nr", "--points", points, "--lng", "lon", "--lat", "y"], /no column "lon"/],
    [["--grids", shapes, "--id", "code", "--points", points, "--lng", "x", "--lat", "y"], /no area with a property "code"/],
    [["--grids", shapes, "--id", "nr", "--points", points, "--lng", "x", "--lat", "y", "--tolerance", "far"], /metres/],
    [["--grids", shapes], /--id is missing/],
  ])("says what is wrong with %j", (args, message) => {
    const { status, stdout, stderr } = grids("locate", ...(args as string[]));
    expect(stderr).toMatch(message as RegExp);
    expect(stdout).toBe("");
    expect(status).toBe(2);
  });
});

describe("check --picture", () => {
  const drawn = (name: string, shapes: Record<string, number[][]>, table?: string): string => {
    mkdirSync(path.join(folder, name));
    const source = file(`${name}/grids.geojson`, geojson(shapes));
    if (table !== undefined) file(`${name}/grids.csv`, table);
    const out = path.join(folder, name, "out.html");
    grids("check", source, "--id", "nr", "--picture", out);
    return readFileSync(out, "utf8");
  };

  test("draws every area with its name, and a number where something is wrong", () => {
    const page = drawn("overlap", { a: square(0, 0), b: square(0.8, 0) }, "code,name,station\na,第 1 网格,s1\nb,<b> & 第 2,s1\nc,第 3 网格,s1\n");
    expect(page.match(/<path /g)).toHaveLength(2);
    expect(page).toContain(">第 1 网格</text>");
    expect(page).toContain(">&#60;b&#62; &#38; 第 2</text>");
    expect(page.match(/class="mark"/g)).toHaveLength(1);
    expect(page).toMatch(/<li>error overlap \[a, b\]/);
    expect(page).toContain("名单里有、图上没有：c 第 3 网格");
    // It opens without a network.
    expect(page).not.toMatch(/https?:|<script|src=/);
  });

  test("calls an area by its code where no table lies beside, and draws nothing of an unreadable file", () => {
    expect(drawn("codes", { a: square(0, 0) })).toContain(">a</text>");
    expect(drawn("none", { open: square(0, 0).slice(0, 4) })).toMatch(/0 个网格，1 处错误/);
  });
});
