import { databaseCalls } from "./databaseCalls";
import { phoneCalls } from "./phoneCalls";
import { startDemoCloud } from "../support/demo";

/** One figure of the bench: what was measured, and the bar it is held against. */
interface Figure {
  value: number;
  bar: string;
  met: boolean;
  what: string;
}

const atMost = (value: number, most: number, what: string): Figure => ({ value, bar: `≤ ${most}`, met: value <= most, what });
const exactly = (value: number, wanted: number, what: string): Figure => ({ value, bar: `= ${wanted}`, met: value === wanted, what });

async function measure(): Promise<Record<string, Figure>> {
  const cloud = await startDemoCloud({ instancesPerFunction: 1 });
  try {
    const database = await databaseCalls(cloud);
    const dearest = Object.entries(database.opens).reduce((a, b) => (b[1] > a[1] ? b : a));
    const pages = await phoneCalls(cloud, database.requestId);
    const busiest = Object.entries(pages).reduce((a, b) => (b[1] > a[1] ? b : a));
    return {
      "submit.calls": atMost(database.submit, 3, "database calls of one submission, identification included"),
      "list.calls": atMost(database.list, 2, "database calls of one page of a list"),
      "advance.calls": atMost(database.advance, 3, "database calls of one step"),
      "open.dbCalls": atMost(dearest[1], 3, `database calls to open the dearest page (${dearest[0]}; ${Object.keys(database.opens).length} opened)`),
      "open.phoneCalls": exactly(busiest[1], 1, `cloud calls to open the busiest page (${busiest[0]}; ${Object.keys(pages).length} opened)`),
    };
  } finally {
    await cloud.close();
  }
}

/** The functions' own log lines would stand between the figures. */
async function inSilence<T>(work: () => Promise<T>): Promise<T> {
  const { write } = process.stdout;
  process.stdout.write = (() => true) as typeof write;
  try {
    return await work();
  } finally {
    process.stdout.write = write;
  }
}

async function main(): Promise<void> {
  const figures = await inSilence(measure);
  if (process.argv.includes("--json")) {
    console.log(JSON.stringify(Object.fromEntries(Object.entries(figures).map(([name, { value }]) => [name, value]))));
  } else
    for (const [name, { value, bar, met, what }] of Object.entries(figures))
      console.log(`${met ? "✓" : "✗"} ${name.padEnd(18)} ${String(value).padStart(6)}  (${bar})  ${what}`);
  process.exit(Object.values(figures).every(({ met }) => met) ? 0 : 1);
}

void main();
