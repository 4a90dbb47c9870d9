import { rmSync } from "node:fs";
import { cloudDir } from "../paths";
import { running } from "../running";

/** `npm run demo:reset`: the next `npm start` begins with the demo community as it was made. */
const up = running();
if (up) {
  console.error(`Linli is running at ${up.address}: stop it first (Ctrl-C), then reset.`);
  process.exitCode = 1;
} else {
  rmSync(cloudDir, { recursive: true, force: true });
  console.log("The demo community is reset; `npm start` begins afresh.");
}
