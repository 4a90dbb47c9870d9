import { build } from "esbuild";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..");
const target = join(root, "miniprogram/shared/contracts.js");
const typesTarget = join(root, "miniprogram/shared/contracts.d.ts");

/** The text of miniprogram/shared/contracts.js as the contracts stand now. */
export async function bundleContracts(): Promise<string> {
  const result = await build({
    entryPoints: [join(root, "contracts/phone.ts")],
    bundle: true,
    format: "cjs",
    platform: "neutral",
    mainFields: ["module", "main"],
    target: "es2018",
    minifySyntax: true,
    minifyWhitespace: true,
    // The languages of zod that nobody reads here would be a third of the file.
    treeShaking: true,
    write: false,
    charset: "utf8",
    banner: { js: "/* Built from contracts/ by `npm run build`; do not edit. */" },
  });
  return result.outputFiles[0]!.text;
}

const typesText = `/* Built from contracts/ by \`npm run build\`; do not edit. */\nexport * from "../../contracts/phone";\n`;

/** Writes the phone's copy; touches nothing when it is fresh, so that watchers stay quiet. */
export async function buildContracts(): Promise<void> {
  const text = await bundleContracts();
  if (!isFresh(text)) {
    writeFileSync(target, text);
    writeFileSync(typesTarget, typesText);
  }
}

const read = (file: string): string | undefined => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
};

/** Whether the committed copy is what the contracts would build to. */
export const isFresh = (text: string): boolean => read(target) === text && read(typesTarget) === typesText;
