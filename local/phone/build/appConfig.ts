/** Reads app.json and theme.json, and refuses what WeChat would refuse at upload. */
import type { AppConfig, ProductManifest } from "../productScope";
import { BuildError } from "./buildError";
import { joinId, type ProductFiles } from "./productFiles";

export interface App {
  config: AppConfig;
  pages: string[];
  theme: ProductManifest["theme"];
  /** Root folders of subpackages, each with a trailing slash. */
  subpackageRoots: string[];
}

export function readApp(files: ProductFiles): App {
  if (!files.has("app", ".json")) throw new BuildError([`${files.root}: no app.json, so there is no mini-program here`]);
  const config = files.readJson("app") as unknown as AppConfig & { subpackages?: AppConfig["subPackages"]; themeLocation?: string };
  const subPackages = config.subPackages ?? config.subpackages ?? [];
  const subpackageRoots = subPackages.map((each) => `${joinId("app", each.root)}/`);
  const pages = [...config.pages, ...subPackages.flatMap((each) => each.pages.map((page) => joinId("app", `${each.root}/${page}`)))];
  const problems = pages
    .filter((page) => !files.has(page, ".wxml"))
    .map((page) => `app.json: page "${page}" has no ${page}.wxml`);
  for (const tab of config.tabBar?.list ?? [])
    if (!config.pages.includes(tab.pagePath)) problems.push(`app.json: tab "${tab.pagePath}" must be a page of the main package`);
  if (config.tabBar?.custom && !files.has("custom-tab-bar/index", ".wxml"))
    problems.push("app.json: tabBar.custom needs custom-tab-bar/index");
  if (problems.length) throw new BuildError(problems);
  const themeId = (config.themeLocation ?? "theme.json").replace(/\.json$/, "");
  const theme = { light: {}, dark: {}, ...files.readJson(themeId) };
  return { config: { ...config, subPackages }, pages, theme, subpackageRoots };
}

/** The subpackage an id belongs to ("" for the main package). */
export function packageOf(app: Pick<App, "subpackageRoots">, id: string): string {
  return app.subpackageRoots.find((root) => id.startsWith(root)) ?? "";
}
