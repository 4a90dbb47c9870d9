import type { Asked, Effect } from "../inbox";
import type { RequestDocument } from "./document";

/**
 * Who is still asked to do something, after something happened. Pure. What was asked was asked in a state: once the matter
 * has moved to another it is answered, whoever answered; a helper's part goes on beside it. Each receiver has his newest alone,
 * so that one matter never waits for him twice.
 */
export function askedAfter(before: RequestDocument, after: Pick<RequestDocument, "state" | "helpers">, effects: readonly Effect[], doerIds: readonly string[]): Asked[] {
  const helps = (staffId: string): boolean => after.helpers.some((one) => one.staffId === staffId && !one.done);
  const stays = ({ to }: Asked): boolean => !doerIds.includes(to) && (before.state === after.state || helps(to));
  const fresh = effects.filter(({ todo }) => todo).map(({ to, id }): Asked => ({ to, id }));
  const kept = (before.asked ?? []).filter((one) => stays(one) && !fresh.some(({ to }) => to === one.to));
  return [...kept, ...fresh];
}
