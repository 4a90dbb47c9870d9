/** A community that bounds what is credited for one local day. */
import { creditWithinDay } from "../../../cloudfunctions/features/timebank/service/repository";
import type { SessionDocument } from "../../../cloudfunctions/features/timebank/shared/documents";
import { openDatabase } from "../../../cloudfunctions/platform/database";
import { dayMs, hourMs } from "../../../contracts/kernel/milliseconds";
import { defaultSettings } from "../../../contracts/timebank/settings";
import { mondayMorning } from "../../support/communities";
import { dataOf } from "../../support/product";
import { accountOf, at, community, idOf, promised, served, sessionOf, startService, step, tick, who } from "./support";

const startBounded = () =>
  startService(async (other) => {
    await other.cloud.database.collection("timeBanks").add({ _id: community, settings: { ...defaultSettings, service: { ...defaultSettings.service, dayMinutes: 90 } } });
  });

test("what is credited for one local day keeps the community's bound, also for two confirmed at once", async () => {
  const bounded = await startBounded();
  try {
    const morning = await promised(bounded, { fromAt: mondayMorning });
    const noon = await promised(bounded, { fromAt: mondayMorning + 2 * hourMs });
    const sessions = [(await served(morning)).sessionId, (await served(noon)).sessionId];
    await Promise.all(sessions.map((sessionId) => step(morning, who.recipient, sessionId, { action: "confirm" })));
    const credited = (await bounded.documents<SessionDocument>("timeSessions")).map(({ creditedMinutes }) => creditedMinutes);
    expect(credited.sort()).toEqual([30, 60]);
    expect((await accountOf(morning, who.volunteer)).honour).toBe(90);
    const tomorrow = await promised(bounded, { fromAt: mondayMorning + dayMs });
    const next = await served(tomorrow);
    expect(dataOf(await step(tomorrow, who.recipient, next.sessionId, { action: "confirm" }))).toMatchObject({ creditedMinutes: 60 });
  } finally {
    await bounded.close();
  }
});

test("silence keeps the bound as a yes does; asked again after a crash, a session gets what it got", async () => {
  const bounded = await startBounded();
  try {
    const morning = await promised(bounded, { fromAt: mondayMorning });
    const noon = await promised(bounded, { fromAt: mondayMorning + 2 * hourMs });
    const sessions = [(await served(morning)).sessionId, (await served(noon)).sessionId];
    for (const hours of [60, 140]) {
      at(noon, noon.toAt + hours * hourMs);
      // What lost against others in one round is done in the next.
      for (let rounds = 0; rounds < 2; rounds += 1) await tick(noon);
    }
    const settled = await Promise.all(sessions.map((sessionId) => sessionOf(noon, sessionId)));
    expect(settled.map(({ state, confirmedBy }) => ({ state, confirmedBy }))).toEqual(sessions.map(() => ({ state: "settled", confirmedBy: "clock" })));
    expect(settled.map(({ creditedMinutes }) => creditedMinutes).sort()).toEqual([30, 60]);
    expect((await accountOf(noon, who.volunteer)).honour).toBe(90);

    const asked = (session: string, minutes: number) => creditWithinDay(openDatabase(), { _id: session, communityId: community, volunteerId: idOf(who.second) }, "2026-11-23", minutes, 90);
    expect([await asked("first", 60), await asked("first", 60), await asked("second", 60), await asked("second", 60), await asked("first", 60)]).toEqual([60, 60, 30, 30, 60]);
  } finally {
    await bounded.close();
  }
});

test("what the branch takes back of a session is free for another of that day, and comes back as far as the day has room", async () => {
  const bounded = await startBounded();
  try {
    const shiftAt = (hours: number) => promised(bounded, { fromAt: mondayMorning + hours * hourMs });
    const [morning, noon, evening] = [await shiftAt(0), await shiftAt(2), await shiftAt(4)];
    const first = (await served(morning)).sessionId;
    expect(dataOf(await step(morning, who.recipient, first, { action: "confirm" }))).toMatchObject({ creditedMinutes: 60 });
    const second = (await served(noon)).sessionId;
    expect(dataOf(await step(noon, who.recipient, second, { action: "confirm" }))).toMatchObject({ creditedMinutes: 30 });
    dataOf(await step(morning, who.recipient, first, { action: "dispute", reason: "timeWrong" }));
    expect(dataOf(await step(morning, who.member, first, { action: "decide", minutes: 20, words: "问过两边" }))).toMatchObject({ state: "settled", creditedMinutes: 20 });
    const third = (await served(evening)).sessionId;
    expect(dataOf(await step(evening, who.recipient, third, { action: "confirm" }))).toMatchObject({ creditedMinutes: 40 });
    dataOf(await step(morning, who.volunteer, first, { action: "dispute", reason: "timeWrong" }));
    expect(dataOf(await step(morning, who.member, first, { action: "decide", minutes: 60, words: "原来没错" }))).toMatchObject({ state: "settled", creditedMinutes: 20 });
    expect((await accountOf(morning, who.volunteer)).honour).toBe(90);
  } finally {
    await bounded.close();
  }
});
