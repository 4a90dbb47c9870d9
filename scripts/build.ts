import { buildContracts } from "./buildContracts";
import { buildFunctions } from "./buildFunctions";
import { packNpm } from "./packNpm";

async function main(): Promise<void> {
  await buildContracts();
  packNpm();
  await buildFunctions();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
