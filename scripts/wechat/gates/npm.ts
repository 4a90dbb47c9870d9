/**
 * Our packing of npm components (scripts/packNpm.ts) against the vendor's: every file byte for byte what the vendor's
 * tool packs from the same installation, and up to date. That nothing is missing is shown by the gate "shipped".
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { filesBelow } from "../files";
import type { Finding, GateResult, Inspection } from "../inspection";

export function checkNpm({ root, official, npmIsStale, npmError }: Inspection): GateResult {
  const ours = join(root, "miniprogram", "miniprogram_npm");
  const files = filesBelow(ours);
  const findings: Finding[] = official.npmWarnings.map((message) => ({ file: "package.json", message }));
  if (npmError !== null) findings.push({ file: "miniprogram", message: npmError });
  if (npmIsStale)
    findings.push({
      file: "miniprogram/miniprogram_npm",
      message: "is not what the pages use: npm run build",
    });
  for (const path of files) {
    const vendors = join(official.vendorNpmFolder, path);
    const file = `miniprogram/miniprogram_npm/${path}`;
    if (!existsSync(vendors)) findings.push({ file, message: "WeChat's tool packs no such file" });
    else if (!readFileSync(vendors).equals(readFileSync(join(ours, path))))
      findings.push({ file, message: "differs from what WeChat's tool packs: npm run build" });
  }
  return { gate: "npm", read: { files: files.length }, findings };
}
