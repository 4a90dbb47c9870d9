/** Package sizes of the compiled tree against WeChat's limits; the offline compile doesn't enforce them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding, GateResult, Inspection } from "../inspection";

const MEBIBYTE = 1024 * 1024;
/** https://developers.weixin.qq.com/miniprogram/dev/framework/subpackages.html */
const PACKAGE_LIMIT_BYTES = 2 * MEBIBYTE;
const TOTAL_LIMIT_BYTES = 30 * MEBIBYTE;

export interface PackageSizes {
  mainBytes: number;
  totalBytes: number;
  /** subpackage root → bytes */
  packages: Record<string, number>;
}

export function checkSizes(inspection: Inspection): GateResult {
  const sizes = packageSizes(inspection);
  const findings: Finding[] = [];
  const limit = (file: string, bytes: number, most: number) => {
    if (bytes > most)
      findings.push({
        file,
        message: `${kilobytes(bytes)} is more than the ${kilobytes(most)} WeChat takes`,
      });
  };
  limit("miniprogram (main package)", sizes.mainBytes, PACKAGE_LIMIT_BYTES);
  for (const [root, bytes] of Object.entries(sizes.packages))
    limit(`miniprogram/${root}`, bytes, PACKAGE_LIMIT_BYTES);
  limit("miniprogram (all packages)", sizes.totalBytes, TOTAL_LIMIT_BYTES);
  return {
    gate: "sizes",
    read: { files: Object.keys(inspection.official.compiledFiles).length },
    findings,
    notes: [`main ${kilobytes(sizes.mainBytes)}, all ${kilobytes(sizes.totalBytes)}`],
  };
}

/** Bytes of the compiled files, which is what the limits count. */
export function packageSizes({ official }: Inspection): PackageSizes {
  const roots = subpackageRoots(official.compiledFolder, official.compiledFiles);
  const sizes: PackageSizes = {
    mainBytes: 0,
    totalBytes: 0,
    packages: Object.fromEntries(roots.map((root) => [root, 0])),
  };
  for (const [path, bytes] of Object.entries(official.compiledFiles)) {
    const root = packageOf(path, roots);
    if (root === null) sizes.mainBytes += bytes;
    else sizes.packages[root] = (sizes.packages[root] ?? 0) + bytes;
    sizes.totalBytes += bytes;
  }
  return sizes;
}

/** Roots with a slash at the end; none where there is no compiled app.json. */
export function subpackageRoots(compiledFolder: string, compiledFiles: Record<string, number>): string[] {
  if (!("app.json" in compiledFiles)) return [];
  const app = JSON.parse(readFileSync(join(compiledFolder, "app.json"), "utf8")) as Record<
    "subPackages" | "subpackages",
    { root: string }[] | undefined
  >;
  return (app.subPackages ?? app.subpackages ?? []).map(({ root }) => `${root.replace(/^\/|\/$/g, "")}/`);
}

/** The root of the subpackage that the file lies in, or null for the main package. */
export function packageOf(path: string, roots: readonly string[]): string | null {
  return roots.find((root) => path.startsWith(root)) ?? null;
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1024)} KB`;
}
