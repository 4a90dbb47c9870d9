/** What page and component instances do that the adapter leaves out or does relative to the browser's window. */
import * as adapter from "glass-easel-miniprogram-adapter";
import { animateElements, clearAnimations } from "../wx/keyframes";
import { IntersectionObserverProxy, type ObserverOptions } from "../wx/intersection";
import { SelectorQuery } from "../wx/selectorQuery";

/** An instance as product code holds it (`this` in a page or component). */
export interface Instance {
  is: string;
  data: Record<string, unknown>;
  _$: import("glass-easel").GeneralComponent;
  setData(data: Record<string, unknown>, callback?: () => void): void;
  [member: string]: unknown;
}

export function patchInstances(checkData: (id: string, data: unknown) => void): void {
  const prototype = adapter.component.ComponentCaller.prototype as unknown as Instance;
  const setData = prototype.setData;
  Object.assign(prototype, {
    setData(this: Instance, data: Record<string, unknown>, callback?: () => void) {
      checkData(this.is, data);
      setData.call(this, data, callback);
    },
    createSelectorQuery(this: Instance) {
      return new SelectorQuery(this);
    },
    createIntersectionObserver(this: Instance, options?: ObserverOptions) {
      return new IntersectionObserverProxy(this, options);
    },
    animate(this: Instance, selector: string, keyframes: Record<string, unknown>[], duration: number, callback?: () => void) {
      animateElements(this, selector, keyframes, duration, callback);
    },
    clearAnimation(this: Instance, selector: string, options?: object | (() => void), callback?: () => void) {
      clearAnimations(this, selector);
      (typeof options === "function" ? (options as () => void) : callback)?.();
    },
  });
}
