import { join } from "node:path";

export const root = join(__dirname, "..");
/** Where the stand-ins keep what they make; removed by `npm run demo:reset`, ignored by git. LINLI_STATE: another folder. */
export const stateDir = process.env["LINLI_STATE"] ?? join(root, ".local");
export const cloudDir = join(stateDir, "cloud");
export const phoneDir = join(stateDir, "phone");
/** Names the process that serves now, so that a reset does not pull the data from under it. */
export const runningFile = join(stateDir, "running.json");
export const functionsDir = join(root, "dist/cloudfunctions");
export const indexesFile = join(root, "cloudfunctions/indexes.json");
export const rulesDir = join(root, "cloudfunctions");
export const localEnv = "linli-local";
