import { buildGridIndex } from "../../cloudfunctions/features/org/gridIndex";
import { inventPeople } from "./packNames";
import { type Cells, commonCategories, commonTitles, emergencyNumbers, type PackCells } from "./packTables";
import { type Random, seededRandom } from "./random";
import { tile } from "./tiling";

/**
 * 梧桐里社区, invented: 39 grids that tile an irregular ground, 5 stations, 5 branches, in the size of the article's
 * community. The ground lies at a spot picked by hand on no real estate.
 */
const gridCount = 39;
const blocksPerRow = [6, 7, 6, 7, 6, 7];
const origin = { lng: 106.913, lat: 29.362 };
const metresPerDegree = { lng: 97_130, lat: 110_850 };
const extent = { width: 1320, height: 980 };
/** Stations are numbered by age, not by place: the fourth looks after grids 9 to 16. */
const stationsInOrder = [2, 4, 1, 3, 5];
const numerals = ["", "一", "二", "三", "四", "五"];

type Point = [number, number];

const pad = (value: number): string => String(value).padStart(2, "0");
const gridCode = (grid: number): string => `g${pad(grid)}`;
const stationOfGrid = (grid: number): number => stationsInOrder[Math.min(4, Math.floor((grid - 1) / 8))]!;
const gridsOfStation = (station: number): number[] => Array.from({ length: gridCount }, (_, i) => i + 1).filter((grid) => stationOfGrid(grid) === station);

function place(x: number, y: number): Point {
  const round = (value: number): number => Math.round(value * 1e7) / 1e7;
  return [round(origin.lng + x / metresPerDegree.lng), round(origin.lat + y / metresPerDegree.lat)];
}

/** Rings in the order of the grid numbers, which run to and fro like a plough so that a station's grids touch. */
function ground(random: Random): Point[][] {
  const rings = tile({ rows: blocksPerRow, ...extent, bend: 0.24, pointsPerSide: 2, random, place });
  let start = 0;
  return blocksPerRow.flatMap((count, row) => {
    const blocks = rings.slice(start, (start += count));
    return row % 2 === 0 ? blocks : blocks.reverse();
  });
}

function spotIn(ring: Point[], random: Random): { lng: number; lat: number } {
  const index = buildGridIndex([{ code: "here", area: { type: "Polygon", coordinates: [ring] } }], 0);
  const [lngs, lats] = [ring.map(([lng]) => lng), ring.map(([, lat]) => lat)];
  for (;;) {
    const at = (values: number[]): number => {
      const [low, high] = [Math.min(...values), Math.max(...values)];
      return Math.round((low + (high - low) * (0.2 + 0.6 * random.next())) * 1e6) / 1e6;
    };
    const spot = { lng: at(lngs), lat: at(lats) };
    if (index.locate(spot.lng, spot.lat).how === "inside") return spot;
  }
}

const oldNames: Record<number, string> = { 3: "老粮站楼", 14: "子弟校宿舍", 27: "桂花院", 41: "单身楼", 58: "银杏楼", 70: "锅炉房旁边那栋" };

/** Two or three buildings a grid; numbers run on, so that 25 to 27 stand in grid 12. */
function houses(rings: Point[][], random: Random): Pick<PackCells, "buildings" | "units"> {
  const buildings: Cells<"buildings">[] = [];
  const units: Cells<"units">[] = [];
  for (let grid = 1; grid <= gridCount; grid++) {
    for (let left = grid % 4 === 0 ? 3 : 2; left > 0; left--) {
      const number = buildings.length + 1;
      const code = String(number);
      buildings.push({
        code, name: `${number} 栋`, address: `梧桐里 ${number} 号`, ...(oldNames[number] && { otherNames: oldNames[number] }), ...spotIn(rings[grid - 1]!, random),
      });
      const count = number === 27 ? 4 : random.whole(2, 4);
      for (let unit = 1; unit <= count; unit++) {
        // A building on the border: its last stairway opens to the other street, so that grid looks after it.
        const across = number === 29 && unit === count;
        units.push({ code: `${number}-${unit}`, building: code, name: `${unit} 单元`, grid: gridCode(across ? grid + 1 : grid) });
      }
    }
  }
  return { buildings, units };
}

/** Everybody who works here, with posts; what is known by name in the product's pictures comes first. */
class Staff {
  readonly people: Cells<"people">[] = [];
  readonly posts: Cells<"posts">[] = [];
  private readonly invent: ReturnType<typeof inventPeople>;

  constructor(private readonly random: Random) {
    this.invent = inventPeople(random, ["老何", "小陈", "陈姐", "周师傅", "向叔"]);
  }

  /** @returns the code */
  add(code: string, known?: { name: string; calledName: string }): string {
    this.people.push({ code, ...(known ?? this.invent()) });
    return code;
  }

  /** Adds somebody called by his office: 周站长. */
  addOfficial(code: string, office: string, name?: string): string {
    const whole = name ?? this.invent().name;
    this.people.push({ code, name: whole, calledName: `${whole[0]}${office}` });
    return code;
  }

  post(person: string, title: string, scope: string, standIn?: string, from?: string, to?: string): void {
    this.posts.push({ person, title, scope, from: from ?? `20${this.random.whole(21, 25)}-0${this.random.whole(1, 9)}-01`, ...(to && { to }), ...(standIn && { standIn }) });
  }
}

function staffOf(random: Random): Staff {
  const staff = new Staff(random);
  staff.add("street1", { name: "纪闻笙", calledName: "街道纪主任" });
  staff.add("secretary", { name: "秦若川", calledName: "秦书记" });
  staff.add("deputy", { name: "单明蕙", calledName: "单副书记" });
  staff.post("street1", "streetClerk", "");
  staff.post("secretary", "secretary", "", "street1");
  staff.post("deputy", "deputySecretary", "", "secretary");
  for (let station = 1; station <= 5; station++) stationStaff(staff, station, random);
  // Left in summer; grid 20 has a new leader, and what he did stays explainable.
  staff.add("former20", { name: "闻人守成", calledName: "闻师傅" });
  staff.post("former20", "groupLeader", gridCode(20), `head${stationOfGrid(20)}`, "2021-04-01", "2026-07-01");
  return staff;
}

function stationStaff(staff: Staff, station: number, random: Random): void {
  const scope = `s${station}`;
  const head = staff.addOfficial(`head${station}`, "站长", station === 4 ? "周正禾" : undefined);
  staff.post(head, "stationHead", scope, "deputy");
  const members = [1, 2].map((nth) => {
    const code = staff.add(`member${station}${nth}`, station === 4 && nth === 1 ? { name: "陈一鸣", calledName: "小陈" } : undefined);
    staff.post(code, "branchMember", scope, head);
    return code;
  });
  const officer = staff.add(`officer${station}`);
  staff.post(officer, "infoOfficer", scope, members[1]!);
  let neighbour: string | undefined;
  for (const grid of gridsOfStation(station)) {
    // Here and there one leader looks after two grids.
    const shared = neighbour !== undefined && grid % 5 === 0;
    const leader = shared ? neighbour! : staff.add(`leader${pad(grid)}`, grid === 12 ? { name: "何秉义", calledName: "老何" } : undefined);
    staff.post(leader, "groupLeader", gridCode(grid), grid === 12 ? members[0]! : random.pick(members));
    if (grid % 3 === 0) staff.post(staff.add(`steward${pad(grid)}`), "buildingSteward", gridCode(grid), leader);
    neighbour = leader;
  }
}

/** Monday to Friday in turns, Saturday morning by whoever had Wednesday. */
function dutyOf(station: number): Cells<"duty">[] {
  const turns = [`head${station}`, `member${station}1`, `member${station}2`, `officer${station}`, `head${station}`];
  const weekdays = turns.map((person, index): Cells<"duty"> => ({ station: `s${station}`, weekday: index + 1, from: "08:30", to: "17:30", person }));
  return [...weekdays, { station: `s${station}`, weekday: 6, from: "09:00", to: "11:30", person: `member${station}2` }];
}

const rules: Cells<"rules">[] = [
  { code: "complaint", whenCategory: "complaint", titles: "secretary;streetClerk", why: "对站里同志的意见，由书记来听" },
  { code: "emergency", whenUrgency: "危急", titles: "stationHead;branchMember;secretary", why: "危急的事由站长先接，马上有人到" },
  { code: "welfare-clerk", whenCategory: "welfare", person: "officer4", whenStation: "s4", why: "第四站的低保和救助由专人经办，要带什么一次说清" },
  { code: "welfare", whenCategory: "welfare", titles: "branchMember;stationHead", why: "民生救助由支委经办，要带什么一次说清" },
  { code: "policy", whenIntent: "咨询", titles: "infoOfficer;branchMember", why: "问政策的事由党员信息员来答" },
  { code: "party", whenCategory: "party", titles: "branchMember;infoOfficer", why: "党员和志愿服务的事由支委来办" },
  { code: "safety", whenCategory: "safety", titles: "stationHead;branchMember", why: "公共安全的事由站长负责" },
  { code: "grid", titles: "groupLeader;branchMember;stationHead", why: "网格里的事由居民组长先接" },
];

export function wutongli(): { community: object; cells: PackCells; areas: string } {
  const random = seededRandom(19_390);
  const rings = ground(random);
  const staff = staffOf(random);
  const stations = [1, 2, 3, 4, 5];
  return {
    community: {
      code: "wutongli", name: "梧桐里社区", street: "青石桥街道", triageStation: "s1", crs: "GCJ-02",
      nearestToleranceMetres: 100, maxGapMetres: 10, households: 2269, residents: 6398, emergencyNumbers, carriers: ["timebank"],
    },
    cells: {
      branches: stations.map((n) => ({ code: `b${n}`, name: `第${numerals[n]}党支部` })),
      stations: stations.map((n) => ({
        code: `s${n}`, name: `第${numerals[n]}党员服务站`, prefix: n, branch: `b${n}`, phone: `000-5550 10${pad(n)}`,
        address: `梧桐里 ${gridsOfStation(n)[3]! * 2} 号楼下`, ...spotIn(rings[gridsOfStation(n)[3]! - 1]!, random),
      })),
      grids: rings.map((_, i) => ({ code: gridCode(i + 1), name: `第 ${i + 1} 网格`, station: `s${stationOfGrid(i + 1)}` })),
      titles: [
        ...commonTitles.slice(0, 1), { code: "deputySecretary", name: "副书记", role: "书记" }, ...commonTitles.slice(1, 4),
        { code: "infoOfficer", name: "党员信息员", role: "支委" }, ...commonTitles.slice(4), { code: "buildingSteward", name: "楼栋长", role: "居民组长" },
      ],
      people: staff.people,
      posts: staff.posts,
      duty: stations.flatMap(dutyOf),
      ...houses(rings, random),
      categories: commonCategories,
      rules,
    },
    areas: geoJson(rings),
  };
}

/** One grid a line, so that a change is seen as one. */
function geoJson(rings: Point[][]): string {
  const features = rings.map((ring, i) => JSON.stringify({ type: "Feature", properties: { code: gridCode(i + 1) }, geometry: { type: "Polygon", coordinates: [ring] } }));
  return `{"type":"FeatureCollection","features":[\n${features.join(",\n")}\n]}\n`;
}
