/**
 * What functions write to their console. Production keeps it apart from everything else, and so does the stand-in: one
 * JSON line a call would bury the output of a test or of `npm start`. The file holds what was said since the last start.
 */
import fs from "node:fs";
import type { Worker } from "node:worker_threads";

export class FunctionLog {
  private readonly file: fs.WriteStream;

  /** @param shown whether it also goes to this process's own output */
  constructor(
    path: string,
    private readonly shown: boolean,
  ) {
    this.file = fs.createWriteStream(path, { flags: "w" });
    // A log that can't be written (a full disk, a folder removed under a test) must not end what it tells about.
    this.file.on("error", () => undefined);
  }

  /** Takes over the output of a worker that was started with `stdout` and `stderr`. */
  follow({ stdout, stderr }: Pick<Worker, "stdout" | "stderr">): void {
    stdout.on("data", (text: Buffer) => this.write(text, process.stdout));
    // What a function tells as an error is a bug, and whoever sits before the terminal should see it.
    stderr.on("data", (text: Buffer) => this.write(text, process.stderr));
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.file.close(() => resolve()));
  }

  private write(text: Buffer, terminal: NodeJS.WriteStream): void {
    this.file.write(text);
    if (this.shown || terminal === process.stderr) terminal.write(text);
  }
}
