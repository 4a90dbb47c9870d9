/**
 * CloudBase's security rules for clients. There is no door to the database for clients here, so only storage asks.
 * An expression may compare, combine with && || !, test a regular expression, and read auth.openid, resource.openid
 * and resource.path.
 */
import fs from "node:fs";
import path from "node:path";
import { messageOf } from "./errors";

export interface RuleContext {
  auth: { openid: string };
  resource: { openid: string; path: string };
}
export type Rule = (context: RuleContext) => boolean;
export interface StorageRules {
  read: Rule;
  write: Rule;
}

/** Clients read nothing and write what they own; where they may create is limited further by their own folder. */
export const CLOSED_STORAGE_RULES = { read: false, write: "resource.openid == auth.openid" };

/**
 * Reads `storage.rules.json` in `dir`, or takes the closed defaults; checks that `database.rules.json` is closed.
 * @throws Error naming the file and what is wrong.
 */
export function loadRules(dir: string | null): StorageRules {
  const storage = readRuleFile(dir, "storage.rules.json") ?? CLOSED_STORAGE_RULES;
  const database = readRuleFile(dir, "database.rules.json");
  if (database) assertClosed(database);
  return { read: compile(storage["read"]), write: compile(storage["write"]) };
}

function readRuleFile(dir: string | null, name: string): Record<string, unknown> | null {
  const file = dir === null ? null : path.join(dir, name);
  if (file === null || !fs.existsSync(file)) return null;
  try {
    return JSON.parse(fs.readFileSync(file, "utf8")) as Record<string, unknown>;
  } catch (error) {
    throw new Error(`${file} is not JSON: ${messageOf(error)}`);
  }
}

/** One rule for all, or one by collection: clients must be shut out, because nothing here would serve them. */
function assertClosed(rules: Record<string, unknown>): void {
  const open = Object.entries(rules).find(([name, rule]) =>
    name === "read" || name === "write"
      ? rule !== false
      : typeof rule !== "object" || rule === null || Object.values(rule).some((inner) => inner !== false),
  );
  if (open)
    throw new Error(`database.rules.json opens "${open[0]}" to clients; the local cloud has no such door`);
}

function compile(source: unknown): Rule {
  if (typeof source === "boolean") return () => source;
  if (typeof source !== "string")
    throw new Error(`a rule must be true, false or an expression: ${String(source)}`);
  const parser = new RuleParser(source);
  const evaluate = parser.parse();
  return (context) => evaluate(context) === true;
}

type Evaluate = (context: RuleContext) => unknown;
const TOKEN =
  /\s*(\/(?:\\.|[^/\\])+\/[a-z]*|"[^"]*"|'[^']*'|==|!=|&&|\|\||[!().]|[A-Za-z_]\w*|-?\d+(?:\.\d+)?)/y;

class RuleParser {
  private readonly tokens: string[] = [];
  private at = 0;

  constructor(private readonly source: string) {
    TOKEN.lastIndex = 0;
    const text = source.trim();
    while (TOKEN.lastIndex < text.length) {
      const found = TOKEN.exec(text);
      if (!found) throw new Error(`cannot read the rule: ${source}`);
      this.tokens.push(found[1] as string);
    }
  }

  parse(): Evaluate {
    const whole = this.either();
    if (this.at < this.tokens.length) throw new Error(`cannot read the rule: ${this.source}`);
    return whole;
  }

  private either(): Evaluate {
    let left = this.both();
    while (this.take("||")) {
      const [a, b] = [left, this.both()];
      left = (context) => a(context) === true || b(context) === true;
    }
    return left;
  }

  private both(): Evaluate {
    let left = this.comparison();
    while (this.take("&&")) {
      const [a, b] = [left, this.comparison()];
      left = (context) => a(context) === true && b(context) === true;
    }
    return left;
  }

  private comparison(): Evaluate {
    const left = this.operand();
    const operator = this.take("==") ?? this.take("!=");
    if (operator === null) return left;
    const right = this.operand();
    return (context) => (left(context) === right(context)) === (operator === "==");
  }

  private operand(): Evaluate {
    if (this.take("!")) {
      const inner = this.operand();
      return (context) => inner(context) !== true;
    }
    if (this.take("(")) {
      const inner = this.either();
      this.expect(")");
      return inner;
    }
    const token = this.tokens[this.at++] ?? "";
    if (token.startsWith("/")) return this.regularExpression(token);
    if (/^["']/.test(token)) return () => token.slice(1, -1);
    if (/^-?\d/.test(token)) return () => Number(token);
    if (token === "true" || token === "false") return () => token === "true";
    if (token === "null") return () => null;
    return this.variable(token);
  }

  private regularExpression(token: string): Evaluate {
    const end = token.lastIndexOf("/");
    const pattern = new RegExp(token.slice(1, end), token.slice(end + 1));
    for (const part of [".", "test", "("]) this.expect(part);
    const subject = this.either();
    this.expect(")");
    return (context) => pattern.test(String(subject(context)));
  }

  private variable(token: string): Evaluate {
    this.expect(".");
    const name = `${token}.${this.tokens[this.at++] ?? ""}`;
    switch (name) {
      case "auth.openid":
        return ({ auth }) => auth.openid;
      case "resource.openid":
        return ({ resource }) => resource.openid;
      case "resource.path":
        return ({ resource }) => resource.path;
    }
    throw new Error(`the rule names ${name}, which the local cloud does not know: ${this.source}`);
  }

  private take(token: string): string | null {
    if (this.tokens[this.at] !== token) return null;
    this.at++;
    return token;
  }

  private expect(token: string): void {
    if (this.take(token) === null)
      throw new Error(`cannot read the rule, "${token}" is missing: ${this.source}`);
  }
}
