/**
 * The proof that the gates see: mistakes planted in a copy of the product, each of which one gate must report, at its
 * file. What the product itself already gets wrong doesn't count as seen.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { packNpm } from "../packNpm";
import { inspect } from "./inspect";
import type { Finding, GateResult } from "./inspection";
import type { WechatTools } from "./tools";

interface Plant {
  mistake: string;
  gate: string;
  /** what the finding must say of it */
  seenAs: RegExp;
  /** the file it must name, where the words alone don't tell */
  file?: string;
  plant(copy: Product): void;
}

/** Ways to spoil a copy of the product. Paths are below the project's folder. */
class Product {
  constructor(private readonly root: string) {}

  /** the first page of the main package, without extension */
  get page(): string {
    const [page = ""] = this.json("miniprogram/app.json")["pages"] as string[];
    return `miniprogram/${page}`;
  }

  json(path: string): Record<string, unknown> {
    return JSON.parse(readFileSync(join(this.root, path), "utf8")) as Record<string, unknown>;
  }

  change(path: string, edit: (json: Record<string, unknown>) => void): void {
    const json = this.json(path);
    edit(json);
    this.write(path, JSON.stringify(json, null, 2));
  }

  append(path: string, text: string): void {
    appendFileSync(join(this.root, path), text);
  }

  write(path: string, content: string | Buffer): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), content);
  }

  useComponent(tag: string, target: string): void {
    this.change(`${this.page}.json`, (json) => {
      json["usingComponents"] = { ...(json["usingComponents"] as object | undefined), [tag]: target };
    });
  }

  addComponent(name: string, template = "<view>{{note}}</view>\n"): void {
    const base = `miniprogram/shared/${name}/${name}`;
    this.write(`${base}.ts`, "Component({ properties: { note: String } });\n");
    this.write(`${base}.json`, '{ "component": true }\n');
    this.write(`${base}.wxml`, template);
  }

  addSubpackage(name: string, script: string): void {
    this.change("miniprogram/app.json", (app) => {
      const key = "subpackages" in app ? "subpackages" : "subPackages";
      app[key] = [...((app[key] as object[] | undefined) ?? []), { root: name, pages: ["page"] }];
    });
    this.write(`miniprogram/${name}/page.ts`, `${script}\nPage({ data: {} });\n`);
    this.write(`miniprogram/${name}/page.json`, "{}\n");
    this.write(`miniprogram/${name}/page.wxml`, "<view></view>\n");
  }

  exists(path: string): boolean {
    return existsSync(join(this.root, path));
  }
}

/** every TDesign component needs it */
const NPM_FILE = "miniprogram/miniprogram_npm/tdesign-miniprogram/common/config.js";
const PICTURE = Buffer.alloc(2_200_000, 7);

/** Each ends the vendor's compile, so each takes a compile of its own. */
const STOPPING: Plant[] = [
  {
    mistake: "a script that doesn't parse",
    gate: "compile",
    seenAs: /Unexpected|expected|SyntaxError/i,
    plant: (copy) => copy.append(`${copy.page}.ts`, "\nconst = 1;\n"),
  },
  {
    mistake: "a page that isn't there",
    gate: "compile",
    seenAs: /pages\/absent/,
    plant: (copy) =>
      copy.change("miniprogram/app.json", (app) => (app["pages"] as string[]).push("pages/absent/absent")),
  },
];

/** Seen in what the author wrote, whatever the compile says. */
const IN_THE_SOURCE: Plant[] = [
  {
    mistake: "WXML that wcc refuses (?? in an expression)",
    gate: "wcc",
    seenAs: /unexpected/,
    plant: (copy) => copy.addComponent("planted-wcc", "<view>{{note ?? 1}}</view>\n"),
  },
  {
    mistake: "WXSS that wcsc refuses (a brace too many)",
    gate: "wcsc",
    seenAs: /error at token/,
    plant: (copy) => copy.write("miniprogram/shared/planted.wxss", ".planted { color: red; }}\n"),
  },
  ...[
    "miniprogram/app.json",
    "project.config.json",
    "miniprogram/sitemap.json",
    "miniprogram/theme.json",
  ].map((file) => ({
    mistake: `a key in ${file.replace("miniprogram/", "")} that WeChat doesn't know`,
    gate: "json",
    seenAs: /plantedKey/,
    file,
    plant: (copy: Product) => {
      if (!copy.exists(file)) copy.write(file, "{}");
      copy.change(file, (json) => (json["plantedKey"] = 1));
    },
  })),
  {
    mistake: "a key of the wrong type in a page's JSON",
    gate: "json",
    seenAs: /enablePullDownRefresh/,
    plant: (copy) => copy.change(`${copy.page}.json`, (json) => (json["enablePullDownRefresh"] = "yes")),
  },
  {
    mistake: "an expression naming data that the page doesn't have",
    gate: "wxml",
    seenAs: /"plantedNmae" in data/,
    plant: (copy) => copy.append(`${copy.page}.wxml`, "\n<view>{{plantedNmae}}</view>\n"),
  },
  {
    mistake: "a handler that doesn't exist",
    gate: "wxml",
    seenAs: /no method "onPlanted"/,
    plant: (copy) => copy.append(`${copy.page}.wxml`, '<view bind:tap="onPlanted"></view>\n'),
  },
  {
    mistake: "a handler bound without the colon, which would go unchecked",
    gate: "wxml",
    seenAs: /write bind:tap/,
    plant: (copy) => copy.append(`${copy.page}.wxml`, '<view bindtap="onPlanted"></view>\n'),
  },
  {
    mistake: "a wx:key that the items don't have",
    gate: "wxml",
    seenAs: /wx:key/,
    plant: (copy) =>
      copy.append(`${copy.page}.wxml`, '<view wx:for="{{[{ a: 1 }]}}" wx:key="planted"></view>\n'),
  },
  {
    mistake: "a tag that nobody declares",
    gate: "wxml",
    seenAs: /<planted-tag>/,
    plant: (copy) => copy.append(`${copy.page}.wxml`, "<planted-tag></planted-tag>\n"),
  },
  {
    mistake: "an attribute that our component doesn't have",
    gate: "wxml",
    seenAs: /no property "noot"/,
    plant: (copy) => {
      copy.addComponent("planted-card");
      copy.useComponent("planted-card", "/shared/planted-card/planted-card");
      copy.append(`${copy.page}.wxml`, '<planted-card noot="x"></planted-card>\n');
    },
  },
  {
    mistake: "an attribute that a TDesign component doesn't have",
    gate: "wxml",
    seenAs: /no property "them"/,
    plant: (copy) => {
      copy.useComponent("planted-button", "tdesign-miniprogram/button/button");
      copy.append(`${copy.page}.wxml`, '<planted-button them="primary"></planted-button>\n');
    },
  },
  {
    mistake: "a tag left open at the end",
    gate: "wxml",
    seenAs: /missing end tag/,
    plant: (copy) => copy.append(`${copy.page}.wxml`, "<text>\n"),
  },
  {
    mistake: "a packed npm file that somebody changed",
    gate: "npm",
    seenAs: /is not what the pages use/,
    plant: (copy) => copy.write(NPM_FILE, "module.exports = {};\n"),
  },
];

/** The vendor's compile says OK to all of these, and they are seen in what it made. */
const IN_THE_PACKAGE: Plant[] = [
  {
    mistake: "a component declared and never used",
    gate: "quality",
    seenAs: /CONTAINS_UNUSED_COMPONENTS.*planted-idle/,
    plant: (copy) => {
      copy.addComponent("planted-idle");
      copy.useComponent("planted-idle", "/shared/planted-idle/planted-idle");
    },
  },
  {
    mistake: "a file that nothing uses",
    gate: "quality",
    seenAs: /nothing uses this file/,
    plant: (copy) => copy.write("miniprogram/shared/planted-unused.ts", "export const unused = 1;\n"),
  },
  {
    mistake: "pictures of more than 200 KB, in a main package of more than 2 MB",
    gate: "sizes",
    seenAs: /more than the 2048 KB/,
    plant: (copy) => copy.write("miniprogram/planted.png", PICTURE),
  },
  {
    mistake: "the same, as the quality check says it",
    gate: "quality",
    seenAs: /IMAGE_AND_AUDIO_LIMIT/,
    plant: () => undefined,
  },
  {
    mistake: "a value imported from outside miniprogram/",
    gate: "shipped",
    seenAs: /planted-contract" is not in the package/,
    plant: (copy) => {
      copy.write("contracts/planted-contract.ts", "export const value = 1;\n");
      copy.addSubpackage(
        "planted-a",
        'import { value } from "../../contracts/planted-contract";\nconsole.log(value);\nexport const own = 1;',
      );
    },
  },
  {
    mistake: "a script of a sibling subpackage",
    gate: "shipped",
    seenAs: /subpackage planted-a/,
    plant: (copy) =>
      copy.addSubpackage("planted-b", 'import { own } from "../planted-a/page";\nconsole.log(own);'),
  },
  {
    mistake: "an npm module that isn't packed",
    gate: "shipped",
    seenAs: /"planted-module\/index" is not in the package/,
    plant: (copy) =>
      copy.addSubpackage("planted-c", 'import planted from "planted-module/index";\nconsole.log(planted);'),
  },
];

/** Prints the table. @returns whether every mistake was seen by its gate. */
export function showPlanted(root: string, tools: WechatTools): boolean {
  // A product not built since its last change has a finding of its own, which would hide the planted one.
  const before = inspect(root, tools, packNpm).gates;
  const rounds = [IN_THE_SOURCE, IN_THE_PACKAGE, ...STOPPING.map((plant) => [plant])];
  let allSeen = true;
  for (const plants of rounds) {
    const { gates } = inspect(root, tools, (folder) => {
      packNpm(folder);
      const copy = new Product(folder);
      for (const { plant } of plants) plant(copy);
    });
    for (const plant of plants) {
      const seen = newFindings(plant.gate, before, gates).find(
        ({ file, message }) =>
          plant.seenAs.test(message) && (plant.file === undefined || plant.file === file),
      );
      allSeen &&= seen !== undefined;
      console.log(`${plant.gate.padEnd(8)} ${seen ? "seen  " : "UNSEEN"}  ${plant.mistake}`);
      if (seen)
        console.log(
          `${" ".repeat(18)}${seen.file}${seen.line === undefined ? "" : `:${seen.line}`} ${seen.message.slice(0, 160)}`,
        );
    }
  }
  const empty = inspect(root, tools, (folder) =>
    new Product(folder).write("miniprogram/app.json", "{}"),
  ).gates;
  const failing = empty.filter(({ findings }) => findings.length > 0).map(({ gate }) => gate);
  console.log(`a compile that gives nothing fails: ${failing.join(", ")}`);
  return allSeen && ["compile", "quality", "sizes", "shipped"].every((gate) => failing.includes(gate));
}

function newFindings(gate: string, before: GateResult[], after: GateResult[]): Finding[] {
  const of = (results: GateResult[]) =>
    results.filter((result) => result.gate === gate).flatMap(({ findings }) => findings);
  const known = new Set(of(before).map(({ file, message }) => `${file} ${message}`));
  return of(after).filter(({ file, message }) => !known.has(`${file} ${message}`));
}
