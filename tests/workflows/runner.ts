import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { type Sample, writeSample } from "../stacks/trust-samples";

const root = dirname(dirname(__dirname));

/** A repository on the runner: its base branch as it is checked out, and the pull request's merge. */
export class Runner {
  public readonly base: string;
  private readonly merged: string;

  public constructor(
    private readonly folder: string,
    private readonly script: string | undefined,
  ) {
    this.base = join(folder, "base");
    this.merged = join(folder, "merged");
    mkdirSync(this.base, { recursive: true });
  }

  public start(sample: Sample): this {
    writeSample(join(this.base, "organization"), sample);
    writeFileSync(join(this.base, "organization/policy.json"), "{}\n");
    cpSync(this.base, this.merged, { recursive: true });
    this.git("init", "--quiet", "--initial-branch=main");
    this.commit("base");
    return this;
  }

  /** The environment that the workflow previews a change of the repository in, and why. */
  public approvalOf(change: (folder: string) => void): Ran {
    this.git("checkout", "--quiet", "--force", "-B", "pull", "main");
    change(this.merged);
    this.commit("change");
    this.git("checkout", "--quiet", "--force", "--detach", "main");
    this.git("merge", "--quiet", "--no-ff", "-m", "merge", "pull");
    return this.run(this.script, this.base);
  }

  /** The head of the pull request. */
  public head(): string {
    return this.git("rev-parse", "pull").trim();
  }

  public run(script: string | undefined, cwd: string, extra: NodeJS.ProcessEnv = {}): Ran {
    const output = join(this.folder, "output");
    const summary = join(this.folder, "summary");
    rmSync(output, { force: true });
    rmSync(summary, { force: true });
    const env = {
      ...process.env,
      DATA: "organization",
      GROUNDWORK: `${process.execPath} ${join(root, "cli/dist/main.js")}`,
      GROUNDWORK_ROOT: this.base,
      RUNNER_TEMP: this.folder,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      ...extra,
    };
    const args = ["-e", "-c", script ?? "exit 9"];
    const { status, stderr, stdout } = spawnSync("bash", args, { cwd, env, encoding: "utf8" });
    const read = (file: string) => (existsSync(file) ? readFileSync(file, "utf8") : "");
    return { status, told: stdout + stderr, output: read(output), summary: read(summary) };
  }

  private commit(message: string): void {
    this.git("add", "--all");
    this.git("commit", "--quiet", "--allow-empty", "-m", message);
  }

  private git(...args: readonly string[]): string {
    const as = ["user.name=a", "user.email=a@b.example", "core.autocrlf=false"];
    const config = as.flatMap((each) => ["-c", each]);
    return execFileSync("git", [...config, ...args], { cwd: this.merged, encoding: "utf8" });
  }
}

export interface Ran {
  readonly status: number | null;
  readonly told: string;
  readonly output: string;
  readonly summary: string;
}
