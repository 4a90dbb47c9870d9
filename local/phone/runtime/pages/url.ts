/** Page addresses inside the mini-program: `/pages/home/index?x=1`, absolute or relative to the current page. */
export interface PageUrl {
  path: string;
  query: Record<string, string>;
  search: string;
}

/** WeChat hands the query over as it is written: the page decodes. */
export function parseUrl(url: string): PageUrl {
  const [path = "", search = ""] = url.split("?");
  const query: Record<string, string> = {};
  for (const pair of search.split("&")) {
    if (!pair) continue;
    const at = pair.indexOf("=");
    query[at < 0 ? pair : pair.slice(0, at)] = at < 0 ? "" : pair.slice(at + 1);
  }
  return { path: path.replace(/^\//, ""), query, search };
}

export function absoluteUrl(url: string, currentPath: string): string {
  if (url.startsWith("/")) return url;
  const [relative = "", search] = url.split("?");
  const parts = currentPath.split("/").slice(0, -1);
  for (const part of relative.split("/")) {
    if (part === "..") parts.pop();
    else if (part && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}${search === undefined ? "" : `?${search}`}`;
}
