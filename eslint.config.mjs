import tseslint from "typescript-eslint";

/** Rules that keep the house: each says in its message what to do instead. */
const restrict = (...entries) => ["error", ...entries.map(([selector, message]) => ({ selector, message }))];

export default tseslint.config(
  { ignores: ["dist/**", ".local/**", "**/node_modules/**", "miniprogram/miniprogram_npm/**", "miniprogram/shared/contracts.*", "scripts/wechat/tools/**"] },
  ...tseslint.configs.recommended,
  {
    files: ["**/*.ts"],
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports", disallowTypeAnnotations: false }],
      // The browser half of the stand-in declares its own globals for the tests that look into it.
      "@typescript-eslint/triple-slash-reference": ["error", { path: "always", types: "never" }],
      "max-lines": ["error", { max: 320, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
      eqeqeq: ["error", "always", { null: "ignore" }],
    },
  },
  {
    files: ["cloudfunctions/**/*.ts"],
    ignores: ["cloudfunctions/platform/clock.ts", "cloudfunctions/platform/serve.ts"],
    rules: {
      "no-restricted-syntax": restrict(
        ["CallExpression[callee.object.name='Date'][callee.property.name='now']", "Read the time through platform/clock, so that a stand-in can move it."],
        ["NewExpression[callee.name='Date'][arguments.length=0]", "Read the time through platform/clock, so that a stand-in can move it."],
        ["CallExpression[callee.property.name='skip']", "Page by cursor: the cost of an offset grows with the data."],
      ),
    },
  },
  {
    files: ["contracts/**/*.ts", "miniprogram/**/*.ts"],
    rules: {
      "no-restricted-imports": ["error", { paths: [{ name: "zod", message: "Use zod/mini: the phone pays for every byte." }] }],
    },
  },
  { files: ["test/**/*.ts", "local/**/*.ts", "scripts/**/*.ts"], rules: { "max-lines-per-function": "off" } },
  { files: ["**/*.cjs"], rules: { "@typescript-eslint/no-require-imports": "off" } },
);
