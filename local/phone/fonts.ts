/** One Chinese font under the names that products ask for, so that pages look alike on every machine. */
import { readFileSync } from "node:fs";
import path from "node:path";

export const FONT_PATH = "/_font/";
const FAMILIES = ["PingFang SC", "Microsoft YaHei"];
const PACKAGE = path.dirname(require.resolve("@fontsource-variable/noto-sans-sc/package.json"));

export function fontFolder(): string {
  return path.join(PACKAGE, "files");
}

let styles: string | undefined;

/** Split by unicode range: a browser fetches only the parts whose characters it shows. */
export function fontStyles(): string {
  if (!styles) {
    const source = readFileSync(path.join(PACKAGE, "index.css"), "utf8").replaceAll("./files/", FONT_PATH).replaceAll("font-display: swap", "font-display: block");
    styles = FAMILIES.map((family) => source.replaceAll("Noto Sans SC Variable", family)).join("\n");
  }
  return styles;
}
