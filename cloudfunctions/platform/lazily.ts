import type { CallName } from "../../contracts/calls";
import type { Handlers } from "./serve";

/**
 * The handlers of a feature's table of calls, loaded when the first of them is asked for: a cold start runs what its one
 * call needs, and a new feature costs the others nothing.
 */
export function lazily<T extends object>(table: T, load: () => Promise<Pick<Handlers, keyof T & CallName>>): Pick<Handlers, keyof T & CallName> {
  const names = Object.keys(table) as (keyof T & CallName)[];
  const waiting = names.map((name) => [name, async (input: never, context: never) => (await load())[name](input, context)] as const);
  return Object.fromEntries(waiting) as unknown as Pick<Handlers, keyof T & CallName>;
}
