/** Something in a pack that keeps it out (`error`) or that somebody should look at (`warning`). */
export interface PackProblem {
  severity: "error" | "warning";
  /** Stable, for tests and for searching the docs. */
  code: string;
  file: string;
  /** 1 is the header. */
  line?: number;
  /** What is wrong and what to do, in Chinese. */
  message: string;
}

export class Problems {
  readonly all: PackProblem[] = [];
  private readonly unsure = new Set<string>();

  /** Rows of this file could not be read: what seems to be missing from it may well be there. */
  notAllRead(file: string): void {
    this.unsure.add(file);
  }

  /** @param against the file in which something was looked for and not found, where that is what is wrong */
  error(code: string, file: string, line: number | undefined, message: string, against?: string): void {
    if (against !== undefined && this.unsure.has(against)) return;
    this.all.push({ severity: "error", code, file, ...(line !== undefined && { line }), message });
  }

  warn(code: string, file: string, line: number | undefined, message: string): void {
    this.all.push({ severity: "warning", code, file, ...(line !== undefined && { line }), message });
  }

  get failed(): boolean {
    return this.all.some(({ severity }) => severity === "error");
  }
}

export const describePackProblem = ({ severity, code, file, line, message }: PackProblem): string =>
  `${severity === "error" ? "错误" : "提醒"} ${file}${line === undefined ? "" : `:${line}`} ${message} [${code}]`;
