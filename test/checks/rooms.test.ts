import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Each rule of the house is shown one offence, so that a rule that catches nothing is found out. */
const offences: Record<string, Record<string, string>> = {
  "no-cycles": {
    "cloudfunctions/platform/one.ts": `import { two } from "./two"; export const one = two;`,
    "cloudfunctions/platform/two.ts": `import { one } from "./one"; export const two = one;`,
  },
  "contracts-stand-alone": { "contracts/a/x.ts": `import { b } from "../../scripts/b"; export const a = b;`, "scripts/b.ts": `export const b = 1;` },
  "kernel-knows-no-feature": { "contracts/kernel/k.ts": `import { f } from "../org/f"; export const k = f;`, "contracts/org/f.ts": `export const f = 1;` },
  "product-knows-no-stand-in": { "cloudfunctions/platform/p.ts": `import { l } from "../../local/l"; export const p = l;`, "local/l.ts": `export const l = 1;` },
  "phone-values-from-shared": { "miniprogram/pages/home/index.ts": `import { f } from "../../../contracts/org/f"; export const h = f;` },
  "phone-feature-alone": {
    "miniprogram/features/a/x.ts": `import { y } from "../b/y"; export const x = y;`,
    "miniprogram/features/b/y.ts": `export const y = 1;`,
  },
  "platform-below-features": { "cloudfunctions/platform/q.ts": `import { r } from "../features/a/rules"; export const q = r;`, "cloudfunctions/features/a/rules.ts": `export const r = 1;` },
  "features-below-doors": { "cloudfunctions/features/a/d.ts": `import { m } from "../../api/index"; export const d = m;`, "cloudfunctions/api/index.ts": `export const m = 1;` },
  "feature-by-its-front-door": { "cloudfunctions/features/b/s.ts": `import { r } from "../a/rules"; export const s = r;` },
  ...Object.fromEntries(
    ["ledger", "shared", "needs", "service", "members"].map((room) => [
      `timebank-${room}-below`, { [`cloudfunctions/features/timebank/${room}/up.ts`]: `import { b } from "../bank/b"; export const u = b;`, "cloudfunctions/features/timebank/bank/b.ts": `export const b = 1;` },
    ]),
  ),
  "database-in-repositories": {
    "cloudfunctions/features/b/submit.ts": `import { db } from "../../platform/database"; export const t = db;`,
    "cloudfunctions/platform/database.ts": `export const db = 1;`,
  },
  "sdk-in-platform": { "cloudfunctions/features/b/sdk.ts": `import cloud from "wx-server-sdk"; export const c = cloud;` },
  resolvable: { "scripts/nothing.ts": `import { n } from "./nowhere"; export const m = n;` },
};

const repository = join(__dirname, "../..");
let found: Set<string>;

beforeAll(() => {
  const tree = mkdtempSync(join(tmpdir(), "rooms-"));
  for (const files of Object.values(offences))
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(tree, file)), { recursive: true });
      writeFileSync(join(tree, file), text);
    }
  for (const file of [".dependency-cruiser.cjs", "tsconfig.json"]) copyFileSync(join(repository, file), join(tree, file));
  symlinkSync(join(repository, "node_modules"), join(tree, "node_modules"));
  const { stdout } = spawnSync(
    process.execPath,
    [join(repository, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs"), "contracts", "cloudfunctions", "miniprogram", "local", "scripts", "--config", ".dependency-cruiser.cjs", "--output-type", "json"],
    { cwd: tree, encoding: "utf8" },
  );
  const { summary } = JSON.parse(stdout) as { summary: { violations: { rule: { name: string } }[] } };
  found = new Set(summary.violations.map(({ rule }) => rule.name));
  rmSync(tree, { recursive: true });
});

test.each(Object.keys(offences))("the rule %s catches its planted offence", (rule) => expect([...found]).toContain(rule));

test("every rule has an offence here", () => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- dependency-cruiser's configuration is CommonJS
  const { forbidden } = require("../../.dependency-cruiser.cjs") as { forbidden: { name: string }[] };
  expect(forbidden.map(({ name }) => name).sort()).toEqual(Object.keys(offences).sort());
});
