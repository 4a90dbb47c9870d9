import { join } from "node:path";
import { addDays, dayOf, instantOf } from "../../contracts/kernel/day";
import { isWorkingDay } from "../../contracts/kernel/workdays";
import type { CommunityState, Organisation } from "../../contracts/org/organisation";
import { listCommunityStates } from "../../cloudfunctions/features/org";
import { readOrganisation } from "../../cloudfunctions/features/org/repository";
import type { GridCountsDocument } from "../../cloudfunctions/features/requests/document";
import { askableFor } from "../../cloudfunctions/features/requests/staff";
import type { Database, Stored } from "../../cloudfunctions/platform/database";
import { importPack } from "../../scripts/importPack";
import { openidOf, type Population, populateMain, populateOther, staffIdOf } from "./seedPeople";
import { type Random, seededRandom } from "./random";
import { tellStory } from "./seedPlots";
import { type Cast, looksAt, tellScenes } from "./seedScenes";
import { type Draft, Story, type World } from "./seedStory";
import { mattersOf, said } from "./seedTexts";
import { playTimebank } from "./timebank";

/**
 * Fills an empty deployment with the invented communities of `packs/`: their organisations, people, six weeks of requests,
 * each made by the feature's own steps, and twelve weeks of a time bank. The same seed and the same `now` give the same
 * documents.
 */
export const demoStartsAt = Date.parse("2026-11-23T10:10:00+08:00");

const seedNumber = 329;
const weeks = 6;
const backgroundMatters = { main: 300, other: 14 };
const insertedAtOnce = 200;
const packFolders = { main: join(__dirname, "packs/wutongli"), other: join(__dirname, "packs/songfengyuan") };

export async function seedDemo({ database, now }: { database: Database; now: number }): Promise<void> {
  for (const folder of Object.values(packFolders)) {
    const { outcome, problems } = await importPack({ folder, database, now });
    if (outcome === "refused") throw new Error(`${folder} is refused: ${problems.map(({ message }) => message).join(" ")}`);
  }
  const states = await listCommunityStates(database);
  for (const state of states) {
    const organisation = await readOrganisation(database, state._id, state.orgVersion);
    if (!organisation) throw new Error(`${state._id}: version ${state.orgVersion} is not there`);
    const isMain = organisation.staff.some(({ calledName }) => calledName === "周站长");
    await seedCommunity(database, organisation, state, now, isMain);
  }
}

async function seedCommunity(database: Database, organisation: Organisation, state: CommunityState, now: number, isMain: boolean): Promise<void> {
  const random = seededRandom(seedNumber);
  const making = { organisation, now, random };
  const population = isMain ? populateMain(making) : populateOther(making);
  const world: World = {
    organisation, state, now, random, seats: population.seated, receipts: new Set(), requests: [], inbox: [], stationDays: new Map(), openInGrids: [],
  };
  const cast = isMain ? castOf(organisation, population) : undefined;
  const told = cast ? tellScenes(world, cast) : 0;
  tellBackground(world, population, told, isMain ? backgroundMatters.main : backgroundMatters.other, stationOfCast(organisation, isMain));

  const fill = async <T extends Stored>(collection: string, documents: readonly T[]): Promise<void> => {
    for (let start = 0; start < documents.length; start += insertedAtOnce)
      await database.collection<T>(collection).insertMany(documents.slice(start, start + insertedAtOnce).map(asStored));
  };
  await fill("people", population.people);
  await fill("bindings", population.bindings);
  await fill("seats", population.seats);
  await fill("requests", world.requests);
  await fill("inbox", world.inbox);
  await fill("stationDays", [...world.stationDays.values()]);
  await fill<GridCountsDocument>("gridCounts", [{ _id: organisation.communityId, schemaVersion: 1, communityId: organisation.communityId, open: world.openInGrids }]);
  await fill("looks", cast ? looksAt(world, cast) : []);
  if (isMain) for (const [collection, documents] of await playTimebank({ organisation, state, now, population })) await fill(collection, documents);
}

/** What the database would keep: an absent field is absent. */
const asStored = <T>(document: T): T => JSON.parse(JSON.stringify(document)) as T;

function stationOfCast(organisation: Organisation, isMain: boolean): string | undefined {
  if (!isMain) return undefined;
  const head = staffIdOf(organisation, "stationHead");
  return organisation.posts.find(({ staffId }) => staffId === head)?.scopeCode;
}

function castOf(organisation: Organisation, { people, neighbours }: Population): Cast {
  const stationCode = stationOfCast(organisation, true);
  const grids = new Set(organisation.grids.filter((grid) => grid.stationCode === stationCode).map(({ code }) => code));
  const personOf = (key: "resident" | "volunteer") => people.find(({ openid }) => openid === openidOf(key))!;
  return {
    resident: personOf("resident"),
    volunteer: personOf("volunteer"),
    neighbours: neighbours.filter(({ household }) => household && grids.has(household.gridCode)),
    leader: staffIdOf(organisation, "groupLeader"),
    member: staffIdOf(organisation, "committeeMember"),
    head: staffIdOf(organisation, "stationHead"),
  };
}

/** How often people speak of what, by a word in the category's name. */
const weights: readonly (readonly [RegExp, number])[] = [
  [/物业|设施/, 28], [/环境|卫生/, 18], [/民生|救助|低保/, 10], [/停车/, 9], [/邻里|纠纷/, 8], [/噪/, 8], [/安全/, 7], [/政策|咨询/, 6], [/党|志愿/, 3], [/投诉/, 2], [/./, 2],
];

function pickCategory({ organisation: { categories }, random }: World) {
  const weighed = categories.map((category) => [weights.find(([kind]) => kind.test(category.name))![1], category] as const);
  let left = random.next() * weighed.reduce((sum, [weight]) => sum + weight, 0);
  return weighed.find(([weight]) => (left -= weight) <= 0)![1];
}

/** Some time in the last weeks at which people are awake; fewer on weekends. */
function filingTime({ now, random }: World): number {
  for (;;) {
    const day = addDays(dayOf(now), -random.whole(0, weeks * 7));
    const at = instantOf(day, random.whole(7 * 60, 21 * 60 + 30));
    if (at < now && (isWorkingDay(day) || random.next() < 0.45)) return at;
  }
}

function draftOf(world: World, home: { unitCode: string }): { draft: Draft; matter: ReturnType<typeof mattersOf>[number] } {
  const { organisation, random } = world;
  const category = pickCategory(world);
  const matter = random.pick(mattersOf(category.name));
  const where = random.next();
  const unit = organisation.buildings.flatMap(({ units }) => units).find(({ code }) => code === home.unitCode);
  const urgency = random.next();
  return {
    matter,
    draft: {
      words: said(matter.words, random),
      category: category.code,
      urgency: urgency < 0.015 ? "emergency" : urgency < 0.1 ? "urgent" : "ordinary",
      place: where < 0.1 && unit ? { kind: "door", doorCode: unit.doorCode } : where < 0.13 ? { kind: "words", words: "菜市场后门的坡道" } : { kind: "home" },
      photos: [],
      audience: random.next() < 0.06 ? "owner" : "station",
      ...(random.next() < 0.05 && { onBehalf: { called: "楼上的老人家", consent: true } }),
      ...(category.asksAboutPerson && { aboutStaffId: complainedAbout(organisation, random) }),
    },
  };
}

function complainedAbout({ posts, titles }: Organisation, random: Random): string {
  const leaders = posts.filter(({ titleCode, toDay }) => toDay === undefined && titles.find(({ code }) => code === titleCode)?.role === "residentGroupLeader");
  return random.pick(leaders).staffId;
}

/** Haste makes people quick, and a few matters drag on. */
function paceOf(urgency: Draft["urgency"], random: Random): number {
  if (urgency === "emergency") return 0.04;
  if (urgency === "urgent") return 0.25;
  return random.next() < 0.07 ? 3.2 : 1;
}

/** @param settledStation whose matters of this kind have all ended: its open ones are the scenes */
function tellBackground(world: World, { neighbours }: Population, first: number, count: number, settledStation: string | undefined): void {
  const { random, organisation, state } = world;
  const times = Array.from({ length: count }, () => filingTime(world)).sort((a, b) => a - b);
  times.forEach((at, index) => {
    const person = random.pick(neighbours);
    const { draft, matter } = draftOf(world, person.household!);
    const story = Story.file(world, first + index, person, draft, at);
    const colleague = ({ request }: Story): string | undefined => {
      const others = askableFor({ organisation, state, at: request.updatedAt }, request).filter(({ staffId }) => staffId !== request.ownerId);
      return others.length ? random.pick(others.slice(0, 8)).staffId : undefined;
    };
    tellStory({ story, matter, random, pace: paceOf(story.request.urgency, random), colleague });
    story.clockTo(world.now);
    if (!story.request.open || story.request.stationCode !== settledStation) story.keep();
  });
}
