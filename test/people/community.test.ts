import { dayMs } from "../../contracts/kernel/milliseconds";
import type { CommunityState, Organisation } from "../../contracts/org/organisation";
import { changeCommunityState, loadCommunity } from "../../cloudfunctions/features/org";
import type { Database } from "../../cloudfunctions/platform/database";
import { organisation, stateOf } from "../support/communities";

/** A database that holds one community, counts what it is asked, and can let another writer in between. */
function databaseWith(stored: { state: CommunityState; organisations: Record<string, Organisation> }) {
  const asked = { communities: 0, organisations: 0 };
  let beforeWriting: (() => void) | undefined;
  const collection = (name: "communities" | "organisations") => ({
    get: (id: string) => {
      asked[name] += 1;
      if (name === "organisations") return Promise.resolve(stored.organisations[id]);
      return Promise.resolve(id === stored.state._id ? structuredClone(stored.state) : undefined);
    },
    update: ({ version }: { version: number }, { $set }: { $set: Partial<CommunityState> }) => {
      beforeWriting?.();
      beforeWriting = undefined;
      if (stored.state.version !== version) return Promise.resolve(0);
      stored.state = { ...stored.state, ...$set };
      return Promise.resolve(1);
    },
  });
  return {
    asked,
    stored,
    letAnotherIn: (write: () => void) => (beforeWriting = write),
    database: { collection } as unknown as Database,
  };
}

let communities = 0;
/** Each test has a community of its own: what an instance remembers outlives a test. */
function fresh() {
  const id = `c${(communities += 1)}`;
  const first = organisation(id, "试验社区");
  const world = databaseWith({ state: stateOf(first), organisations: { [`${id}:1`]: first, [`${id}:2`]: { ...first, version: 2 } } });
  return { id, ...world };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test("a warm instance asks for nothing; after ten seconds for the pointer alone; a new version costs one more", async () => {
  const { id, database, asked, stored } = fresh();
  await loadCommunity(database, id);
  expect(asked).toEqual({ communities: 1, organisations: 1 });
  jest.advanceTimersByTime(9_900);
  await loadCommunity(database, id);
  expect(asked).toEqual({ communities: 1, organisations: 1 });
  jest.advanceTimersByTime(200);
  await loadCommunity(database, id);
  expect(asked).toEqual({ communities: 2, organisations: 1 });

  stored.state = { ...stored.state, orgVersion: 2, version: 2 };
  jest.advanceTimersByTime(10_000);
  expect((await loadCommunity(database, id))?.organisation.version).toBe(2);
  expect(asked).toEqual({ communities: 3, organisations: 2 });
});

test("setting the clock neither ages nor renews what is remembered", async () => {
  const { id, database, asked } = fresh();
  await loadCommunity(database, id);
  jest.setSystemTime(Date.now() + 365 * dayMs);
  await loadCommunity(database, id);
  expect(asked.communities).toBe(1);
});

test("an instance never falls behind what it wrote itself", async () => {
  const { id, database } = fresh();
  await loadCommunity(database, id);
  await changeCommunityState(database, id, (state) => ({ ...state, away: { somebody: 7 } }));
  expect((await loadCommunity(database, id))?.state).toMatchObject({ away: { somebody: 7 }, version: 2 });
});

test("a change that met another writer is made upon his", async () => {
  jest.useRealTimers();
  const { id, database, stored, letAnotherIn } = fresh();
  letAnotherIn(() => (stored.state = { ...stored.state, away: { other: 1 }, version: stored.state.version + 1 }));
  await changeCommunityState(database, id, (state) => ({ ...state, away: { ...state.away, me: 2 } }));
  expect(stored.state.away).toEqual({ other: 1, me: 2 });
});

test("a community that is not there", async () => {
  const { database } = fresh();
  expect(await loadCommunity(database, "nowhere")).toBeUndefined();
  expect(await changeCommunityState(database, "nowhere", (state) => state)).toBeUndefined();
});
