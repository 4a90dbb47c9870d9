/** What a cold start loads: the door as deployed, against the vendor's SDK bundled alone in the same way. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { functionBundleOptions } from "../../scripts/buildFunctions";
import type { Figures } from "./figure";
import { atMost, fact } from "./figure";
import { median } from "./samples";

/** As a function has it: without, the SDK looks for a metadata address as soon as it is asked for an app. */
const functionEnvironment = {
  TENCENTCLOUD_RUNENV: "SCF", TENCENTCLOUD_REGION: "ap-shanghai", TENCENTCLOUD_SECRETID: "local", TENCENTCLOUD_SECRETKEY: "local",
  SCF_NAMESPACE: "bench", TCB_ENV: "bench",
};

interface Loading {
  ms: number;
  /** Of the processor: what a busy machine adds to the waiting is not in it. */
  processorMs: number;
}

/** What a fresh process needs to load a file, its own start not counted. */
function loadingOf(file: string): Loading {
  const program = `const used = process.cpuUsage(), from = performance.now(); require(${JSON.stringify(file)});
    const ms = performance.now() - from, { user, system } = process.cpuUsage(used);
    process.stdout.write(JSON.stringify({ ms, processorMs: (user + system) / 1000 })); process.exit(0);`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ["-e", program], { encoding: "utf8", env: { ...process.env, ...functionEnvironment } });
  if (status !== 0) throw new Error(`${file} does not load: ${stderr}`);
  return JSON.parse(stdout) as Loading;
}

/** @param functions folder of the built functions */
export async function doorLoad(functions: string, rounds: number): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), "linli-bench-door-"));
  try {
    const alone = join(folder, "sdk.js");
    writeFileSync(join(folder, "sdk.ts"), `import cloud from "wx-server-sdk";\nexport const main = () => cloud;\n`);
    await build({ ...functionBundleOptions, entryPoints: [join(folder, "sdk.ts")], outfile: alone, nodePaths: [join(__dirname, "../../node_modules")] });
    const door = join(functions, "api/index.js");
    const took = { door: [] as Loading[], alone: [] as Loading[] };
    for (let round = 0; round < rounds + 1; round += 1) {
      for (const which of round % 2 ? (["door", "alone"] as const) : (["alone", "door"] as const)) {
        const loading = loadingOf(which === "door" ? door : alone);
        // The first round reads the files from the disk.
        if (round > 0) took[which].push(loading);
      }
    }
    const [bytes, sdkBytes] = [statSync(door).size, statSync(alone).size];
    const of = (which: "door" | "alone", measure: keyof Loading): number => median(took[which].map((loading) => loading[measure]));
    const processor = of("door", "processorMs") / of("alone", "processorMs");
    return {
      "door.load": atMost(
        of("door", "ms") / of("alone", "ms"), 1.25,
        `loading the built api (${of("door", "ms").toFixed(0)} ms) ÷ wx-server-sdk bundled alone (${of("alone", "ms").toFixed(0)} ms), fresh processes in turn, median of ${rounds}; in processor time ${processor.toFixed(2)} (${of("door", "processorMs").toFixed(0)} ÷ ${of("alone", "processorMs").toFixed(0)} ms)`,
      ),
      "door.bytes": fact(bytes, `the api's index.js; ${sdkBytes} of them are the SDK`, "B"),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
