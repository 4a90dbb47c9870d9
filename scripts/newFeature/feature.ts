import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What a new feature is called: as an identifier, and as its page says it. */
export interface Feature {
  /** Lower camel case: its folders, its calls and its collection begin with it. */
  name: string;
  title: string;
}

/** Said when nobody has given the feature its word yet. */
const untitled = "新功能";

/** The word that the glossary has for it, if it is in there. */
function wordOf(root: string, name: string): string | undefined {
  const glossary = readFileSync(join(root, "docs/glossary.md"), "utf8");
  return new RegExp(`^\\| ${name} \\| ([^|、]+) \\|`, "m").exec(glossary)?.[1]?.trim();
}

function takenBy(root: string, name: string): string | undefined {
  const places = ["contracts", "cloudfunctions/features", "miniprogram/features", "test"].map((folder) => join(folder, name));
  const taken = [...places, join("docs", `${name}.md`)].find((place) => existsSync(join(root, place)));
  if (taken !== undefined) return taken;
  const contracts = readdirSync(join(root, "contracts"), { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const file = contracts.find((one) => readFileSync(join(root, "contracts", one), "utf8").includes(`"${name}.`));
  return file && join("contracts", file);
}

/** @throws Error with a sentence for whoever asked, when the name or the title cannot be one */
export function newFeature(root: string, name: string | undefined, title: string | undefined): Feature {
  if (name === undefined) throw new Error("Say how it is called: npm run new -- deliberation 议事");
  if (!/^[a-z][a-zA-Z0-9]{1,30}$/.test(name))
    throw new Error(`${name}: a feature is named in lower camel case, as in docs/glossary.md: deliberation, courtyardMeeting`);
  const taken = takenBy(root, name);
  if (taken !== undefined) throw new Error(`${name} is taken: ${taken}`);
  if (title !== undefined && !/^[\p{Script=Han}\d]{2,8}$/u.test(title)) throw new Error(`${title}: a title is two to eight Chinese characters`);
  return { name, title: title ?? wordOf(root, name) ?? untitled };
}

/** The texts of the templates, with the names of this feature in them. */
export const filledIn = (text: string, { name, title }: Feature): string =>
  text.replaceAll("__name__", name).replaceAll("__Name__", name[0]!.toUpperCase() + name.slice(1)).replaceAll("__title__", title);
