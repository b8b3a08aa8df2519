import tseslint from "typescript-eslint";

const packedLiteral = {
  selector:
    "SpreadElement > :matches(ObjectExpression, ArrayExpression), SpreadElement > :matches(TSAsExpression, TSSatisfiesExpression) > :matches(ObjectExpression, ArrayExpression)",
  message: "a literal spread into a literal only saves lines: write its parts out",
};

const namedZod = {
  selector: "ImportDeclaration[source.value='zod'] > ImportSpecifier",
  message: 'import * as z from "zod"',
};

const endlessMkdir = {
  selector: "CallExpression[callee.name=/^mkdir/] Property[key.name='recursive']",
  message: "below /proc it never returns: makeFolder of durable.ts",
};

export default tseslint.config(
  { ignores: ["dist/", "types/", "node_modules/"] },
  ...tseslint.configs.recommended,
  { rules: { "no-restricted-syntax": ["error", packedLiteral] } },
  {
    files: ["src/**/*.ts", "test/**/*.ts"],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "@typescript-eslint/no-floating-promises": "error", // a lost promise is a lost save
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { arguments: false } }],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "no-control-regex": "off", // stripping control characters is a job of this program
      // As a namespace the bundler drops what nobody uses of it: 350 KB of the package.
      "no-restricted-syntax": ["error", packedLiteral, namedZod],
      eqeqeq: ["error", "always", { null: "ignore" }],
      "max-lines": ["error", { max: 250, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ["src/**/*.ts"],
    rules: {
      "no-console": "error", // only cli prints, and through its io
      "no-restricted-syntax": ["error", packedLiteral, namedZod, endlessMkdir],
    },
  },
  { files: ["test/**/*.ts"], rules: { "max-lines-per-function": "off" } },
);
