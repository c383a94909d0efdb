import { createHash } from "node:crypto";
import { homedir } from "node:os";
import { basename, isAbsolute, join } from "node:path";

/** Paths of one checkout's sandbox. None of them is in the checkout. */
export interface SandboxPaths {
  /** The checkout. */
  readonly root: string;
  /** Root of everything below; removed by `sandbox down`. */
  readonly state: string;
  /** `bin/pulumi` and `bin/pulumi-language-nodejs`. */
  readonly engine: string;
  /** `PULUMI_HOME`: plugins of the offline cloud. */
  readonly home: string;
  /** Generated project file and stack settings. */
  readonly project: string;
  /** The file backend. */
  readonly backend: string;
  /** The offline cloud's store. */
  readonly store: string;
}

/** Folder for downloads and builds shared by all sandboxes of this user. */
export function cacheFolder(): string {
  return join(userFolder("XDG_CACHE_HOME", ".cache"), "groundwork");
}

/** Only an absolute path counts; https://specifications.freedesktop.org/basedir-spec/latest/ */
function userFolder(variable: string, usual: string): string {
  const named = process.env[variable] ?? "";
  return isAbsolute(named) ? named : join(homedir(), usual);
}

/** Paths of the sandbox of the checkout at `root`. */
export function sandboxPaths(root: string): SandboxPaths {
  const base = userFolder("XDG_STATE_HOME", ".local/state");
  const key = createHash("sha256").update(root).digest("hex").slice(0, 8);
  const state = join(base, "groundwork", `${basename(root)}-${key}`);
  return {
    root,
    state,
    engine: join(state, "engine"),
    home: join(state, "home"),
    project: join(state, "project"),
    backend: join(state, "backend"),
    store: join(state, "offline-cloud.sqlite"),
  };
}
