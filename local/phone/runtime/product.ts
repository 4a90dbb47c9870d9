/** The product's bundle, called with what the phone provides. */
import { PROVIDED_NAMES, type ProvidedName } from "../productScope";

export interface ProductModules {
  app?: () => unknown;
  scripts: Record<string, () => unknown>;
}

export type ProductFactory = (...provided: unknown[]) => ProductModules;

export function instantiate(factory: ProductFactory, provided: Record<ProvidedName, unknown>): ProductModules {
  return factory(...PROVIDED_NAMES.map((name) => provided[name]));
}

/** No code from strings on the phone, yet `instanceof Function` and Function.prototype work as anywhere. */
export const productFunction: FunctionConstructor = new Proxy(Function, {
  construct: () => {
    throw new EvalError("new Function is not allowed in a mini-program");
  },
  apply: () => {
    throw new EvalError("Function() is not allowed in a mini-program");
  },
});

const LANGUAGE_GLOBALS = [
  "Object Array Boolean Number String Symbol BigInt Math JSON Promise Proxy Reflect Map Set WeakMap WeakSet WeakRef RegExp Intl",
  "Error TypeError RangeError SyntaxError ReferenceError EvalError URIError AggregateError ArrayBuffer SharedArrayBuffer DataView",
  "Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float32Array Float64Array BigInt64Array",
  "BigUint64Array parseInt parseFloat isNaN isFinite encodeURI encodeURIComponent decodeURI decodeURIComponent console NaN Infinity",
]
  .join(" ")
  .split(" ");
const TIMERS = ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "queueMicrotask"];

/** A global object with the language and the phone, but without the browser. */
export function productGlobal(provided: Record<string, unknown>): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  const browser = globalThis as unknown as Record<string, unknown>;
  for (const name of LANGUAGE_GLOBALS) result[name] = browser[name];
  for (const name of TIMERS) result[name] = (browser[name] as (...args: unknown[]) => unknown).bind(globalThis);
  return Object.assign(result, provided, { globalThis: result });
}
