/**
 * Starts one headless browser for tests and screenshots, without any system package: Chromium comes inside the npm
 * package @sparticuz/chromium, unless CHROME_PATH names another. `npx node local/phone/browser.mjs [PORT]` keeps one
 * running and prints its address for `chromium.connectOverCDP`.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
  "--hide-scrollbars",
  "--font-render-hinting=none",
  "--lang=zh-CN",
];
const START_TIMEOUT_MS = 60_000;

async function executable() {
  if (process.env.CHROME_PATH) return process.env.CHROME_PATH;
  // makes the package unpack the system libraries that it brings along
  process.env.AWS_LAMBDA_JS_RUNTIME ??= "nodejs22.x";
  const { default: chromium } = await import("@sparticuz/chromium");
  return chromium.executablePath();
}

/** Extraction isn't safe in parallel: start once and share. Returns the CDP address and how to stop the browser. */
export async function launchBrowser({ port = 0 } = {}) {
  const command = await executable();
  const profile = mkdtempSync(path.join(tmpdir(), "phone-browser-"));
  const child = spawn(command, [...FLAGS, `--remote-debugging-port=${port}`, `--user-data-dir=${profile}`, "about:blank"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const exited = new Promise((resolve) => child.once("exit", resolve));
  const close = async () => {
    child.kill("SIGKILL");
    await exited;
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  };
  const endpoint = await new Promise((resolve, reject) => {
    let output = "";
    const timer = setTimeout(() => reject(new Error(`the browser did not start: ${output}`)), START_TIMEOUT_MS);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the browser ended with ${code}: ${output}`)));
    child.stderr.on("data", (chunk) => {
      output += chunk;
      const found = /DevTools listening on (ws:\S+)/.exec(output);
      if (!found) return;
      clearTimeout(timer);
      resolve(found[1]);
    });
  }).catch(async (error) => {
    await close();
    throw error;
  });
  return { endpoint, close };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { endpoint, close } = await launchBrowser({ port: Number(process.argv[2] ?? 0) });
  console.log(endpoint);
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => void close().then(() => process.exit(0)));
}
