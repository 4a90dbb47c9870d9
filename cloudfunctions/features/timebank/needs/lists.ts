import type * as z from "zod/mini";
import { dayMs } from "../../../../contracts/kernel/milliseconds";
import { pageSize } from "../../../../contracts/kernel/paging";
import type { needCard } from "../../../../contracts/timebank/need";
import type { TimeBankSettings } from "../../../../contracts/timebank/settings";
import { cursorOf, pageFrom, type Position, positionOf } from "../../../platform/cursor";
import type { Filter } from "../../../platform/database";
import type { Handler, MemberContext } from "../../../platform/serve";
import { momentText } from "../../../platform/when";
import type { NeedDocument } from "../shared/documents";
import { gridName } from "../shared/home";
import { settingsOf } from "../shared/settings.repository";
import { skillName } from "../shared/wording";
import { needHeadline } from "./headline";
import { type NeedViewer, partsOf, sideOf, tokensOf, viewerOf } from "./parts";
import { needsOf, offeredUnder } from "./repository";
import { lackText, nearText, needTitle, ownWords, scheduleText } from "./words";

export type NeedCard = z.output<typeof needCard>;

/** Whoever arranges sees when somebody has to be found; within a day it burns. */
function detailFor(need: NeedDocument, side: ReturnType<typeof sideOf>, undecided: boolean, at: number): Pick<NeedCard["headline"], "detail" | "tone"> {
  if (undecided) return { detail: side === "staff" ? "定了才好请人" : "支部会来定，您不用做什么", tone: "waiting" };
  if (need.lacking === 0) return { detail: "", tone: need.invitedCount ? "waiting" : "good" };
  if (side !== "staff") return { detail: "", tone: "waiting" };
  return { detail: `最早缺人的：${momentText(need.nextAt, at)}`, tone: need.nextAt - at < dayMs ? "urgent" : "waiting" };
}

/** One line of a list, without a name or a room. Pure. */
export function needCardOf(need: NeedDocument, { viewer, organisation, settings }: { viewer: NeedViewer; organisation: MemberContext["community"]["organisation"]; settings: TimeBankSettings }): NeedCard {
  const parts = partsOf(need, viewer);
  const side = sideOf(parts);
  const undecided = need.open && !need.preparing && need.lacking === 0 && need.attention.length > 0;
  const grid = gridName(organisation, need.gridCode);
  const title = { title: lackText(need), ...detailFor(need, side, undecided, viewer.at) };
  return {
    needId: need._id,
    version: need.storyVersion,
    title: needTitle(skillName(settings, need.skill), need),
    words: ownWords(need, skillName(settings, need.skill)),
    whenText: scheduleText(need.schedule),
    placeText: side === "volunteer" ? nearText(grid, need, viewer) : grid,
    lackText: lackText(need),
    lacking: need.lacking,
    child: need.child !== undefined,
    state: need.state,
    // Of an open need the shifts would say more, and a list doesn't read them.
    headline: need.open ? title : needHeadline(need, [], side, viewer, settings.service),
    ...(need.open && { nextAt: need.nextAt }),
    ...(need.coming && need.coming.toAt > viewer.at && parts.length > 0 && { comesAt: need.coming.fromAt }),
  };
}

/** The own grid first, then the station's others, then the rest; within each the soonest. Each is one query. */
function sections(viewer: NeedViewer): { tokens: string[]; rest: Filter }[] {
  const { gridCode, stationCode, personId, at } = viewer;
  // One's own needs stand in one's own list; what has begun is gone, whether the clock came by or not.
  const others = { people: { $ne: personId }, nextAt: { $gt: at } };
  if (!gridCode) return [{ tokens: tokensOf(viewer), rest: others }];
  // Whoever is offered something keeps it at every later stage, so one token a section finds all of it.
  return [
    { tokens: [`grid:${gridCode}`], rest: others },
    { tokens: [`station:${stationCode}`], rest: { gridCode: { $ne: gridCode }, ...others } },
    { tokens: tokensOf(viewer).filter((token) => !token.includes(":")), rest: { stationCode: { $ne: stationCode }, ...others } },
  ];
}

/** A cursor names the section that it is in, and where in it. */
const placed = (section: number, { nextAt, _id }: NeedDocument): Position => ({ key: nextAt, id: `${section}:${_id}` });
function placeIn(cursor: string | undefined): { section: number; position?: Position } {
  if (cursor === undefined) return { section: 0 };
  const { key, id } = positionOf(cursor);
  return { section: Number(id.slice(0, 1)) || 0, position: { key, id: id.slice(2) } };
}

/** One page of what is offered to somebody: at most 3 queries. */
export async function nearPage(context: MemberContext, viewer: NeedViewer, cursor: string | undefined, size = pageSize): Promise<{ needs: NeedDocument[]; next?: string }> {
  const { database, person } = context;
  const { section: from, position } = placeIn(cursor);
  const found: { section: number; need: NeedDocument }[] = [];
  for (const [section, { tokens, rest }] of sections(viewer).entries()) {
    if (section < from || found.length > size) continue;
    const page = await offeredUnder(database, person.communityId, tokens, rest, section === from ? position : undefined, size + 1 - found.length);
    found.push(...page.map((need) => ({ section, need })));
  }
  const shown = found.slice(0, size);
  const last = shown.at(-1);
  return { needs: shown.map(({ need }) => need), ...(found.length > size && last && { next: cursorOf(placed(last.section, last.need)) }) };
}

export const near: Handler<"needs.near"> = async ({ cursor }, context) => {
  const { database, person, community } = context;
  const viewer = await viewerOf(context);
  const settings = await settingsOf(database, person.communityId);
  const { needs, next } = await nearPage(context, viewer, cursor);
  return { items: needs.map((need) => needCardOf(need, { viewer, organisation: community.organisation, settings })), ...(next !== undefined && { next }) };
};

export const mine: Handler<"needs.mine"> = async ({ open, cursor }, context) => {
  const { database, person, community } = context;
  const found = await needsOf(database, person.communityId, person._id, open, cursor === undefined ? undefined : positionOf(cursor));
  const page = pageFrom(found, pageSize, ({ createdAt, _id }) => ({ key: createdAt, id: _id }));
  const [viewer, settings] = [await viewerOf(context), await settingsOf(database, person.communityId)];
  return { ...page, items: page.items.filter((need) => partsOf(need, viewer).length > 0).map((need) => needCardOf(need, { viewer, organisation: community.organisation, settings })) };
};
