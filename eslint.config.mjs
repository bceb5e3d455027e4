import tseslint from "typescript-eslint";
import verbFirst from "./eslint.verb-first.js";

/** STYLE: wall-clock and randomness only where a user's command starts. */
const noAmbientInput = {
  "no-restricted-globals": ["error", { name: "process", message: "environment only where a run starts" }],
  "no-restricted-syntax": [
    "error",
    { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: "now is an argument" },
    { selector: "MemberExpression[object.name='Date'][property.name='now']", message: "now is an argument" },
    { selector: "MemberExpression[object.name='Math'][property.name='random']", message: "no random numbers" },
    {
      selector: "CallExpression[callee.property.name=/^(sort|splice|reverse)$/]",
      message: "never change an argument: toSorted, toSpliced, toReversed",
    },
  ],
};

export default tseslint.config(
  {
    // Tests compile the programs of examples and templates against the package.
    ignores: [
      "node_modules/",
      "bin/",
      "dist/",
      "dist-docs/",
      "site/",
      "coverage/",
      ".pulumi-local/",
      "*.js",
      "test/bench/fleet/*.cjs",
      "*.mjs",
      "examples/",
      "templates/",
    ],
  },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ["./tsconfig.check.json", "./src/cli/editor/browser/tsconfig.json"],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", ignoreRestSiblings: true }],
      "max-lines-per-function": ["error", { max: 40, skipBlankLines: true, skipComments: true }],
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ["src/**/*.ts"],
    ignores: [
      "src/cli/main.ts",
      "src/cli/context/**",
      "src/cli/commands/**",
      "src/simulator/**",
      "src/package/**",
      "src/deploy/preflight/run-options.ts",
      "src/deploy/provider/main.ts",
      "src/verify/main.ts",
      "src/verify/trial-clocks.ts",
    ],
    rules: noAmbientInput,
  },
  {
    files: ["index.ts", "src/**/*.ts"],
    plugins: { names: { rules: { "verb-first": verbFirst } } },
    rules: { "names/verb-first": "error" },
  },
  {
    files: ["src/deploy/resources/**/*.ts"],
    rules: { "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ["test/**/*.ts"],
    rules: {
      "max-lines-per-function": "off",
      "max-lines": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
    },
  },
);
