/** Which room may import which; `npm run lint:imports` holds it. Imports of types count too. */

/** A package of ours by its name, built or not, and by the folder that makes it. */
const packaged = (name, folder) => `^(${folder}/|(node_modules/)?@groundwork-iac/${name}(/|$))`;
const platform = packaged("platform", "dist");
const pack = packaged("policy", "policy");
const sandbox = packaged("sandbox", "sandbox");
const command = packaged("cli", "cli");
const neverShipped = "^(tests|bench|build|examples|organization)/";
const rooms = "^(components|stacks|cli|policy|sandbox)/";
const byPath = { dependencyTypes: ["local"] };

/** @type {(name: string, comment: string, from: object, to: object) => object} */
const forbid = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    forbid("no-circle", "Files that import each other are one file.", {}, { circular: true }),
    forbid(
      "resolved",
      "An import that leads nowhere escapes every other rule.",
      {},
      { couldNotResolve: true, path: "^\\." },
    ),

    forbid(
      "components-know-components",
      "A component serves any program: it knows no stack, no command, no policy.",
      { path: "^components/" },
      { path: ["^stacks/", platform, pack, sandbox, command, neverShipped] },
    ),
    forbid(
      "stacks-know-components",
      "Stacks run under the plain pulumi command, without ours and without the sandbox.",
      { path: "^stacks/" },
      { path: [sandbox, command, neverShipped] },
    ),
    forbid(
      "stacks-by-path",
      "Inside one package files import files: by name they would close a circle unseen.",
      { path: "^stacks/", pathNot: "^stacks/index\\.ts$" },
      { path: platform },
    ),
    forbid(
      "stacks-know-no-policy",
      "The pack and the stacks serve one another's users alone; only our own program joins them.",
      { path: "^stacks/", pathNot: "^stacks/index\\.ts$" },
      { path: pack },
    ),
    forbid(
      "policy-stands-alone",
      "The pack judges any company's program.",
      { path: "^policy/(?!mutation/)" },
      { path: ["^components/", "^stacks/", platform, sandbox, command, neverShipped] },
    ),
    forbid(
      "sandbox-stands-alone",
      "The sandbox runs any Pulumi program.",
      { path: "^sandbox/" },
      { path: ["^components/", "^stacks/", platform, pack, command, neverShipped] },
    ),
    forbid(
      "command-by-packages",
      "The command takes the others as their users do: by package.",
      { path: "^cli/" },
      { path: ["^(components|stacks)/", neverShipped] },
    ),
    forbid(
      "no-path-to-another-package",
      "One package takes another by its name, as users do.",
      { path: "^(cli|policy|sandbox)/" },
      { path: "^(cli|policy|sandbox|node_modules)/(?!dist/)", pathNot: "^$1/", ...byPath },
    ),
    forbid(
      "nothing-compiled-by-path",
      "A compiled file is there only after a build; our own program's name of the pack leads to one.",
      { path: rooms, pathNot: "^stacks/index\\.ts$" },
      { path: "(^|/)dist/", ...byPath },
    ),
    forbid(
      "no-file-of-a-package",
      "A package shows its entries; its other files move.",
      { path: rooms },
      { path: "@groundwork-iac/[^/]+/(dist|src)/" },
    ),

    forbid(
      "module-keeps-internal",
      "Only a module's own files, and tests, know its folder internal.",
      { path: "^(components/([^/]+)|stacks)/" },
      { path: "^components/[^/]+/internal/", pathNot: "^components/$2/" },
    ),
    forbid(
      "component-by-file",
      "An index loads every SDK of its module; a component loads those that it needs.",
      { path: "^components/[^/]+/" },
      { path: "^components/[^/]+/index\\.ts$" },
    ),
    forbid(
      "lib-knows-no-module",
      "What all modules share knows none of them.",
      { path: "^components/lib/" },
      { path: "^components/", pathNot: "^components/lib/" },
    ),

    forbid(
      "declarations-load-no-sdk",
      "Declarations are read where no SDK is installed.",
      { path: "^stacks/declarations/" },
      { path: "@pulumi/(aws|github|keycloak|kubernetes|vault)(/|$)", reachable: true },
    ),
    forbid(
      "declarations-first",
      "Declarations are read before anything is derived from them.",
      { path: "^stacks/declarations/" },
      { path: "^stacks/", pathNot: "^stacks/declarations/" },
    ),
    forbid(
      "derived-second",
      "What is derived comes from declarations alone.",
      { path: "^stacks/derived/" },
      { path: "^stacks/", pathNot: "^stacks/(declarations|derived)/" },
    ),
    forbid(
      "checks-third",
      "Checks judge declarations and what is derived.",
      { path: "^stacks/checks/" },
      { path: "^stacks/", pathNot: "^stacks/(declarations|derived|checks)/" },
    ),
    forbid(
      "reports-and-programs-apart",
      "A report makes nothing, a program reports nothing.",
      { path: "^stacks/(reports|programs)/" },
      { path: "^stacks/(reports|programs)/", pathNot: "^stacks/$1/" },
    ),

    forbid(
      "commands-from-main",
      "A command is called by a person: what two commands share is no command.",
      { path: "^cli/src/", pathNot: "^cli/src/(main\\.ts$|commands/)" },
      { path: "^cli/src/commands/" },
    ),
    forbid(
      "gate-by-its-door",
      "The gate shows one door; what is behind it is its own.",
      { path: "^cli/src/", pathNot: "^cli/src/gate/" },
      { path: "^cli/src/gate/", pathNot: "^cli/src/gate/(index|gate)\\.ts$" },
    ),

    forbid(
      "engine-below-actions",
      "The engine runs a project's stacks; what a command does with them is above it.",
      { path: "^cli/src/engine/" },
      { path: "^cli/src/(actions|tenancy)/" },
    ),

    forbid(
      "kit-below-rules",
      "The kit serves each rule and knows none.",
      { path: "^policy/src/kit/", pathNot: "cases\\.ts$" },
      { path: "^policy/(src/(rules|pack)|mutation)/" },
    ),
    forbid(
      "mutation-knows-the-pack",
      "The mutation run judges the pack alone.",
      { path: "^policy/mutation/" },
      { path: ["^components/", "^stacks/", platform, sandbox, command] },
    ),

    forbid(
      "no-import-of-a-process",
      "A process's entry starts to serve as soon as it is loaded.",
      { path: "^sandbox/src/", pathNot: "^sandbox/src/cloud/plugin\\.ts$" },
      { path: "^sandbox/src/cloud/plugin\\.ts$" },
    ),
    forbid(
      "cloud-knows-no-live",
      "The offline cloud runs without servers; only the process that serves a provider picks one.",
      { path: "^sandbox/src/cloud/", pathNot: "^sandbox/src/cloud/plugin\\.ts$" },
      { path: "^sandbox/src/live/" },
    ),
    forbid(
      "engine-knows-neither",
      "The engine runs any provider.",
      { path: "^sandbox/src/engine/" },
      { path: "^sandbox/src/(cloud|live)/" },
    ),
    forbid(
      "processes-know-nothing",
      "Starting a process is below everything else.",
      { path: "^sandbox/src/processes/" },
      { path: "^sandbox/src/", pathNot: "^sandbox/src/processes/" },
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: ["node_modules", "(^|/)dist/"] },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["types", "require", "node", "default"],
      mainFields: ["types", "main"],
    },
  },
};
