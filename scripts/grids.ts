/**
 * `npm run grids -- check FILE.geojson` and `npm run --silent grids -- locate …`: polygons looked at before they are
 * imported, and points put into them the way the product does it.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { parse } from "csv-parse/sync";
import { packTables } from "../contracts/org/pack";
import { buildGridIndex } from "../cloudfunctions/features/org/gridIndex";
import { checkAreas, defaultAreaLimits } from "./gridsTool/checkAreas";
import { type GridName, pictureOf } from "./gridsTool/picture";
import type { AreaProblem } from "./gridsTool/readAreas";
import { readAreas } from "./gridsTool/readAreas";
import { Problems } from "./importPack/problem";
import { decode, readTable } from "./importPack/readTable";

const usage = `Usage:
  grids check FILE.geojson [--id PROPERTY] [--max-gap METRES] [--sliver METRES] [--picture OUT.html]
      reports invalid rings, self-intersections, overlaps, gaps and slivers; ends with 1 if one is an error
      --picture draws them with their names (from a grids.csv beside FILE) and a number at each problem
  grids locate --grids FILE.geojson --id PROPERTY --points FILE.csv --lng COLUMN --lat COLUMN [--tolerance METRES]
      prints one grid id a line, in the order of the points; an empty line where the triage desk decides`;

class UsageError extends Error {}

const need = (value: string | undefined, option: string): string => {
  if (value === undefined) throw new UsageError(`--${option} is missing`);
  return value;
};

function metres(value: string | undefined, fallback: number, option: string): number {
  if (value === undefined) return fallback;
  const number = Number(value);
  if (value.trim() === "" || !Number.isFinite(number) || number < 0) throw new UsageError(`--${option} is a number of metres, not "${value}"`);
  return number;
}

export function describeProblem({ severity, kind, codes, place, squareMetres, widthMetres, message }: AreaProblem): string {
  const size = squareMetres === undefined ? "" : ` · ${squareMetres < 10 ? squareMetres.toFixed(1) : Math.round(squareMetres)} m², ${widthMetres!.toFixed(1)} m wide`;
  const where = place ? ` · at ${place[0].toFixed(6)},${place[1].toFixed(6)}` : "";
  return `${severity} ${kind} [${codes.join(", ")}] ${message}${size}${where}`;
}

/** In a pack's folder the names lie beside the polygons; whatever is wrong with that table, the import says. */
function namesBeside(file: string): Map<string, GridName> {
  const table = join(dirname(file), packTables.grids.file);
  const problems = new Problems();
  const text = existsSync(table) ? decode(basename(table), new Uint8Array(readFileSync(table)), problems) : undefined;
  const rows = text === undefined ? [] : readTable(packTables.grids, text, problems);
  return new Map(rows.map(({ code, name, station }) => [code, { name, station: station ?? "" }]));
}

function check(args: string[]): number {
  const { values, positionals } = parseArgs({
    args, allowPositionals: true,
    options: { id: { type: "string" }, "max-gap": { type: "string" }, sliver: { type: "string" }, picture: { type: "string" } },
  });
  if (positionals.length !== 1) throw new UsageError("check takes one file");
  const { areas, problems } = readAreas(readFileSync(positionals[0]!, "utf8"), values.id);
  const all = [
    ...problems,
    ...checkAreas(areas, {
      ...defaultAreaLimits,
      maxGapMetres: metres(values["max-gap"], defaultAreaLimits.maxGapMetres, "max-gap"),
      sliverMetres: metres(values.sliver, defaultAreaLimits.sliverMetres, "sliver"),
    }),
  ];
  const errors = all.filter(({ severity }) => severity === "error").length;
  for (const problem of all) console.log(describeProblem(problem));
  if (values.picture !== undefined) writeFileSync(values.picture, pictureOf(basename(positionals[0]!), areas, all, describeProblem, namesBeside(positionals[0]!)));
  console.log(`${areas.length} areas: ${errors} errors, ${all.length - errors} warnings`);
  return errors > 0 ? 1 : 0;
}

function locate(args: string[]): number {
  const { values } = parseArgs({
    args,
    options: {
      grids: { type: "string" }, id: { type: "string" }, points: { type: "string" },
      lng: { type: "string" }, lat: { type: "string" }, tolerance: { type: "string" },
    },
  });
  const { areas, problems } = readAreas(readFileSync(need(values.grids, "grids"), "utf8"), need(values.id, "id"));
  for (const problem of problems) console.error(describeProblem(problem));
  if (areas.length === 0) throw new UsageError(`no area with a property "${values.id}" in ${values.grids}`);
  const index = buildGridIndex(areas, metres(values.tolerance, 100, "tolerance"));
  const lngColumn = need(values.lng, "lng"), latColumn = need(values.lat, "lat");
  const rows = parse(readFileSync(need(values.points, "points")), { bom: true, columns: true, skip_empty_lines: true, relax_column_count: true }) as Record<string, string>[];
  for (const column of [lngColumn, latColumn]) {
    if (rows[0] && !(column in rows[0])) throw new UsageError(`no column "${column}" in ${values.points}`);
  }
  const coordinate = (text: string | undefined): number => (text === undefined || text.trim() === "" ? NaN : Number(text));
  const lines = rows.map((row) => {
    const placement = index.locate(coordinate(row[lngColumn]), coordinate(row[latColumn]));
    return placement.how === "outside" ? "" : placement.gridCode;
  });
  process.stdout.write(lines.map((line) => `${line}\n`).join(""));
  return 0;
}

function main(): void {
  const [command, ...args] = process.argv.slice(2);
  try {
    if (command === "check") process.exitCode = check(args);
    else if (command === "locate") process.exitCode = locate(args);
    else throw new UsageError(command ? `unknown command "${command}"` : "which command?");
  } catch (error) {
    const usageFault = error instanceof UsageError || (error as { code?: string }).code?.startsWith("ERR_PARSE_ARGS");
    console.error(`grids: ${(error as Error).message}${usageFault ? `\n${usage}` : ""}`);
    process.exitCode = 2;
  }
}

main();
