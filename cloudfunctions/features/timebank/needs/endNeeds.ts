import { Failure } from "../../../../contracts/kernel/failure";
import type { TimeBankSettings } from "../../../../contracts/timebank/settings";
import { effectsOf, type Telling } from "../../inbox";
import type { NeedDocument, ShiftDocument } from "../shared/documents";
import { otherSelvesOf } from "../shared/family";
import { memberOf } from "../shared/members.repository";
import { settingsOf } from "../shared/settings.repository";
import { leadersOf, proxiesNow } from "../shared/staff";
import { deliverEffects } from "../shared/tell";
import { skillName } from "../shared/wording";
import { closedFields } from "./derived";
import { freedOf, letGoOf, lettingGo, minimised } from "./letGo";
import { isToCome } from "./places";
import { type NeedsWork, prepare } from "./prepare";
import { eachOpenNeedOf, findNeed, saveNeed, shiftsOf } from "./repository";
import { needTitle } from "./words";

/** Who has died needs no help any more, whoever was to pay for it: what he had asked for, or others for him, ends at once. */

const tries = 6;

function ended(need: NeedDocument, shifts: readonly ShiftDocument[], moment: NeedsWork, settings: TimeBankSettings): NeedDocument {
  const { organisation, at } = moment;
  const id = `${need._id}:end`;
  const after: NeedDocument = minimised({ ...need, ...closedFields(), state: "ended", storyVersion: need.storyVersion + 1, events: [...need.events, { id, at, by: "clock", what: "end" }], nextCheckAt: at }, organisation);
  const { about, ...gone } = lettingGo(after, id, settings);
  const text = `“${needTitle(skillName(settings, need.skill), need)}”结束了，没有用到的时间都退回了。`;
  const tellings: Telling[] = [
    { to: [...new Set(shifts.filter((shift) => isToCome(shift, at)).flatMap(freedOf))], ...gone },
    { to: [...proxiesNow(need, organisation, at), ...leadersOf(moment, need)], text, needId: need._id },
  ];
  return { ...after, effects: [...need.effects, ...effectsOf(about, at, tellings)] };
}

/** @throws Failure busy after too many lost races: what brought the clock here stays, and it comes again */
async function endNeed(work: NeedsWork, needId: string): Promise<void> {
  const { database, at } = work;
  for (let left = tries; left > 0; left -= 1) {
    const need = await findNeed(database, needId);
    if (!need?.open) return;
    const after = ended(need, await shiftsOf(database, need), work, await settingsOf(database, need.communityId));
    if (!(await saveNeed(database, need, after))) continue;
    await deliverEffects(database, "timeNeeds", { ...after, version: need.version + 1 });
    return letGoOf(database, after, at);
  }
  throw new Failure("busy");
}

/** By whichever login he had asked. Again, it finds nothing open. */
export async function endNeedsOf(work: NeedsWork, communityId: string, personId: string): Promise<void> {
  const selves = [personId, ...otherSelvesOf(await memberOf(work.database, communityId, personId))];
  for (const self of selves) await eachOpenNeedOf(work.database, communityId, self, async (need) => endNeed(work, (await prepare(work, need))._id));
}
