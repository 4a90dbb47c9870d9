export interface LaunchedBrowser {
  /** For playwright-core's `chromium.connectOverCDP`. */
  endpoint: string;
  close(): Promise<void>;
}

/** Port 0 takes any. Extraction isn't safe in parallel: launch once and share the endpoint. */
export function launchBrowser(options?: { port?: number }): Promise<LaunchedBrowser>;
