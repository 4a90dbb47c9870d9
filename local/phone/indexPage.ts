/** The one HTML page: the phone's scripts in order, and what it must know before the first of them. */
import { clockOffsetOf, type ClockReply } from "./clockReply";
import { FONT_PATH } from "./fonts";
import type { Person, PhoneConfig } from "./runtime/config";

interface Facts {
  people: Person[];
  version: string;
  problems: readonly string[];
  cloudUrl: string;
  watch: boolean;
}

const CLOCK_TIMEOUT_MS = 800;

export async function indexPage({ people, version, problems, cloudUrl, watch }: Facts): Promise<string> {
  const config: PhoneConfig = { people, version, watch, problems: [...problems], clockOffsetMs: await clockOffset(cloudUrl) };
  const script = (name: string): string => `<script defer src="/${name}.js?${version}"></script>`;
  const style = (address: string): string => `<link rel="stylesheet" href="${address}">`;
  const product = problems.length ? [] : ["manifest", "templates", "product"];
  return [
    `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>手机</title>`,
    `<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover"><link rel="icon" href="data:,">`,
    style(`${FONT_PATH}index.css`),
    style(`/phone.css?${version}`),
    problems.length ? "" : style(`/product.css?${version}`),
    `<script>window.__phoneConfig=${JSON.stringify(config).replaceAll("<", "\\u003c")}</script>`,
    ...["runtime", ...product, "bar"].map(script),
    `</head><body></body></html>`,
  ].join("\n");
}

/** How far the cloud's clock is ahead; 0 where the cloud doesn't answer, which the first call will tell anyway. */
async function clockOffset(cloudUrl: string): Promise<number> {
  try {
    const response = await fetch(`${cloudUrl}/local/clock`, { signal: AbortSignal.timeout(CLOCK_TIMEOUT_MS) });
    return clockOffsetOf((await response.json()) as ClockReply);
  } catch {
    return 0;
  }
}
