/** Every JSON file against the schema that WeChat ships for it; the compile itself lets unknown keys through. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { filesBelow } from "../files";
import type { Finding, GateResult, Inspection } from "../inspection";
import type { WechatTools } from "../tools";

interface SchemaError {
  /** `instance.window.navigationBarTitel` */
  property: string;
  name: string;
  argument: unknown;
  message: string;
}

interface Schema {
  properties?: Record<string, Schema>;
  additionalProperties?: boolean;
}

type SchemaName = "app" | "page" | "projectconfig" | "sitemap" | "theme";

const NAMED: Record<string, SchemaName> = {
  "project.config.json": "projectconfig",
  "miniprogram/app.json": "app",
  "miniprogram/sitemap.json": "sitemap",
  "miniprogram/theme.json": "theme",
};
const NOT_WECHATS = new Set(["miniprogram/tsconfig.json"]);

export function checkJson({ root, tools }: Inspection): GateResult {
  const files = ["project.config.json", ...jsonOfTheProduct(root)];
  const findings = files.flatMap((file) => checkFile(root, file, tools));
  return { gate: "json", read: { files: files.length }, findings };
}

/** Those of pages and components (they have a template beside them) and those with a name of their own. */
function jsonOfTheProduct(root: string): string[] {
  return filesBelow(join(root, "miniprogram"), ["miniprogram_npm"])
    .map((path) => `miniprogram/${path}`)
    .filter((path) => path.endsWith(".json") && !NOT_WECHATS.has(path))
    .filter((path) => path in NAMED || existsSync(join(root, path.replace(/json$/, "wxml"))));
}

function checkFile(root: string, file: string, tools: WechatTools): Finding[] {
  const path = join(root, file);
  if (!existsSync(path)) return [{ file, message: "is missing" }];
  const text = readFileSync(path, "utf8");
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const position = /position (\d+)/.exec(String(error))?.[1];
    return [
      {
        file,
        ...(position && { line: lineAt(text, Number(position)) }),
        message: `is no JSON: ${(error as Error).message}`,
      },
    ];
  }
  const schema = schemaOf(NAMED[file] ?? "page", tools);
  const { Validator } = tools.require("jsonschema") as {
    Validator: new () => { validate(json: unknown, schema: unknown): { errors: SchemaError[] } };
  };
  return new Validator().validate(json, schema).errors.map((error) => {
    const unknownKey = error.name === "additionalProperties" ? String(error.argument) : undefined;
    const where = error.property.replace(/^instance\.?/, "");
    const key = unknownKey ?? where.split(/[.[]/).pop() ?? "";
    return {
      file,
      line: lineAt(text, Math.max(0, text.indexOf(JSON.stringify(key)))),
      message:
        unknownKey === undefined
          ? `${where} ${error.message}`
          : `unknown key "${[where, unknownKey].filter(Boolean).join(".")}": WeChat ignores it; remove or correct it`,
    };
  });
}

/** The schema of project.config.json alone lets any key through; what it lists is all that the tools read. */
function schemaOf(name: SchemaName, tools: WechatTools): Schema {
  const schema = tools.require(tools.path(`miniprogram-ci/dist/schema/dist/${name}.js`)) as Schema;
  if (name !== "projectconfig") return schema;
  const setting = { ...schema.properties?.["setting"], additionalProperties: false };
  return { ...schema, additionalProperties: false, properties: { ...schema.properties, setting } };
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}
