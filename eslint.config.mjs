import tseslint from "typescript-eslint";

/** Rules of Pulumi programs that the compiler cannot see. */
const pulumiRules = [
  "error",
  {
    selector:
      "CallExpression[callee.property.name='apply'] :function NewExpression[callee.type='MemberExpression']:not([callee.object.name='pulumi'])",
    message: "Create no resource inside apply(): a preview cannot see it.",
  },
  {
    selector:
      "CallExpression[callee.property.name='apply'] :function NewExpression[callee.type='Identifier']:not([callee.name=/^(Date|Map|RegExp|Set|URL|\\w*Error)$/])",
    message: "Create no component inside apply(): a preview cannot see it.",
  },
];

const noConfigInComponents = {
  selector: "NewExpression[callee.object.name='pulumi'][callee.property.name='Config']",
  message: "Components take arguments; only stacks/ reads configuration.",
};

/** Tests that are longer than a file may be; none is added. */
const longTests = [
  "tests/cli/gate-wording.test.ts",
  "tests/components.ts",
  "tests/live/pass-through.test.ts",
  "tests/live/servers.test.ts",
  "tests/network/address-space.test.ts",
  "tests/network/vpc.test.ts",
  "tests/sandbox/cloud/mistakes.test.ts",
  "tests/stacks/organization.test.ts",
  "tests/workflows/trust.test.ts",
];

export default tseslint.config(
  {
    ignores: [
      "examples/**",
      "bench/**",
      "docs/api/**",
      "coverage/**",
      "**/dist/**",
      "**/node_modules/**",
      "eslint.config.mjs",
      ".dependency-cruiser.mjs",
    ],
  },
  ...tseslint.configs.recommendedTypeChecked,
  // One program for all files: a service would make one of each package.
  {
    languageOptions: {
      parserOptions: { project: "tsconfig.json", tsconfigRootDir: import.meta.dirname },
    },
  },
  { rules: { "@typescript-eslint/no-explicit-any": "error" } },
  {
    // Vitest calls the default export of these.
    ignores: ["vitest.config.mts", "tests/live/start.ts", "tests/run/counting.mts"],
    rules: {
      "no-restricted-exports": [
        "error",
        {
          restrictDefaultExports: {
            direct: true,
            named: true,
            defaultFrom: true,
            namedFrom: true,
            namespaceFrom: true,
          },
        },
      ],
    },
  },
  {
    files: ["{components,stacks,cli,sandbox,policy,build,tests}/**/*.{ts,mts}"],
    ignores: longTests,
    rules: { "max-lines": ["error", { max: 300, skipBlankLines: false, skipComments: false }] },
  },
  { files: ["stacks/**/*.ts"], rules: { "no-restricted-syntax": pulumiRules } },
  {
    files: ["components/**/*.ts"],
    rules: { "no-restricted-syntax": [...pulumiRules, noConfigInComponents] },
  },
);
