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

export default tseslint.config(
  {
    ignores: [
      "examples/**",
      "bench/**",
      "docs/api/**",
      "**/dist/**",
      "**/node_modules/**",
      "eslint.config.mjs",
      ".dependency-cruiser.mjs",
    ],
  },
  ...tseslint.configs.recommendedTypeChecked,
  { languageOptions: { parserOptions: { projectService: true } } },
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
  { files: ["stacks/**/*.ts"], rules: { "no-restricted-syntax": pulumiRules } },
  {
    files: ["components/**/*.ts"],
    rules: { "no-restricted-syntax": [...pulumiRules, noConfigInComponents] },
  },
);
