/** A community that bounds what is credited for one local day. */
import type { SessionDocument } from "../../../cloudfunctions/features/timebank/shared/documents";
import { defaultSettings } from "../../../contracts/timebank/settings";
import { mondayMorning } from "../../support/communities";
import { dataOf } from "../../support/product";
import { accountOf, hour, promised, served, startService, step, who } from "./support";

test("what is credited for one local day keeps the community's bound, also for two confirmed at once", async () => {
  const bounded = await startService(async (other) => {
    await other.cloud.database.collection("timeBanks").add({ _id: "wtl", settings: { ...defaultSettings, service: { ...defaultSettings.service, dayMinutes: 90 } } });
  });
  try {
    const morning = await promised(bounded, { fromAt: mondayMorning });
    const noon = await promised(bounded, { fromAt: mondayMorning + 2 * hour });
    const sessions = [(await served(morning)).sessionId, (await served(noon)).sessionId];
    await Promise.all(sessions.map((sessionId) => step(morning, who.recipient, sessionId, { action: "confirm" })));
    const credited = (await bounded.documents<SessionDocument>("timeSessions")).map(({ creditedMinutes }) => creditedMinutes);
    expect(credited.sort()).toEqual([30, 60]);
    expect((await accountOf(morning, who.volunteer)).honour).toBe(90);
    const tomorrow = await promised(bounded, { fromAt: mondayMorning + 24 * hour });
    const next = await served(tomorrow);
    expect(dataOf(await step(tomorrow, who.recipient, next.sessionId, { action: "confirm" }))).toMatchObject({ creditedMinutes: 60 });
  } finally {
    await bounded.close();
  }
});
