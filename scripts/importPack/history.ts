import type { Organisation, Post } from "../../contracts/org/organisation";

const keyOf = ({ staffId, titleCode, scopeCode, fromDay }: Post): string => JSON.stringify([staffId, titleCode, scopeCode, fromDay]);

/**
 * Carries over what the version in force knows and the pack no longer says: nobody and no post vanishes, because what
 * was decided must stay explainable. A post that the pack dropped ends today; one that never began ends as it began.
 * @param today local day of the import
 */
export function withHistory(next: Organisation, previous: Organisation | undefined, today: string): Organisation {
  if (!previous) return next;
  const people = new Set(next.staff.map(({ staffId }) => staffId));
  const posts = new Set(next.posts.map(keyOf));
  const dropped = previous.posts.filter((post) => !posts.has(keyOf(post)));
  return {
    ...next,
    staff: [...next.staff, ...previous.staff.filter(({ staffId }) => !people.has(staffId))],
    posts: [...next.posts, ...dropped.map((post): Post => {
      const end = post.fromDay > today ? post.fromDay : today;
      return post.toDay !== undefined && post.toDay <= end ? post : { ...post, toDay: end };
    })],
  };
}

/** What the phone's users would notice, in plain words, for whoever runs the import. */
export function differences(next: Organisation, previous: Organisation | undefined): string[] {
  if (!previous) return [`新社区：${next.name}，${next.stations.length} 个站、${next.grids.length} 个网格、${next.buildings.length} 栋楼`];
  const lines: string[] = [];
  const compare = (what: string, after: readonly string[], before: readonly string[]): void => {
    const added = after.filter((code) => !before.includes(code));
    const gone = before.filter((code) => !after.includes(code));
    const some = (codes: string[]): string => codes.slice(0, 8).join("、") + (codes.length > 8 ? ` 等 ${codes.length} 个` : "");
    if (added.length) lines.push(`新增${what}：${some(added)}`);
    if (gone.length) lines.push(`不再有的${what}：${some(gone)}`);
  };
  const codes = <T extends { code: string }>(list: readonly T[]): string[] => list.map(({ code }) => code);
  compare("服务站", codes(next.stations), codes(previous.stations));
  compare("网格", codes(next.grids), codes(previous.grids));
  compare("楼栋", codes(next.buildings), codes(previous.buildings));
  compare("单元", next.buildings.flatMap(({ units }) => codes(units)), previous.buildings.flatMap(({ units }) => codes(units)));
  compare("类别", codes(next.categories), codes(previous.categories));
  compare("规则", codes(next.rules), codes(previous.rules));
  compare("工作人员", next.staff.map(({ staffId }) => staffId), previous.staff.map(({ staffId }) => staffId));
  const open = (organisation: Organisation): string[] => organisation.posts.filter(({ toDay }) => toDay === undefined).map(keyOf);
  const [now, then] = [open(next), open(previous)];
  const begun = now.filter((key) => !then.includes(key)).length, ended = then.filter((key) => !now.includes(key)).length;
  if (begun || ended) lines.push(`任职：新任 ${begun}，结束 ${ended}（原来分到的事仍由原来的人负责，直到转交）`);
  return lines;
}
