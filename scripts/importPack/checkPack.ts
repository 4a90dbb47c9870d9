import type { Organisation } from "../../contracts/org/organisation";
import { buildOrganisation } from "./buildOrganisation";
import { checkPolygons } from "./checkPolygons";
import { checkPosts } from "./checkPosts";
import { checkDuty, checkRules } from "./checkRules";
import { checkPlaces, checkStructure } from "./checkStructure";
import { withHistory } from "./history";
import { type PackProblem, Problems } from "./problem";
import { type Pack, type PackFiles, readPack } from "./readPack";

export interface CheckedPack {
  /** Absent when there is an error. */
  organisation?: Organisation;
  pack?: Pack;
  problems: PackProblem[];
}

/**
 * Files of a pack → the organisation they describe, or everything that is wrong with them at once. Pure.
 * @param previous the version in force, whose history is carried over
 * @param today local day, YYYY-MM-DD
 */
export function checkPack(files: PackFiles, previous: Organisation | undefined, today: string): CheckedPack {
  const problems = new Problems();
  const pack = readPack(files, problems);
  if (!pack) return { problems: problems.all };
  // Rows that could not be read are missing below: what is built without them would be wrong.
  const unread = problems.failed;
  checkStructure(pack, problems);
  checkPlaces(pack, problems);
  checkPosts(pack, today, problems);
  checkDuty(pack, today, problems);
  checkRules(pack, new Set(previous?.staff.map(({ staffId }) => staffId.slice(pack.community.code.length + 1))), problems);
  const areas = checkPolygons(pack, problems);
  if (unread || problems.failed) return { pack, problems: problems.all };
  const organisation = withHistory(buildOrganisation(pack, areas, (previous?.version ?? 0) + 1), previous, today);
  return { organisation, pack, problems: problems.all };
}
