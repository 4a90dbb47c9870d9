/** The vendor's own compile, as an upload would run it. */
import type { Finding, GateResult, Inspection } from "../inspection";

export function checkCompile({ official }: Inspection): GateResult {
  const findings = official.compileError === null ? [] : [toFinding(official.compileError)];
  return { gate: "compile", read: { files: Object.keys(official.compiledFiles).length }, findings };
}

/** The tool words its errors in several ways; most name a file and some a line. */
function toFinding(error: string): Finding {
  const file = /([\w@./-]+\.(?:json|wxml|wxss|wxs|ts|js))/.exec(error)?.[1]?.replace(/^\.?\//, "");
  const line = /\((\d+):\d+\)|:(\d+):\d+|line\s+(\d+)/i.exec(error);
  const number = line?.[1] ?? line?.[2] ?? line?.[3];
  return {
    file:
      file === undefined
        ? "miniprogram"
        : file.startsWith("project.config")
          ? file
          : `miniprogram/${file.replace(/^miniprogram\//, "")}`,
    ...(number !== undefined && { line: Number(number) }),
    message: error.replace(/\s+/g, " ").trim(),
  };
}
