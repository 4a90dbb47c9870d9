/**
 * A lifecycle is data: the pages draw their buttons from it, the cloud guards with it, the docs print it, and the tests
 * walk every cell of it.
 */
export interface Transition<State extends string, Part extends string> {
  from: readonly State[];
  /** The state after; `same` adds to the story without moving it. */
  to: State | "same";
  /** Which parts in the matter may do it. */
  by: readonly Part[];
  /** Why this row is as it is, where it surprises. */
  why?: string;
}
export type Lifecycle<State extends string, Part extends string, Action extends string> = Record<
  Action,
  Transition<State, Part>
>;

/** The actions open to somebody who plays `parts` while the matter is in `state`, in the table's order. */
export function openActions<S extends string, P extends string, A extends string>(
  lifecycle: Lifecycle<S, P, A>,
  state: S,
  parts: readonly P[],
): A[] {
  return (Object.keys(lifecycle) as A[]).filter((action) => {
    const { from, by } = lifecycle[action];
    return from.includes(state) && by.some((part) => parts.includes(part));
  });
}
