import { reachOfRole } from "../../contracts/kernel/role";
import { packTables, type PackTable, type RowOf } from "../../contracts/org/pack";
import { checkUnique } from "./checkStructure";
import type { Pack } from "./readPack";
import type { Problems } from "./problem";

const fileOf = (table: PackTable): string => packTables[table].file;
type PostRow = RowOf<"posts">;

const isOpen = ({ to }: PostRow, today: string): boolean => to === undefined || to > today;
const overlap = (a: PostRow, b: PostRow): boolean => (b.to === undefined || a.from < b.to) && (a.to === undefined || b.from < a.to);

/** Titles, people and who holds what. @param today local day of the import */
export function checkPosts(pack: Pack, today: string, problems: Problems): void {
  const { rows } = pack;
  checkUnique("titles", rows.titles, "职务编号", ({ code }) => code, problems);
  checkUnique("people", rows.people, "工作人员编号", ({ code }) => code, problems);
  for (const { ofStreet, role, line } of rows.titles)
    if (ofStreet === "yes" && role !== "secretary") problems.error("streetTitle", fileOf("titles"), line, "街道干部的权限要写“书记”（管全社区），对书记的投诉才能交给他。");
  for (const post of rows.posts) checkPost(pack, post, today, problems);
  rows.posts.forEach((post, index) => {
    const earlier = rows.posts.slice(0, index).find((one) => one.person === post.person && one.title === post.title && one.scope === post.scope && overlap(one, post));
    if (earlier) problems.error("duplicatePost", fileOf("posts"), post.line, `同一个人的同一职务和第 ${earlier.line} 行时间重叠，请合成一行或改日期。`);
  });
  checkCircles(rows.posts.filter((post) => isOpen(post, today)), problems);
  checkLeadership(pack, today, problems);
}

function checkPost({ rows, community }: Pack, post: PostRow, today: string, problems: Problems): void {
  const file = fileOf("posts");
  const { line, person, title: titleCode, scope, from, to, standIn } = post;
  if (!rows.people.some(({ code }) => code === person)) problems.error("unknownPerson", file, line, `工作人员“${person}”不在 ${fileOf("people")} 里。`, fileOf("people"));
  if (to !== undefined && to < from) problems.error("endBeforeStart", file, line, `结束 ${to} 早于开始 ${from}，请改日期。`);
  const title = rows.titles.find(({ code }) => code === titleCode);
  if (!title) problems.error("unknownTitle", file, line, `职务“${titleCode}”不在 ${fileOf("titles")} 里，请补上这个职务或改编号。`, fileOf("titles"));
  const reach = title && reachOfRole[title.role];
  if (reach === "grid" && !rows.grids.some(({ code }) => code === scope)) problems.error("unknownScope", file, line, `“${title!.name}”管一个网格，范围“${scope}”不在 ${fileOf("grids")} 里。`, fileOf("grids"));
  if (reach === "station" && !rows.stations.some(({ code }) => code === scope)) problems.error("unknownScope", file, line, `“${title!.name}”管一个站，范围“${scope}”不在 ${fileOf("stations")} 里。`, fileOf("stations"));
  if (reach === "community" && scope !== "" && scope !== community.code) problems.error("unknownScope", file, line, `“${title!.name}”管全社区，范围请空着。`);
  if (!isOpen(post, today)) return;
  if (standIn === "") {
    if (reach !== "community") problems.error("standInMissing", file, line, "没有写接替人：他不在时由谁接手？请填 standIn 这一列。");
  } else if (standIn === person) problems.error("standInSelf", file, line, "接替人写成了自己，请换一位。");
  else if (!rows.people.some(({ code }) => code === standIn)) problems.error("unknownPerson", file, line, `接替人“${standIn}”不在 ${fileOf("people")} 里。`, fileOf("people"));
  else if (!rows.posts.some((other) => other.person === standIn && isOpen(other, today))) problems.error("standInLeft", file, line, `接替人“${standIn}”现在没有任何职务，接不了手，请换一位。`, file);
}

/** Every chain of stand-ins must end, or two people who are away would wait for each other. */
function checkCircles(posts: readonly PostRow[], problems: Problems): void {
  const nexts = new Map<string, PostRow[]>();
  for (const post of posts) if (post.standIn !== "" && post.standIn !== post.person) nexts.set(post.person, [...(nexts.get(post.person) ?? []), post]);
  const done = new Set<string>();
  const path: PostRow[] = [];
  const visit = (person: string): void => {
    if (done.has(person)) return;
    for (const post of nexts.get(person) ?? []) {
      const start = path.findIndex((one) => one.person === post.standIn);
      if (start < 0 && !(post.standIn === person)) {
        path.push(post);
        visit(post.standIn);
        path.pop();
        continue;
      }
      const circle = [...path.slice(start), post].map((one) => `${one.person}（第 ${one.line} 行）`).join(" → ");
      problems.error("standInCircle", fileOf("posts"), post.line, `接替人绕成了一圈：${circle} → ${post.standIn}。都不在时就没人接，请让其中一位改由更上一级接替。`);
    }
    done.add(person);
  };
  for (const person of nexts.keys()) visit(person);
}

/** Whom everything ends with: without a secretary nobody could be asked; the rest works, and is worth a word. */
function checkLeadership({ rows }: Pack, today: string, problems: Problems): void {
  const held = (fits: (title: RowOf<"titles">) => boolean, scope?: string): boolean =>
    rows.posts.some((post) => post.from <= today && isOpen(post, today) && (scope === undefined || post.scope === scope) && rows.titles.some((title) => title.code === post.title && fits(title)));
  const file = fileOf("posts");
  if (!held(({ role, ofStreet }) => role === "secretary" && ofStreet !== "yes")) problems.error("noSecretary", file, undefined, "今天没有书记在任：每件事最后总要有人负责，请写上书记或代理书记。", file);
  if (!held(({ ofStreet }) => ofStreet === "yes")) problems.warn("noStreetClerk", file, undefined, "没有街道干部：对书记的投诉会没有上级可交，建议写上街道的联系人。");
  for (const { code, name, line } of rows.stations) if (!held(({ role }) => role === "stationHead", code)) problems.warn("stationWithoutHead", fileOf("stations"), line, `${name}今天没有站长在任，事情会交给书记。`);
  for (const { code, name, line } of rows.grids) if (!held(({ role }) => role === "residentGroupLeader", code)) problems.warn("gridWithoutLeader", fileOf("grids"), line, `${name}今天没有居民组长在任，事情会交给站里。`);
}
