/**
 * Typed WXML: every template as TypeScript (emitted by glass-easel-template-compiler, WeChat's own), checked against
 * the data, properties and methods of its page or component. The vendor's compile finds none of this: it happily
 * ships `{{naem}}` and `bind:tap="onTpa"`.
 *
 * Templates tolerate null at run time (`{{request.title}}` of a null request shows nothing), so the program is checked
 * without strictNullChecks; the strict check of the scripts themselves is `npm run check`'s.
 */
import { existsSync, readFileSync } from "node:fs";
import { basename, join, posix } from "node:path";
import ts from "typescript";
import { filesBelow } from "../files";
import type { Finding, GateResult, Inspection } from "../inspection";
import { referencesIn, resolveReference } from "../references";
import { BUILT_IN_TAGS } from "./builtInTags";
import { HOST_DECLARATIONS, hostScript } from "./wxmlHost";

/** [start line, start column, end line, end column], 0-based */
type Span = Uint32Array;

interface ConvertedTemplate {
  code(): string;
  getSourceLocation(
    startLine: number,
    startColumn: number,
    endLine: number,
    endColumn: number,
  ): Span | undefined;
}

interface TemplateGroup {
  addTmpl(
    path: string,
    text: string,
  ): { isError: boolean; code: number; message: string; startLine: number }[];
  getTmplConvertedExpr(path: string, environment: string): ConvertedTemplate;
}

interface Json {
  usingComponents?: Record<string, string>;
  componentGenerics?: object;
  /** in an npm package.json: the folder of what the phone loads */
  miniprogram?: string;
}

interface Template {
  /** below miniprogram/, without the extension */
  base: string;
  converted: ConvertedTemplate;
}

const HOST_SUFFIX = ".linli-host";
const DECLARATIONS_FILE = "linli-host.d.ts";
/** a tag left open at the end of a file: the vendor's compile closes it silently */
const MISSING_END_TAG = 65543;

export function checkWxml({ root, tools }: Inspection): GateResult {
  const miniprogram = join(root, "miniprogram");
  const findings: Finding[] = [];
  const virtual = new Map<string, string>();
  virtual.set(join(miniprogram, DECLARATIONS_FILE), HOST_DECLARATIONS);
  const templates: Template[] = [];
  const { TmplGroup } = tools.require("glass-easel-template-compiler") as {
    TmplGroup: new () => TemplateGroup;
  };
  const group = new TmplGroup();
  const paths = filesBelow(miniprogram, ["miniprogram_npm"]).filter((path) => path.endsWith(".wxml"));
  const hosts = addHosts(miniprogram, paths, virtual, findings);
  for (const path of paths) {
    const problems = group.addTmpl(path, readFileSync(join(miniprogram, path), "utf8"));
    findings.push(...handlersWithoutColon(path, readFileSync(join(miniprogram, path), "utf8")));
    for (const problem of problems.filter(({ isError, code }) => isError || code === MISSING_END_TAG)) {
      findings.push({ file: `miniprogram/${path}`, line: problem.startLine + 1, message: problem.message });
    }
    const base = path.slice(0, -".wxml".length);
    if (problems.some(({ isError }) => isError) || !hosts.has(base)) continue;
    const converted = group.getTmplConvertedExpr(path, environment(miniprogram, base, hosts));
    virtual.set(join(miniprogram, `${path}.ts`), converted.code());
    templates.push({ base, converted });
  }
  const program = createProgram(miniprogram, virtual);
  for (const template of templates) findings.push(...typeErrors(program, miniprogram, template));
  return { gate: "wxml", read: { templates: paths.length, typed: templates.length }, findings };
}

/** `bindtap` is an attribute like any other to the compiler that emits the types, so its handler would go unchecked. */
function handlersWithoutColon(path: string, text: string): Finding[] {
  return text.split("\n").flatMap((line, index) =>
    [...line.matchAll(/\s((?:capture-|mut-)?(?:bind|catch))([a-z]+)\s*=\s*["']/g)].map(([, verb, event]) => ({
      file: `miniprogram/${path}`,
      line: index + 1,
      message: `write ${verb}:${event}, with a colon`,
    })),
  );
}

/** Which templates have a script to be checked against. A file of `<template>`s alone has none, and says so by having no JSON. */
function addHosts(
  miniprogram: string,
  templates: string[],
  virtual: Map<string, string>,
  findings: Finding[],
): Set<string> {
  const hosts = new Set<string>();
  for (const path of templates) {
    const base = path.slice(0, -".wxml".length);
    const script = join(miniprogram, `${base}.ts`);
    if (!existsSync(join(miniprogram, `${base}.json`))) continue;
    const host = existsSync(script) ? hostScript(script, readFileSync(script, "utf8")) : null;
    if (host === null) {
      const message =
        "no Page({…}) or Component({…}) at the top level: write the call there, with an object literal";
      findings.push({ file: `miniprogram/${base}.ts`, message });
      continue;
    }
    virtual.set(join(miniprogram, `${base}${HOST_SUFFIX}.ts`), host);
    hosts.add(base);
  }
  return hosts;
}

/** The declarations that the emitted code reads: `data`, `methods` and one entry of `tags` for each tag there is. */
function environment(miniprogram: string, base: string, hosts: Set<string>): string {
  const tree = { has: (path: string) => existsSync(join(miniprogram, path)) };
  const components = new Map<string, string>();
  for (const json of ["app.json", `${base}.json`]) {
    for (const [tag, target] of Object.entries(usingComponents(join(miniprogram, json)))) {
      const [reference] = referencesIn(json, JSON.stringify({ usingComponents: { [tag]: target } }));
      const files = reference ? resolveReference(tree, json, reference) : null;
      const component = files?.find((file) => file.endsWith(".json"))?.slice(0, -".json".length);
      components.set(
        tag,
        component === undefined ? "any" : propertiesOf(miniprogram, base, component, hosts),
      );
    }
  }
  const tags = [...BUILT_IN_TAGS, ...genericTags(join(miniprogram, `${base}.json`))].map(
    (tag) => [tag, "any"] as const,
  );
  const entries = new Map<string, string>([...tags, ...components]);
  return [
    `import type host from ${JSON.stringify(`./${basename(base)}${HOST_SUFFIX}`)};`,
    `declare const data: (typeof host)["data"];`,
    `declare const methods: (typeof host)["methods"];`,
    // What any component takes besides its own properties.
    "type Anywhere = { [name: `aria${string}`]: any; [name: `${string}Class`]: any; hidden: any };",
    // What comes with a behaviour or a decorator is missing in the declarations; a component that declares nothing tells nothing.
    "type NpmProperties<T> = T extends { default: new (...args: any) => { properties: infer P } }",
    "  ? keyof P extends never ? any : { [K in keyof P]: any } & { usingCustomNavbar: any; customStyle: any } & Anywhere : any;",
    `declare const tags: { ${[...entries].map(([tag, type]) => `${JSON.stringify(tag)}: ${type};`).join(" ")} };`,
    "",
  ].join("\n");
}

/**
 * Of our own components the properties with their types. Of an npm component their names alone: its declarations
 * allow a property fewer types than it takes.
 */
function propertiesOf(miniprogram: string, base: string, component: string, hosts: Set<string>): string {
  if (hosts.has(component)) {
    const path = posix.relative(posix.dirname(base), component + HOST_SUFFIX);
    return `(typeof import(${JSON.stringify(path.startsWith(".") ? path : `./${path}`)}))["default"]["properties"] & Anywhere`;
  }
  const [folder, name = "", ...rest] = component.split("/");
  if (folder !== "miniprogram_npm") return "any";
  const npmPackage = join(miniprogram, "..", "node_modules", name);
  const { miniprogram: distribution = "" } = readJson(join(npmPackage, "package.json"));
  const declarations = join(npmPackage, distribution, ...rest);
  return existsSync(`${declarations}.d.ts`)
    ? `NpmProperties<typeof import(${JSON.stringify(declarations)})>`
    : "any";
}

function usingComponents(json: string): Record<string, string> {
  return readJson(json).usingComponents ?? {};
}

function genericTags(json: string): string[] {
  return Object.keys(readJson(json).componentGenerics ?? {});
}

function readJson(path: string): Json {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Json;
  } catch {
    return {}; // a missing or broken file is reported by the gate "json"
  }
}

function createProgram(miniprogram: string, virtual: Map<string, string>): ts.Program {
  const configFile = join(miniprogram, "tsconfig.json");
  const config = ts.getParsedCommandLineOfConfigFile(
    configFile,
    {
      strictNullChecks: false,
      noUncheckedIndexedAccess: false,
      noUnusedLocals: false,
      noUnusedParameters: false,
      exactOptionalPropertyTypes: false,
    },
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: (problem) => {
        throw new Error(flat(problem));
      },
    },
  );
  if (!config) throw new Error(`${configFile} can't be read`);
  const host = ts.createCompilerHost(config.options);
  const { fileExists, readFile } = host;
  const key = (path: string): string | undefined => virtual.get(join(path));
  host.fileExists = (path) => key(path) !== undefined || fileExists(path);
  host.readFile = (path) => key(path) ?? readFile(path);
  return ts.createProgram([...config.fileNames, ...virtual.keys()], config.options, host);
}

function typeErrors(program: ts.Program, miniprogram: string, { base, converted }: Template): Finding[] {
  const source = program.getSourceFile(join(miniprogram, `${base}.wxml.ts`));
  if (!source) throw new Error(`the program lost ${base}.wxml`);
  if (knowsNothing(program, source)) {
    const message =
      "data or methods can hold any name, so nothing in the template is checked: give data a literal type, and see the script's own type errors";
    return [{ file: `miniprogram/${base}.ts`, message }];
  }
  const problems = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  return problems.map((problem) => {
    const start = problem.start ?? 0;
    const from = source.getLineAndCharacterOfPosition(start);
    const to = source.getLineAndCharacterOfPosition(start + (problem.length ?? 0));
    const span = converted.getSourceLocation(from.line, from.character, to.line, to.character);
    const message = inTermsOfThePage(flat(problem), source.text.slice(0, start));
    return { file: `miniprogram/${base}.wxml`, ...(span && { line: (span[0] ?? 0) + 1 }), message };
  });
}

/** An `any`, or a record of anything, would make every expression right. */
function knowsNothing(program: ts.Program, template: ts.SourceFile): boolean {
  const checker = program.getTypeChecker();
  return template.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations])
    .filter(({ name }) => ts.isIdentifier(name) && (name.text === "data" || name.text === "methods"))
    .map((declaration) => checker.getTypeAtLocation(declaration))
    .some(
      (type) =>
        (type.flags & ts.TypeFlags.Any) !== 0 ||
        checker.getIndexInfoOfType(type, ts.IndexKind.String) !== undefined,
    );
}

function flat(problem: ts.Diagnostic): string {
  return ts.flattenDiagnosticMessageText(problem.messageText, " ");
}

/** The page's author has never seen `methods`, `tags` or `_ForKey_`, which stand only in the emitted code. */
function inTermsOfThePage(message: string, before: string): string {
  if (message.startsWith("Type 'unknown' is not assignable to type 'string | number'")) {
    return "wx:key names a field that the items don't have";
  }
  const undeclared =
    /^Element implicitly has an 'any' type because expression of type '"([\w-]+)"' can't be used to index type '\{ view: any/.exec(
      message,
    );
  if (undeclared) return `no component <${undeclared[1] ?? ""}>: add it to usingComponents`;
  const missing = /^Property '([^']+)' does not exist on type '(.*?)'\.( Did you mean '[^']+'\?)?/s.exec(
    message,
  );
  if (!missing) return message;
  const [, name = "", type = "", hint = ""] = missing;
  if (/\bmethods\.$/.test(before)) return `no method "${name}" to handle the event.${hint}`;
  if (/\bdata\.$/.test(before)) return `nothing named "${name}" in data or properties.${hint}`;
  if (/_tag_\.$/.test(before)) return `the component has no property "${kebab(name)}".${hint}`;
  if (type.startsWith("{ view: any")) return `no component <${name}>: add it to usingComponents`;
  return `no field "${name}" in ${type.length > 120 ? `${type.slice(0, 117)}…` : type}.${hint}`;
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
