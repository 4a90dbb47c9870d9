import { buildContracts } from "./buildContracts";

async function main(): Promise<void> {
  await buildContracts();
}

void main();
