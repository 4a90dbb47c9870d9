import { type CallName, calls } from "../../contracts/calls";
import type { CallContract } from "../../contracts/kernel/call";
import { roles } from "../../contracts/kernel/role";
import { examples } from "./examples";

/** The table of docs/authority.md, from the contracts themselves. */
export function authorityTable(): string {
  const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const lines = (Object.keys(calls) as CallName[]).sort().map((call) => {
    const { allow, writes, failures }: CallContract = calls[call];
    const scopes = roles.map((role) => allow[role] ?? "");
    return row([`\`${call}\``, ...scopes, writes ? "yes" : "", failures.join(", ")]);
  });
  return [row(["call", ...roles, "writes", "declared failures"]), row(Array(roles.length + 3).fill("---")), ...lines].join("\n");
}

/** What a matter itself narrows further than its call, with the reason. */
export function narrowerList(): string {
  return (Object.keys(examples) as CallName[])
    .flatMap((call) => Object.entries(examples[call].narrower ?? {}).map(([role, why]) => `- \`${call}\`, ${role}: ${why}`))
    .join("\n");
}
