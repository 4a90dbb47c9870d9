import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { bundleContracts, isFresh } from "./buildContracts";
import { readNotes } from "./changelogNotes";
import { tryFeature } from "./newFeature/trial";

const root = join(__dirname, "..");

interface Gate {
  name: string;
  /** Runs the gate; returns what went wrong, empty when nothing did, and what it looked at. */
  run: () => Promise<{ problems: string; looked: string }>;
}

function tool(command: string, ...args: string[]): { ok: boolean; output: string } {
  const { status, stdout, stderr } = spawnSync(join(root, "node_modules/.bin", command), args, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 << 20,
  });
  return { ok: status === 0, output: `${stdout}${stderr}`.trim() };
}

const simple = (name: string, looked: string, command: string, ...args: string[]): Gate => ({
  name,
  run: async () => {
    const { ok, output } = tool(command, ...args);
    return { problems: ok ? "" : output || `${command} failed`, looked };
  },
});

/** A gate that read nothing is no gate: dependency-cruiser once read 0 modules and said all was well. */
const rooms: Gate = {
  name: "rooms",
  run: async () => {
    const { output } = tool("depcruise", "contracts", "cloudfunctions", "miniprogram", "local", "scripts", "--config", ".dependency-cruiser.cjs", "--output-type", "json");
    const { summary } = JSON.parse(output.slice(output.indexOf("{"))) as {
      summary: { totalCruised: number; violations: { rule: { name: string }; from: string; to: string }[] };
    };
    if (summary.totalCruised < 100) return { problems: `read only ${summary.totalCruised} modules`, looked: "" };
    return {
      problems: summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`).join("\n"),
      looked: `${summary.totalCruised} modules`,
    };
  },
};

const contractsFresh: Gate = {
  name: "contracts fresh",
  run: async () => ({
    problems: isFresh(await bundleContracts()) ? "" : "miniprogram/shared/contracts.js is stale: run `npm run build` and commit it.",
    looked: "miniprogram/shared/contracts.js",
  }),
};

const changeNotes: Gate = {
  name: "change notes",
  run: async () => {
    const { notes, problems } = readNotes(join(root, "changes"));
    return { problems: problems.join("\n"), looked: `${notes.length + problems.length} in changes/` };
  },
};

const gates: Gate[] = [
  simple("types: cloud, stand-ins, tests", "tsconfig.json", "tsc", "-p", "tsconfig.json"),
  simple("types: phone", "miniprogram/tsconfig.json", "tsc", "-p", "miniprogram/tsconfig.json"),
  simple("types: tests of the phone", "test/components/tsconfig.json", "tsc", "-p", "test/components/tsconfig.json"),
  simple("types: stand-in of the phone", "local/phone/runtime/tsconfig.json", "tsc", "-p", "local/phone/runtime/tsconfig.json"),
  simple("lint, sizes", "eslint.config.mjs", "eslint", ".", "--max-warnings", "0"),
  rooms,
  simple("unused code", "knip.json", "knip", "--no-progress", "--no-config-hints"),
  simple("code that only tests use", "knip.json, what ends in !", "knip", "--production", "--no-progress", "--no-config-hints"),
  contractsFresh,
  changeNotes,
];

async function pass(): Promise<boolean> {
  let failed = 0;
  for (const gate of gates) {
    const started = Date.now();
    const { problems, looked } = await gate.run();
    if (problems) failed += 1;
    console.log(`${problems ? "✗" : "✓"} ${gate.name} (${looked}) ${((Date.now() - started) / 1000).toFixed(1)} s`);
    if (problems) console.log(problems);
  }
  console.log(failed ? `${failed} of ${gates.length} checks failed` : `all ${gates.length} checks passed`);
  return failed === 0;
}

const scaffoldSteps: readonly [tool: string, ...args: string[]][] = [
  ["tsx", "scripts/check.ts"],
  ["jest", "--selectProjects=logic", "--testPathPatterns=test/(teaHouse|indexes|authority)"],
  ["jest", "--selectProjects=browser", "--testPathPatterns=test/(fit/fit|e2e/everyPage)"],
];

/** `-- --scaffold`: all of this in a copy of the tree in which `npm run new` has made a feature, and then the tests that see it. */
function scaffoldPasses(): boolean {
  const trial = tryFeature("teaHouse", "茶馆");
  try {
    return scaffoldSteps.every((step) => {
      console.log(`\n${step.join(" ")}`);
      const { ok, output } = trial.run(...step);
      console.log(output);
      return ok;
    });
  } finally {
    trial.remove();
  }
}

async function main(): Promise<void> {
  const passed = process.argv.includes("--scaffold") ? scaffoldPasses() : await pass();
  process.exitCode = passed ? 0 : 1;
}

void main();
