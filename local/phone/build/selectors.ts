/** WXSS selectors → CSS selectors: built-in tags are `wx-*` in the DOM, a component's classes carry its scope. */

const BUILT_IN_TAGS = [
  "view text image button input textarea picker picker-view picker-view-column switch checkbox checkbox-group radio",
  "radio-group form scroll-view swiper swiper-item navigator label icon progress slider rich-text cover-view cover-image",
  "movable-view movable-area video canvas map camera audio web-view root-portal page-container match-media",
  "page-meta navigation-bar keyboard-accessory slot share-element",
]
  .join(" ")
  .split(" ");
const TAG = new RegExp(`(^|[\\s>+~,(])(${BUILT_IN_TAGS.join("|")})(?![\\w-])`, "g");
const PAGE_TAG = /(^|[\s>+~,(])page(?![\w-])/g;

export interface SelectorScope {
  /** Class prefix of an isolated component; empty for shared styles. */
  prefix: string;
  /** Selector of the page that owns the rules; empty where rules are not a page's. */
  page: string;
}

export function convertSelector(selector: string, scope: SelectorScope): string {
  const held: string[] = [];
  const hold = (text: string): string => `\u0000${held.push(text) - 1}\u0000`;
  let result = selector.replace(/\[[^\]]*\]|"[^"]*"|'[^']*'/g, hold);
  result = result.replace(TAG, "$1wx-$2");
  if (scope.prefix) {
    // the host's classes are written by whoever uses the component, outside of its scope
    result = result.replace(/:host(\(([^)]*)\))?/g, (_, __, inner?: string) => hold(`[wx-host="${scope.prefix}"]${inner ?? ""}`));
    result = result.replace(/\.(-?[A-Za-z_\u00a0-\uffff\\][\w\u00a0-\uffff\\-]*)/g, `.${scope.prefix}--$1`);
  }
  result = result.replace(/\u0000(\d+)\u0000/g, (_, index: string) => held[Number(index)]!);
  if (!scope.page) return result;
  const onPage = result.replace(PAGE_TAG, `$1${scope.page}`);
  // :where() adds no weight: a page's rule keeps the specificity that its author gave it
  return onPage === result ? `:where(${scope.page}) ${result}` : onPage;
}
