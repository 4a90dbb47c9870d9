/** wx.createSelectorQuery: sizes, positions, properties, computed styles and canvas nodes of a page or component. */
import * as ge from "glass-easel";
import type { Instance } from "../engine/instances";
import { pageOrigin } from "../engine/gestures";
import { relativeRect } from "./intersection";

export interface Fields {
  id?: boolean;
  dataset?: boolean;
  mark?: boolean;
  rect?: boolean;
  size?: boolean;
  scrollOffset?: boolean;
  properties?: string[];
  computedStyle?: string[];
  context?: boolean;
  node?: boolean;
}

type Result = Record<string, unknown>;
type Callback = (result: Result | Result[] | null) => void;

interface Query {
  instance: Instance | null;
  selector: string | null;
  all: boolean;
  fields: Fields;
  callback?: Callback;
}

class NodesRef {
  constructor(
    private readonly query: SelectorQuery,
    private readonly add: (fields: Fields, callback?: Callback) => void,
  ) {}

  fields(fields: Fields, callback?: Callback): SelectorQuery {
    this.add(fields, callback);
    return this.query;
  }
  boundingClientRect(callback?: Callback): SelectorQuery {
    return this.fields({ id: true, dataset: true, rect: true, size: true }, callback);
  }
  scrollOffset(callback?: Callback): SelectorQuery {
    return this.fields({ id: true, dataset: true, scrollOffset: true }, callback);
  }
  node(callback?: Callback): SelectorQuery {
    return this.fields({ node: true }, callback);
  }
  context(callback?: Callback): SelectorQuery {
    return this.fields({ context: true }, callback);
  }
}

export class SelectorQuery {
  private readonly queries: Query[] = [];

  constructor(private instance: Instance | null) {}

  in(instance: Instance): this {
    this.instance = instance;
    return this;
  }
  select(selector: string): NodesRef {
    return this.ref(selector, false);
  }
  selectAll(selector: string): NodesRef {
    return this.ref(selector, true);
  }
  selectViewport(): NodesRef {
    return this.ref(null, false);
  }

  /** Answers come after the next frame, when what setData has changed is laid out. */
  exec(callback?: (results: (Result | Result[] | null)[]) => void): this {
    const queries = this.queries.splice(0);
    const run = (): void => {
      const results = queries.map(answer);
      queries.forEach((query, index) => query.callback?.(results[index]!));
      callback?.(results);
    };
    // a page in the background has no frames, yet its questions are answered
    const timer = setTimeout(run, 50);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      run();
    });
    return this;
  }

  private ref(selector: string | null, all: boolean): NodesRef {
    const instance = this.instance;
    return new NodesRef(this, (fields, callback) => {
      this.queries.push({ instance, selector, all, fields, ...(callback ? { callback } : {}) });
    });
  }
}

function answer({ instance, selector, all, fields }: Query): Result | Result[] | null {
  if (!instance) return all ? [] : null;
  if (selector === null) return viewportFields(instance, fields);
  const tree = instance._$.getShadowRoot();
  if (all) return (tree?.querySelectorAll(selector) ?? []).map((element) => elementFields(element, fields));
  const element = tree?.querySelector(selector);
  return element ? elementFields(element, fields) : null;
}

function viewportFields(instance: Instance, fields: Fields): Result {
  const body = hostNode(instance._$)?.closest(".mp-body");
  const scroll = body?.querySelector(".mp-scroll");
  const width = body?.clientWidth ?? 0;
  const height = body?.clientHeight ?? 0;
  const result: Result = {};
  if (fields.id) result["id"] = "";
  if (fields.dataset) result["dataset"] = {};
  if (fields.rect) Object.assign(result, { left: 0, top: 0, right: width, bottom: height });
  if (fields.size) Object.assign(result, { width, height });
  if (fields.scrollOffset && scroll) Object.assign(result, scrollFields(scroll));
  return result;
}

/** The DOM node of an element; for a virtual host that of its first real child. */
function hostNode(element: ge.Element): Element | null {
  if (element.$$) return element.$$ as unknown as Element;
  const children = ge.Component.isComponent(element) ? element.getShadowRoot()?.childNodes : element.childNodes;
  for (const child of children ?? []) if (ge.Element.isElement(child) && child.$$) return child.$$ as unknown as Element;
  return null;
}

function elementFields(element: ge.Element, fields: Fields): Result {
  const node = hostNode(element);
  const result: Result = {};
  if (fields.id) result["id"] = element.id;
  if (fields.dataset) result["dataset"] = element.dataset ?? {};
  if (fields.mark) result["mark"] = element.collectMarks();
  if (node && (fields.rect || fields.size)) {
    const { width, height, ...rect } = relativeRect(node.getBoundingClientRect(), pageOrigin(node));
    if (fields.rect) Object.assign(result, rect);
    if (fields.size) Object.assign(result, { width, height });
  }
  const inner = node?.querySelector(":scope > .mp-scroller") ?? node;
  if (inner && fields.scrollOffset) Object.assign(result, scrollFields(inner));
  if (ge.Component.isComponent(element))
    for (const name of fields.properties ?? []) result[name] = (element.data as Result)[name];
  if (node && fields.computedStyle) {
    const computed = getComputedStyle(node) as unknown as Record<string, string>;
    for (const name of fields.computedStyle) result[name] = computed[name];
  }
  if (node && fields.node) result["node"] = nodeOf(element, node);
  return result;
}

function scrollFields({ scrollLeft, scrollTop, scrollWidth, scrollHeight }: Element): Result {
  return { scrollLeft, scrollTop, scrollWidth, scrollHeight };
}

/** `.node()` gives a canvas to draw on, or a scroll-view to scroll. */
function nodeOf(element: ge.Element, node: Element): unknown {
  if (!ge.Component.isComponent(element)) return null;
  if (element.is === "canvas") return node.querySelector("canvas");
  if (element.is === "scroll-view") {
    const scroller = node.querySelector(".mp-scroller")!;
    return {
      scrollTo: ({ top, left, animated }: { top?: number; left?: number; animated?: boolean }) =>
        scroller.scrollTo({ ...(top === undefined ? {} : { top }), ...(left === undefined ? {} : { left }), behavior: animated ? "smooth" : "auto" }),
    };
  }
  return null;
}
