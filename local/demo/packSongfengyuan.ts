import { commonCategories, commonTitles, emergencyNumbers, type PackCells } from "./packTables";

/**
 * 松风苑社区, invented: small, without a map (as most communities are), with buildings that have no units. Nobody of the
 * first community can see into it.
 */
export function songfengyuan(): { community: object; cells: PackCells } {
  const leaders = [["leader1", "易海棠", "易姐"], ["leader2", "柯望山", "老柯"], ["leader3", "乐知远", "乐老师"]] as const;
  return {
    community: { code: "songfengyuan", name: "松风苑社区", street: "云台街道", triageStation: "s1", households: 186, residents: 472, emergencyNumbers, carriers: [] },
    cells: {
      branches: [{ code: "b1", name: "松风苑党支部" }],
      stations: [{ code: "s1", name: "松风苑党员服务站", prefix: "SF", branch: "b1", phone: "000-5550 2001", address: "松风苑 2 号楼一层" }],
      grids: leaders.map((_, i) => ({ code: `g${i + 1}`, name: `第 ${i + 1} 网格`, station: "s1" })),
      titles: commonTitles,
      people: [
        { code: "street", name: "冼景和", calledName: "街道冼主任" },
        { code: "secretary", name: "褚南薇", calledName: "褚书记" },
        { code: "head", name: "池向明", calledName: "池站长" },
        { code: "member", name: "郁青禾", calledName: "小郁" },
        ...leaders.map(([code, name, calledName]) => ({ code, name, calledName })),
      ],
      posts: [
        { person: "street", title: "streetClerk", scope: "", from: "2024-03-01" },
        { person: "secretary", title: "secretary", scope: "", from: "2023-06-01", standIn: "street" },
        { person: "head", title: "stationHead", scope: "s1", from: "2024-01-01", standIn: "secretary" },
        { person: "member", title: "branchMember", scope: "s1", from: "2024-01-01", standIn: "head" },
        ...leaders.map(([code], i) => ({ person: code, title: "groupLeader", scope: `g${i + 1}`, from: "2024-05-01", standIn: "member" })),
      ],
      duty: [1, 2, 3, 4, 5].map((weekday) => ({ station: "s1", weekday, from: "09:00", to: "17:00", person: weekday % 2 === 1 ? "head" : "member" })),
      buildings: Array.from({ length: 9 }, (_, i) => ({ code: String(i + 1), name: `${i + 1} 号楼`, address: `松风苑 ${i + 1} 号`, ...(i > 2 && { grid: `g${1 + (i % 3)}` }) })),
      units: [1, 2, 3].flatMap((building) => ["甲", "乙"].map((name, i) => ({ code: `${building}-${i + 1}`, building: String(building), name: `${name}单元`, grid: `g${building}` }))),
      categories: commonCategories,
      rules: [
        { code: "complaint", whenCategory: "complaint", titles: "secretary;streetClerk", why: "对站里同志的意见，由书记来听" },
        { code: "urgent", whenUrgency: "危急;紧急", titles: "stationHead;branchMember", why: "急事由站长先接" },
        { code: "grid", titles: "groupLeader;branchMember;stationHead", why: "网格里的事由居民组长先接" },
      ],
    },
  };
}
