import { execFileSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";

import { type Sample, samples } from "../stacks/trust-samples";
import { type Variation, variationsOf } from "../stacks/trusted-changes";
import { Runner } from "./runner";

const root = dirname(dirname(__dirname));
const place = mkdtempSync(join(tmpdir(), "groundwork-scope-"));
afterAll(() => {
  rmSync(place, { recursive: true });
});

interface Step {
  readonly id?: string;
  readonly run?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
}
interface Workflow {
  readonly jobs: Readonly<
    Record<string, { readonly steps: readonly Step[]; readonly environment?: string }>
  >;
}
const preview = parse(
  readFileSync(join(root, ".github/workflows/preview.yaml"), "utf8"),
) as Workflow;
const scriptOf = (id: string) => preview.jobs["scope"]?.steps.find((step) => step.id === id)?.run;
const overlay = parse(
  readFileSync(join(root, ".github/actions/pull-request-data/action.yaml"), "utf8"),
) as { readonly runs: { readonly steps: readonly Step[] } };

const asked = { status: 0, output: "approval=preview-code\n" };
const unasked = { status: 0, output: "approval=preview\n" };
const cases = Object.entries(samples);

const put = (sample: Sample, file: string) => (folder: string) => {
  writeFileSync(
    join(folder, "organization", file),
    stringify(sample[file], { aliasDuplicateObjects: false }),
  );
};

const tried = new Set<Variation["row"]>();

describe.each(cases)("a pull request to %s", (name, sample) => {
  const runner = new Runner(join(place, name.replaceAll(/\W/g, "-")), scriptOf("trust"));
  const variations = variationsOf(sample);
  beforeAll(() => {
    runner.start(sample);
  });

  it("is previewed unread with each untrusted field changed, all at once", () => {
    const changed = variations.filter(({ row }) => row.decision === "preview");
    expect(changed.length).toBeGreaterThan(40);
    const files = new Map<string, object>();
    for (const { file, apply } of changed) {
      files.set(file, apply(files.get(file) ?? sample[file] ?? {}));
    }
    const ran = runner.approvalOf((folder) => {
      files.forEach((_, file) => {
        put(Object.fromEntries(files), file)(folder);
      });
    });
    expect(ran, ran.told).toMatchObject({ ...unasked, summary: "" });
  });

  // Each field once, in the first sample that has it.
  const trusted = variations.filter(({ row }) => {
    const isFirst = row.decision === "preview-code" && !tried.has(row);
    tried.add(row);
    return isFirst;
  });

  it.each(trusted.map((variation) => [`${variation.file}: ${variation.row.path}`, variation]))(
    "waits for an approval with a changed %s",
    (_, { file, changed, row }) => {
      const ran = runner.approvalOf(put(changed, file));
      expect(ran, ran.told).toMatchObject(asked);
      expect(ran.summary).toContain(`\`${file}: ${row.path.split(/[.[<]/)[0] ?? ""}`);
      expect(ran.summary).toContain("who" in (row.mark ?? {}) ? "Waits for an approval" : "");
    },
  );
});

describe("a hostile pull request", () => {
  const [[, sample]] = cases as [[string, Sample]];
  const runner = new Runner(join(place, "hostile"), scriptOf("trust"));
  const organization = stringify(sample["organization.yaml"]);
  beforeAll(() => {
    runner.start(sample);
  });
  const write = (file: string, text: string | Uint8Array) => (folder: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  const own = "organization/organization.yaml";
  const research = readable(sample["teams/research.yaml"]);

  const inputs: Readonly<Record<string, (folder: string) => void>> = {
    "unparsable YAML": write(own, "name: [unclosed\n"),
    "an empty organisation": write(own, ""),
    "a list in the place of the organisation": write(own, "- a\n"),
    "two documents": write(own, `${organization}---\n${organization}`),
    "a key twice": write(own, `${organization}domain: attacker.example\n`),
    "a key twice, once in quotes": write(own, `${organization}"domain": attacker.example\n`),
    "a number and a text as one key": write(
      "organization/teams/research.yaml",
      `${research}1: a\n"1": b\n`,
    ),
    __proto__: write(
      "organization/teams/research.yaml",
      `${research}__proto__: { quota: { cpu: "1" } }\n`,
    ),
    "__proto__ in a map of any names": write(
      "organization/teams/more.yaml",
      `${research}`.replace("research:", "__proto__:"),
    ),
    constructor: write("organization/teams/research.yaml", `${research}constructor: { a: b }\n`),
    "an anchor and its alias": write(
      "organization/teams/research.yaml",
      research.replace("Research and development", "&a Research").concat("other: *a\n"),
    ),
    "an anchor alone": write(
      "organization/teams/research.yaml",
      research.replace("Research and development", "&a Research"),
    ),
    "a merge key": write(
      "organization/teams/research.yaml",
      `${research}<<: { quota: { cpu: "1" } }\n`,
    ),
    "a tag": write(
      "organization/teams/research.yaml",
      research.replace("Research and development", "!!str Research"),
    ),
    "a directive": write("organization/teams/research.yaml", `%YAML 1.1\n---\n${research}`),
    "an unknown field": write(
      "organization/teams/research.yaml",
      `${research}webhook: https://attacker.example\n`,
    ),
    "a map in the place of a text": write(
      own,
      organization.replace("https://bao.umbrella.example", "{ a: b }"),
    ),
    "a text in the place of a map": write(
      own,
      organization.replace(/secrets:\n {2}url: .*/, "secrets: https://attacker.example"),
    ),
    "no UTF-8": write(
      "organization/teams/research.yaml",
      Buffer.from([0x61, 0x3a, 0x20, 0xff, 0xfe, 0x0a]),
    ),
    "a huge file": write(
      "organization/teams/research.yaml",
      `${research}# ${"a".repeat(1_000_001)}\n`,
    ),
    "a deep file": write(
      "organization/teams/research.yaml",
      `${research}deep: ${"[".repeat(50_000)}${"]".repeat(50_000)}\n`,
    ),
    "another ending": (folder) => {
      renameSync(join(folder, own), join(folder, "organization/organization.yml"));
    },
    "an additional organization.yml": write("organization/organization.yml", organization),
    "a name in other case": write("organization/Organization.yaml", organization),
    "a folder in other case": write("organization/Teams/more.yaml", research),
    "an ending in other case": write("organization/teams/more.YAML", research),
    "a name beyond ASCII": write("organization/teams/über.yaml", research),
    "a letter that looks like another": write("organization/teams/re\u0455earch.yaml", research),
    "a bidirectional mark in a name": write("organization/teams/more\u202e.yaml", research),
    "a line's end in a name": write("organization/teams/more\n.yaml", research),
    "a space in a name": write("organization/teams/more .yaml", research),
    "a hidden file": write("organization/teams/.yaml", research),
    "a folder in a folder": write("organization/teams/more/more.yaml", research),
    "a file that no schema has": write(
      "organization/hosts.yaml",
      "vault: https://attacker.example\n",
    ),
    "a link to a file": (folder) => {
      symlinkSync("/etc/hostname", join(folder, "organization/teams/more.yaml"));
    },
    "a link in the place of a file": (folder) => {
      rmSync(join(folder, own));
      symlinkSync("teams/research.yaml", join(folder, own));
    },
    "a link in the place of a folder": (folder) => {
      renameSync(join(folder, "organization/teams"), join(folder, "teams"));
      symlinkSync("../teams", join(folder, "organization/teams"));
    },
    "a link in the place of the organisation": (folder) => {
      renameSync(join(folder, "organization"), join(folder, "other"));
      symlinkSync("other", join(folder, "organization"));
    },
    "a folder with the name of a file": write(
      "organization/environments/more.yaml/a.yaml",
      research,
    ),
    "no organisation": (folder) => {
      rmSync(join(folder, "organization"), { recursive: true });
    },
    "no organization.yaml": (folder) => {
      rmSync(join(folder, own));
    },
    "settings of the policy pack beside data": (folder) => {
      write("organization/policy.json", '{"IAM-03": {"accounts": ["*"]}}\n')(folder);
      write("organization/teams/research.yaml", `${research}# a comment\n`)(folder);
    },
    "given ranges": write("organization/addresses.json", "{}\n"),
    "a program beside data": (folder) => {
      write("index.ts", "export {};\n")(folder);
      write("organization/teams/research.yaml", `${research}# a comment\n`)(folder);
    },
    "nothing at all": () => undefined,
  };

  it.each(Object.entries(inputs))("waits for an approval with %s", (_, change) => {
    const ran = runner.approvalOf(change);
    expect(ran, ran.told).toMatchObject(asked);
  });

  it("forms no Markdown of its own, and calls nobody, in the comment", () => {
    const text = "x`|\n# @acme/platform <b>\u202e https://attacker.example";
    const { "organization.yaml": files } = sample as { "organization.yaml": object };
    const head = { ...sample, "organization.yaml": { ...files, github: { owner: text } } };
    const { summary } = runner.approvalOf(put(head, "organization.yaml"));
    const row = summary.split("\n").find((line) => line.includes("github.owner")) ?? "";
    expect(row).toContain("@acme/platform");
    expect(row).not.toMatch(/[^ -~]/);
    const [, field, change] = row.split(" | ").map((each) => each.trim());
    expect([field, change].every((each) => each !== undefined)).toBe(true);
    expect(row.split("`").length).toBe(5);
  });
});

const readable = (data: unknown) => stringify(data, { aliasDuplicateObjects: false });

describe("the commit that is previewed", () => {
  const [[, sample]] = cases as [[string, Sample]];
  const runner = new Runner(join(place, "commit"), scriptOf("trust"));
  beforeAll(() => {
    runner.start(sample);
    runner.approvalOf((folder) => {
      writeFileSync(join(folder, "organization/teams/research.yaml"), "displayName: A\n");
    });
  });

  /** The step that pins it, in a workspace where the ref's commit is checked out. */
  function pinned(head: string) {
    const workspace = mkdtempSync(join(place, "workspace-"));
    const merged = join(place, "commit/merged");
    cpSync(merged, join(workspace, ".merged"), { recursive: true });
    return runner.run(scriptOf("merged"), workspace, { HEAD: head, RUNNER_TEMP: workspace });
  }

  it("is the merge of the event's head", () => {
    const merge = execFileSync("git", ["rev-parse", "HEAD"], {
      cwd: join(place, "commit/merged"),
      encoding: "utf8",
    });
    expect(pinned(runner.head())).toMatchObject({ status: 0, output: `commit=${merge}` });
  });

  it("is none once the pull request has moved on", () => {
    const ran = pinned("0".repeat(40));
    expect(ran).toMatchObject({ status: 1, output: "" });
    expect(ran.told).toContain("has moved on");
  });

  it("is the judged one wherever its data is taken", () => {
    const text = readFileSync(join(root, ".github/workflows/preview.yaml"), "utf8");
    expect(text.match(/refs\/pull\/.*\/merge/g)).toHaveLength(1);
    expect(overlay.runs.steps[0]?.with?.["ref"]).toBe("${{ inputs.commit }}");
    const taken = Object.entries(preview.jobs).flatMap(([job, { steps }]) =>
      steps
        .filter(({ uses }) => uses === "./.github/actions/pull-request-data")
        .map((step) => [job, step.with?.["commit"], step.if]),
    );
    expect(taken).toEqual([
      ["scope", "${{ steps.merged.outputs.commit }}", undefined],
      [
        "gate",
        "${{ needs.scope.outputs.merged }}",
        "needs.scope.outputs.approval != 'preview-code'",
      ],
    ]);
    // A program of the head runs only where someone has approved it.
    const [checkout] = preview.jobs["gate"]?.steps ?? [];
    expect(checkout?.with?.["ref"]).toBe(
      "${{ needs.scope.outputs.approval == 'preview-code' && github.event.pull_request.head.sha || github.event.pull_request.base.sha }}",
    );
    expect(preview.jobs["gate"]?.environment).toBe("${{ needs.scope.outputs.approval }}");
  });
});
