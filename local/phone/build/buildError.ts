/** What the product's source has wrong, in words that say where and what to do. Shown in the terminal and on the phone. */
export class BuildError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "BuildError";
  }
}
