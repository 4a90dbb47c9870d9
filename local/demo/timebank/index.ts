import { instantOf } from "../../../contracts/kernel/day";
import { hourMs } from "../../../contracts/kernel/milliseconds";
import type { CommunityState, Organisation } from "../../../contracts/org/organisation";
import type { Stored } from "../../../cloudfunctions/platform/database";
import { seededRandom } from "../random";
import type { Population } from "../seedPeople";
import { Agenda } from "./agenda";
import { bankCastOf } from "./cast";
import { Helping } from "./help";
import { tellHistory } from "./history";
import { Joining } from "./joining";
import { bringInPaper } from "./paperBook";
import { Play } from "./play";
import { tellRoster } from "./roster";
import { tellToday } from "./today";

/**
 * Twelve weeks of a time bank, played through the product's own calls and rounds in a database of its own. The same seed
 * and the same `now` give the same documents.
 * @returns the documents by collection, in the order in which they came to be
 */
const seedNumber = 2026;

export async function playTimebank({ organisation, state, now, population }: { organisation: Organisation; state: CommunityState; now: number; population: Population }): Promise<[string, Stored[]][]> {
  const random = seededRandom(seedNumber);
  const play = new Play(organisation, state, population.people, population.seated);
  const agenda = new Agenda(now);
  const cast = bankCastOf(organisation, population, now);
  const joined = new Joining(play, agenda, cast, random).run();
  agenda.add(instantOf("2026-09-08", 14 * 60), (at) => bringInPaper(play, at, cast.teacher, joined.near.slice(2, 6), random));
  // So that the pool can help who has nothing saved yet.
  agenda.add(instantOf("2026-09-09", 19 * 60), async (at) => {
    await play.call(cast.teacher, "hours.donate", { minutes: 90 * 60 }, at);
  });
  agenda.add(instantOf("2026-11-22", 21 * 60), async (at) => {
    await play.call(cast.teacher, "hours.donate", { minutes: 20 * 60 }, at);
  });
  const past = { cast, joined, helping: new Helping(play, agenda, (from, to) => random.whole(from, to)) };
  tellHistory(past);
  tellRoster(play, past.helping, cast, joined);
  tellToday(past, play, agenda);
  const lately = instantOf("2026-11-18");
  await agenda.play((at) => play.clockTo(at, at < lately ? 12 * hourMs : hourMs));
  // A family link is drawn anew whenever somebody has used it.
  for (const { _id } of play.database.documents("timeNeeds")) await past.helping.makeTokensOfSeed(_id);
  return play.left();
}
