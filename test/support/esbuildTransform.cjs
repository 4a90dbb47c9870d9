/** Jest transform: one file of TypeScript to CommonJS by esbuild, with an inline map so that stack traces point at the source. */
const { transformSync } = require("esbuild");
const { createHash } = require("node:crypto");
module.exports = {
  process(source, filename) {
    // Jest's modules know no import(): what the product loads when it is first needed is required then.
    const { code } = transformSync(source, { loader: "ts", format: "cjs", target: "node20", supported: { "dynamic-import": false }, sourcefile: filename, sourcemap: "inline" });
    return { code };
  },
  getCacheKey: (source, filename) => createHash("sha1").update(source).update(filename).update("2").digest("hex"),
};
