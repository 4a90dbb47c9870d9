import { dayOf } from "../../contracts/kernel/day";
import type { Organisation } from "../../contracts/org/organisation";
import { communityFile, packTables } from "../../contracts/org/pack";
import { calledOf, rulesOffAt, secretariesOf, streetOf, tellOfRulesOff } from "../../cloudfunctions/features/org";
import { readCommunityState, readOrganisation } from "../../cloudfunctions/features/org/repository";
import { issueSetupCode } from "../../cloudfunctions/features/people";
import type { Database } from "../../cloudfunctions/platform/database";
import { payloadHash } from "../../cloudfunctions/platform/hash";
import { type CheckedPack, checkPack } from "./checkPack";
import { differences } from "./history";
import type { PackProblem } from "./problem";
import { type PackFiles, readFolder } from "./readPack";
import { readSettings, settingChanges, settingsOfPack, writeSettings } from "./timeBank";
import { flip, nextVersion, readDoors, writeDoors, writeVersion } from "./store";

/**
 * A community pack into the database, all of it or nothing. The invariant: until the pointer flips, nothing that was
 * written is in force; after it, everything is. An import that ends in between leaves a version nobody reads and door
 * codes that open nothing, and the next one goes on from there.
 */
export interface ImportOptions {
  folder: string;
  database: Database;
  /** Epoch ms. */
  now: number;
  /** Check only. */
  dryRun?: boolean;
  /** Unguessable; at the first import a code for the first secretary follows from it. Left out, none is made. */
  setupSecret?: string;
  /** Makes a new code although the community is known; the one before it then no longer counts. */
  setupAgain?: boolean;
}

export interface ImportResult {
  outcome: "refused" | "checked" | "unchanged" | "imported";
  /** Everything wrong or worth a look, at once. */
  problems: PackProblem[];
  communityId?: string;
  /** The version in force afterwards. */
  version?: number;
  /** What is different from before, in plain words. */
  changes: string[];
  /** Rules switched off because their person has left. */
  rulesOff: string[];
  /** For the first secretary, as long as he has not joined. */
  setupCode?: SetupCode | undefined;
  /** The same for the first of the street office, whom the secretary may not invite: it reads complaints about him. */
  streetCode?: SetupCode | undefined;
}

/** @throws ImportConflict, or Error when the folder is not there */
export async function importPack({ folder, database, now, dryRun = false, setupSecret, setupAgain = false }: ImportOptions): Promise<ImportResult> {
  const files = readFolder(folder);
  const communityId = codeIn(files);
  const state = communityId === undefined ? undefined : await readCommunityState(database, communityId);
  const previous = state && (await readOrganisation(database, state._id, state.orgVersion));
  const checked = checkPack(files, previous, dayOf(now));
  const newDoors = await doorsToWrite(database, checked);
  const { organisation, pack, problems } = checked;
  if (!organisation || !pack) return { outcome: "refused", problems, changes: [], rulesOff: [] };

  const rulesOff = rulesOffAt(organisation, state?.rulesOff ?? {}, now);
  const carriers = pack.community.carriers;
  const bankSettings = settingsOfPack(pack.community.timeBank);
  const bankChanges = settingChanges(await readSettings(database, organisation.communityId), bankSettings);
  const result: ImportResult = {
    outcome: "checked", problems, communityId: organisation.communityId, rulesOff: Object.keys(rulesOff),
    changes: [...differences(organisation, previous), ...bankChanges],
  };
  if (dryRun) return result;

  const sameOrganisation = previous !== undefined && fingerprint(previous) === fingerprint(organisation);
  const sameState = state !== undefined && payloadHash([state.carriers, state.rulesOff]) === payloadHash([carriers, rulesOff]);
  if (sameOrganisation && sameState && bankChanges.length === 0) Object.assign(result, { outcome: "unchanged", version: state?.orgVersion, changes: [] });
  else {
    const version = sameOrganisation ? previous.version : await nextVersion(database, organisation.communityId);
    if (!sameOrganisation) {
      await writeVersion(database, { ...organisation, version }, now);
      await writeDoors(database, organisation.communityId, newDoors);
    }
    await flip(database, state, organisation.communityId, (known) => ({
      name: organisation.name, streetName: organisation.streetName, orgVersion: version, away: known?.away ?? {}, rulesOff, lookedAtDay: dayOf(now), carriers,
    }));
    if (bankChanges.length) await writeSettings(database, organisation.communityId, bankSettings);
    Object.assign(result, { outcome: "imported", version });
  }
  // After the flip, under ids that repeat: told once, however often the import is run or interrupted.
  await tellOfRulesOff(database, organisation, rulesOff);
  if (setupSecret !== undefined && (!state || setupAgain)) {
    const codeFor = (staffIds: readonly string[]) => setupCodeFor(database, organisation, staffIds[0], { now, secret: setupSecret, replace: setupAgain });
    result.setupCode = await codeFor(secretariesOf(organisation, dayOf(now)));
    result.streetCode = await codeFor(streetOf(organisation, dayOf(now)));
  }
  return result;
}

/** The community's code before anything is checked, to find what it replaces. */
function codeIn(files: PackFiles): string | undefined {
  try {
    const { code } = JSON.parse(new TextDecoder().decode(files.get(communityFile))) as { code?: unknown };
    return typeof code === "string" && /^[a-z0-9-]{2,32}$/.test(code) ? code : undefined;
  } catch {
    return undefined;
  }
}

/** The same organisation whatever its number is, and whatever the database adds to it. */
function fingerprint(organisation: Organisation): string {
  const addedLater = new Set(["_id", "schemaVersion", "importedAt", "version"]);
  return payloadHash(Object.fromEntries(Object.entries(organisation).filter(([key]) => !addedLater.has(key))));
}

/** Codes of doors that are not known yet. A code of another community is an error of the pack. */
async function doorsToWrite(database: Database, checked: CheckedPack): Promise<string[]> {
  const { organisation, pack, problems } = checked;
  if (!organisation || !pack) return [];
  const units = organisation.buildings.flatMap((building) => building.units);
  const known = await readDoors(database, units.map(({ doorCode }) => doorCode));
  for (const { code, doorCode } of units) {
    const door = known.get(doorCode);
    if (!door || door.communityId === organisation.communityId) continue;
    const line = pack.rows.units.find((unit) => unit.code === code)?.line;
    problems.push({ severity: "error", code: "doorTaken", file: packTables.units.file, ...(line !== undefined && { line }), message: `门口码“${doorCode}”已经是另一个社区的，请换一个。` });
    delete checked.organisation;
  }
  return units.map(({ doorCode }) => doorCode).filter((code) => !known.has(code));
}

export interface SetupCode {
  calledName: string;
  code: string;
}

/**
 * A code for the first of those whom nobody may be there to invite: whoever has joined invites the others.
 * @param how `replace` where it was asked for by name: also where he has joined, from a WeChat account that he no longer has
 */
async function setupCodeFor(database: Database, organisation: Organisation, first: string | undefined, how: { now: number; secret: string; replace: boolean }): Promise<SetupCode | undefined> {
  if (first === undefined) return undefined;
  const { now, secret, replace } = how;
  try {
    return { calledName: calledOf(organisation, first), code: await issueSetupCode(database, organisation, first, now, secret, replace) };
  } catch (error) {
    if ((error as { code?: string }).code === "alreadyJoined") return undefined;
    throw error;
  }
}
