/** Errors in product code, made visible: in the frame, on the console and to tests. */
export interface PhoneError {
  message: string;
  where: string;
  stack?: string;
}

export class ErrorLog {
  readonly errors: PhoneError[] = [];
  /** Set once the frame stands. */
  show: (error: PhoneError) => void = () => undefined;

  report(where: string, cause: unknown): void {
    const error: PhoneError = {
      where,
      message: messageOf(cause),
      ...(cause instanceof Error && cause.stack ? { stack: cause.stack } : {}),
    };
    this.errors.push(error);
    console.error(`[mp] ${where}: ${error.stack ?? error.message}`);
    this.show(error);
  }
}

function messageOf(cause: unknown): string {
  if (cause instanceof Error) return cause.message;
  if (typeof cause === "object" && cause && "errMsg" in cause) return String(cause.errMsg);
  return typeof cause === "string" ? cause : JSON.stringify(cause);
}
