import { spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { describe, expect, it } from "vitest";
import { parse } from "yaml";

import {
  ciRole,
  homePreviewRole,
  previewApprovals,
  previewRole,
  stateRole,
} from "../../stacks/derived/hosts";

const root = dirname(dirname(__dirname));
interface Job {
  readonly permissions?: object;
  readonly concurrency?: { readonly "cancel-in-progress": unknown };
  readonly environment?: string;
  readonly uses?: string;
  readonly steps?: readonly {
    readonly if?: string;
    readonly uses?: string;
    readonly with?: object;
  }[];
  readonly "timeout-minutes"?: number;
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: object;
  readonly jobs: Readonly<Record<string, Job>>;
}

const own = ".github";
const example = "examples/platform/.github";
const filesOf = (place: string) => globSync("**/*.yaml", { cwd: join(root, place) }).sort();
const read = (file: string) => readFileSync(join(root, file), "utf8");
const workflow = (name: string) => parse(read(`${own}/workflows/${name}.yaml`)) as Workflow;
const everything = [own, example].flatMap((place) => filesOf(place).map((f) => `${place}/${f}`));
const workflows = everything.filter((file) => file.includes("/workflows/"));

describe("the workflows", () => {
  it.each(everything)("%s names what it uses by commit", (file) => {
    const uses = [...read(file).matchAll(/uses: (.*)$/gm)].map(([, used = ""]) => used);
    const loose = uses.filter(
      (used) =>
        !used.startsWith("./") && !/^[\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(used),
    );
    expect(loose).toEqual([]);
  });

  it.each(everything)("%s reads no stored secret", (file) => {
    expect(read(file)).not.toMatch(/\bsecrets\.(?!\w*\.?outputs)\w+ *}}|secrets: inherit/);
  });

  it.each(workflows)("%s gives each job its rights and a limit in time, and no more", (file) => {
    const { permissions, jobs } = parse(read(file)) as Workflow;
    expect(permissions).toEqual({});
    for (const [name, job] of Object.entries(jobs)) {
      expect(job.permissions, name).toBeDefined();
      expect(JSON.stringify(job.permissions), name).not.toContain("write-all");
      expect(job.uses ?? job["timeout-minutes"], name).toBeDefined();
    }
  });

  it("never cancel an update under way, and run one at a time a batch", () => {
    const { up } = workflow("batch").jobs;
    expect(up?.concurrency).toEqual({
      group: "up-${{ fromJSON(inputs.batch).kind }}-${{ fromJSON(inputs.batch).name }}",
      "cancel-in-progress": false,
    });
    expect(up?.environment).toBe("${{ fromJSON(inputs.batch).approval }}");
    expect(read(`${own}/workflows/batch.yaml`)).toContain("up --only");
    expect(Object.keys(workflow("up").on)).toEqual(["push", "workflow_dispatch"]);
  });

  it("preview data with the program of the base branch, and programs behind an approval", () => {
    const text = read(`${own}/workflows/preview.yaml`);
    const { on, jobs } = workflow("preview");
    expect(Object.keys(on)).toEqual(["pull_request_target"]);
    expect(jobs["gate"]?.environment).toBe("${{ needs.scope.outputs.approval }}");
    expect(jobs["scope"]?.permissions).not.toHaveProperty("id-token");
    const named = [...text.matchAll(/approval=([\w-]+)/g)].map(([, name]) => name);
    expect(named).toEqual(previewApprovals);
    expect(text).not.toMatch(/role: groundwork-(ci|state)$/m);
  });

  it("send findings to code scanning, by a right that no other job has", () => {
    const { jobs } = workflow("preview");
    const upload = jobs["gate"]?.steps?.find(({ uses }) => uses?.includes("/upload-sarif@"));
    expect(upload?.with).toEqual({
      sarif_file: "gate.sarif",
      category: "gate-${{ matrix.batch.kind }}-${{ matrix.batch.name }}",
      ref: "refs/pull/${{ github.event.number }}/head",
      sha: "${{ github.event.pull_request.head.sha }}",
    });
    expect(read(`${own}/workflows/preview.yaml`)).toContain("--sarif gate.sarif");
    const may = workflows.flatMap((file) =>
      Object.entries((parse(read(file)) as Workflow).jobs)
        .filter(([, { permissions }]) => permissions && "security-events" in permissions)
        .map(([name]) => `${file} ${name}`),
    );
    expect(may).toEqual([own, example].map((place) => `${place}/workflows/preview.yaml gate`));
  });

  it("judge what is up every night, with roles that only read", () => {
    const text = read(`${own}/workflows/nightly.yaml`);
    const { on, jobs } = workflow("nightly");
    expect(Object.keys(on)).toEqual(["schedule", "workflow_dispatch"]);
    expect(jobs["plan"]?.permissions).toEqual({ contents: "read" });
    for (const job of [jobs["gate"], jobs["estate"]]) {
      expect(job?.permissions).toEqual({ contents: "read", "id-token": "write" });
      // The one of data, which waits for nobody and runs main's own program.
      expect(job?.environment).toBe(previewApprovals[0]);
    }
    const stateRoleOfAll = `arn:aws:iam::\${{ vars.STATE_ACCOUNT_ID }}:role/${previewRole}`;
    expect([...text.matchAll(/role(?:-to-assume)?: (.*)$/gm)].map(([, role]) => role)).toEqual([
      previewRole,
      previewRole,
      stateRoleOfAll,
    ]);
    expect(text).toContain('$GROUNDWORK gate --after "${stacks[@]}"');
    expect(text).toContain("$GROUNDWORK gate --estate ");
  });

  it("give a preview secrets and tokens that only read", () => {
    const { runs } = parse(read(`${own}/actions/credentials/action.yaml`)) as {
      readonly runs: { readonly steps: NonNullable<Job["steps"]> };
    };
    const tokens = runs.steps.filter(({ uses }) => uses?.includes("/create-github-app-token@"));
    expect(tokens.map((step) => step.if)).toEqual([
      `inputs.role == '${previewRole}'`,
      `inputs.role != '${previewRole}'`,
    ]);
    const permissions = Object.entries(tokens[0]?.with ?? {}).filter(([name]) =>
      name.startsWith("permission-"),
    );
    // Those that docs/ci.md gives the App.
    expect(Object.fromEntries(permissions)).toEqual({
      "permission-administration": "read",
      "permission-environments": "read",
      "permission-members": "read",
      "permission-organization-administration": "read",
    });
    const { secrets } = runs.steps.find(({ uses }) => uses?.includes("/vault-action@"))?.with as {
      readonly secrets: string;
    };
    expect(secrets.match(/platform\/data\/.*(?= \w)/g)).toEqual(
      Array(2).fill(`platform/data/\${{ inputs.role == '${previewRole}' && 'preview' || 'ci' }}`),
    );
    for (const name of ["preview", "nightly"]) {
      const text = read(`${own}/workflows/${name}.yaml`);
      expect(text).toContain(`KEYCLOAK_CLIENT_ID: ${previewRole}\n`);
      expect(text).toContain("app-client-id: ${{ vars.PREVIEW_APP_CLIENT_ID }}\n");
      expect(text).not.toContain("vars.APP_CLIENT_ID");
    }
    expect(read(`${own}/workflows/preview.yaml`)).toContain(
      `GROUNDWORK_HOME_ROLE: ${homePreviewRole}\n`,
    );
    const updates = read(`${own}/workflows/batch.yaml`);
    expect(updates).not.toMatch(/KEYCLOAK_CLIENT_ID|GROUNDWORK_HOME_ROLE/);
  });

  it("name the roles that the stacks make", () => {
    const batch = read(`${own}/workflows/batch.yaml`);
    expect(batch).toContain(` role: ${ciRole}\n`);
    expect(batch).toContain(`state-role: ${stateRole}\n`);
    expect(read(`${own}/workflows/preview.yaml`)).toContain(`state-role: ${previewRole}\n`);
  });

  it("are the same in a company's own repository, but for the command", () => {
    const shared = filesOf(own).filter((file) => !file.endsWith("test.yaml"));
    expect(filesOf(example)).toEqual(shared);
    for (const file of shared) {
      const theirs = read(`${own}/${file}`).replaceAll(
        "GROUNDWORK: ./groundwork",
        "GROUNDWORK: npx --no-install groundwork",
      );
      expect(read(`${example}/${file}`), file).toBe(theirs);
    }
  });
});

describe("what tells data from programs", () => {
  const filter = /grep --quiet (?:.*) "(\^\$DATA.*)" <<</.exec(
    read(`${own}/workflows/preview.yaml`),
  )?.[1];

  /** Whether a pull request that changes these files is previewed with the base's program. */
  function isData(...changed: string[]): boolean {
    const script = `if grep --quiet --invert-match --extended-regexp "${filter ?? ""}" <<< "$CHANGED"; then exit 1; fi`;
    const env = { ...process.env, DATA: "organization", CHANGED: changed.join("\n") };
    return spawnSync("bash", ["-c", script], { env }).status === 0;
  }

  it("takes declarations for data", () => {
    expect(isData("organization/teams/search.yaml")).toBe(true);
    expect(isData("organization/organization.yaml", "organization/teams/a.yaml")).toBe(true);
  });

  it.each([
    "organization/policy.json",
    "organization/index.ts",
    "organization.yaml",
    "organizationx/a.yaml",
    "package.json",
    ".github/workflows/up.yaml",
    "examples/organization/a.yaml",
  ])("takes %s for a program, even beside data", (file) => {
    expect(isData(file)).toBe(false);
    expect(isData("organization/teams/search.yaml", file)).toBe(false);
  });
});

describe("code owners", () => {
  /** Who owns a file: the last pattern that fits it says so, as GitHub reads the file. */
  function ownerOf(place: string, file: string): string | undefined {
    const lines = read(`${place}/CODEOWNERS`).split("\n");
    const owners = lines.filter((line) => line !== "" && !line.startsWith("#"));
    return owners
      .map((line) => line.split(" "))
      .findLast(([pattern = ""]) =>
        pattern.startsWith("/")
          ? `/${file}` === pattern || (pattern.endsWith("/") && `/${file}`.startsWith(pattern))
          : `/${file}`.endsWith(`/${pattern}`),
      )?.[1];
  }

  const told = ["waivers.yaml", "approvals.yaml", "baseline.json", "policy.json"];

  it.each([
    ...told.map((file) => `organization/${file}`),
    "organization/environments/dev.yaml",
    "policy/src/rules/all.ts",
    ".github/workflows/preview.yaml",
    ".github/CODEOWNERS",
  ])("has the platform's people own %s", (file) => {
    expect(ownerOf(own, file)).toBe("@acme/platform");
  });

  it.each([...told.map((file) => `organization/${file}`), ".github/workflows/preview.yaml"])(
    "has the platform's people own %s of a company's repository",
    (file) => {
      expect(ownerOf(example, file)).toBe("@globex/platform");
    },
  );

  it("has each team own its own waivers, and nothing else", () => {
    const teams = globSync("*.yaml", { cwd: join(root, example, "../organization/teams") });
    expect(teams).not.toEqual([]);
    for (const file of teams) {
      const team = `@globex/team-${file.replace(".yaml", "")}-owner`;
      expect(ownerOf(example, `organization/waivers/${file}`)).toBe(team);
      expect(ownerOf(example, `organization/teams/${file}`)).toBe("@globex/platform");
    }
  });
});
