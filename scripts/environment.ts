import { useLocalCloud } from "../local/environment";

/** A fault of whoever typed the command: the usage belongs beside it. */
export class UsageError extends Error {}

/**
 * Says where the database is before the SDK is first used: --url names a local cloud, --env or TCB_ENV an environment.
 * @throws UsageError when neither is complete
 */
export function chooseEnvironment(env: string | undefined, url: string | undefined, purpose: string): void {
  if (url !== undefined) useLocalCloud({ url: url.replace(/\/$/, ""), env: env ?? "local-env" });
  else {
    if (env !== undefined) process.env.TCB_ENV = env;
    const missing = ["TCB_ENV", "TENCENTCLOUD_SECRETID", "TENCENTCLOUD_SECRETKEY"].filter((name) => !process.env[name]);
    if (missing.length) throw new UsageError(`不知道${purpose}：缺少环境变量 ${missing.join("、")}。在本机试用时请加 --url。`);
  }
}

/** Runs a command to its exit code; 2 when it was typed wrongly or failed, with the usage beside a fault of typing. */
export function runCommand(main: () => Promise<number>, usage: string): void {
  main().then(
    (code) => process.exit(code),
    (error: unknown) => {
      const fault = error instanceof UsageError || (error as { code?: string }).code?.startsWith("ERR_PARSE_ARGS");
      console.error(`${(error as Error).message}${fault ? `\n${usage}` : ""}`);
      process.exit(2);
    },
  );
}
