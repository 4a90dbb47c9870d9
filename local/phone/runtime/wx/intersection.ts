/** wx.createIntersectionObserver: as the browser's, with the page instead of the window as the viewport. */
import type { Instance } from "../engine/instances";
import { pageOrigin } from "../engine/gestures";

export interface ObserverOptions {
  thresholds?: number[];
  initialRatio?: number;
  observeAll?: boolean;
}

interface Margins {
  left?: number;
  top?: number;
  right?: number;
  bottom?: number;
}

type Callback = (result: object) => void;

export class IntersectionObserverProxy {
  private margins: Margins = {};
  private relative: string | null = null;
  private readonly observers: IntersectionObserver[] = [];

  constructor(
    private readonly instance: Instance,
    private readonly options: ObserverOptions = {},
  ) {}

  relativeTo(selector: string, margins: Margins = {}): this {
    this.relative = selector;
    this.margins = margins;
    return this;
  }

  relativeToViewport(margins: Margins = {}): this {
    this.relative = null;
    this.margins = margins;
    return this;
  }

  observe(selector: string, callback: Callback): void {
    const tree = this.instance._$.getShadowRoot();
    if (!tree) return;
    const first = tree.querySelector(selector);
    const targets = this.options.observeAll ? tree.querySelectorAll(selector) : first ? [first] : [];
    for (const target of targets) {
      const node = target.$$ as unknown as Element | null;
      if (!node) continue;
      const relative = this.relative ? (tree.querySelector(this.relative)?.$$ as unknown as Element | undefined) : undefined;
      this.watch(node, relative ?? node.closest(".mp-scroll"), { id: target.id, dataset: target.dataset }, callback);
    }
  }

  private watch(node: Element, root: Element | null, facts: object, callback: Callback): void {
    const { top = 0, right = 0, bottom = 0, left = 0 } = this.margins;
    let lastRatio = this.options.initialRatio ?? 0;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (!entry) return;
        // the browser always reports once at the start; WeChat only a ratio that differs from the initial one
        if (entry.intersectionRatio === lastRatio && !entry.isIntersecting) return;
        lastRatio = entry.intersectionRatio;
        const origin = pageOrigin(node);
        callback({
          ...facts,
          intersectionRatio: entry.intersectionRatio,
          intersectionRect: relativeRect(entry.intersectionRect, origin),
          boundingClientRect: relativeRect(entry.boundingClientRect, origin),
          relativeRect: entry.rootBounds ? relativeRect(entry.rootBounds, origin) : null,
          time: Date.now(),
        });
      },
      { root, rootMargin: `${top}px ${right}px ${bottom}px ${left}px`, threshold: this.options.thresholds ?? [0] },
    );
    observer.observe(node);
    this.observers.push(observer);
  }

  disconnect(): void {
    for (const observer of this.observers.splice(0)) observer.disconnect();
  }
}

export function relativeRect(rect: DOMRectReadOnly, origin: { left: number; top: number }): Record<string, number> {
  const left = rect.left - origin.left;
  const top = rect.top - origin.top;
  return { left, top, right: left + rect.width, bottom: top + rect.height, width: rect.width, height: rect.height };
}
