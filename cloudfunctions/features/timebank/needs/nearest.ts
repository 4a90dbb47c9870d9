import type { MemberDocument, NeedDocument } from "../shared/documents";
import type { Ring } from "./repository";

const rings: readonly Ring[] = ["station", "elsewhere"];

/** As many as are wanted of those who fit, the nearest first: however many take part elsewhere, who lives near is among them. */
export async function nearestMembers(
  need: Pick<NeedDocument, "gridCode">, most: number, fits: (member: MemberDocument) => boolean, find: (ring: Ring) => Promise<MemberDocument[]>,
): Promise<MemberDocument[]> {
  const found: MemberDocument[] = [];
  const isNear = ({ gridCode }: MemberDocument): number => (gridCode === need.gridCode ? 0 : 1);
  for (const ring of rings) if (found.length < most) found.push(...(await find(ring)).filter(fits).sort((a, b) => isNear(a) - isNear(b)));
  return found.slice(0, most);
}
