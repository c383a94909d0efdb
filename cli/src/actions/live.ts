import { createHash, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { clusterNameOf } from "@groundwork-iac/platform/internal/derived/hosts";
import type { Organization } from "@groundwork-iac/platform/internal/organization";
import {
  installDefinitions,
  type LiveDescription,
  livePackages,
  type LiveSpec,
  type LiveStatus,
  type Progress,
  type Sandbox,
  serverProgram,
  simulatedPackages,
} from "@groundwork-iac/sandbox";

import type { Project } from "../project";

/**
 * The live servers that an organisation needs: one where people and pipelines log in, one for
 * secrets, and an API server for each cluster that it makes.
 * @throws Error when its identity provider is not its own to run.
 */
export function liveSpec({ organization, root }: Project): LiveSpec {
  if (organization === undefined) {
    throw new Error(`${root} declares no organisation: --live wants a folder organization/`);
  }
  const { identity, secrets } = organization;
  if (identity.mode === "existing") {
    throw new Error(
      `identity.mode: want a managed one for --live, got "existing": ${identity.issuer} is no server of this machine`,
    );
  }
  return {
    issuerHost: identity.url,
    secretsAddress: secrets.url,
    clusters: clustersOf(organization),
  };
}

function clustersOf(organization: Organization): LiveSpec["clusters"] {
  return Object.entries(organization.environments)
    .filter(([, { cluster }]) => cluster.mode !== "existing")
    .map(([name, { region }]) => ({ name: clusterNameOf(organization, name), region }));
}

/**
 * Starts the sandbox's live servers, if it has some or should get some.
 * @throws Error when the offline cloud already holds resources that belong on live servers.
 */
export async function startLive(
  sandbox: Sandbox,
  project: Project,
  wanted: boolean,
  progress: Progress,
): Promise<LiveDescription | undefined> {
  if (!wanted && !sandbox.live.isWanted) {
    return undefined;
  }
  const spec = liveSpec(project);
  const apart = sandbox.seeded().filter(({ token }) => !livePackages.includes(packageOf(token)));
  const held = Object.values(sandbox.inventory()).reduce((sum, count) => sum + count, 0);
  const simulated = held - apart.length;
  if (!sandbox.live.isWanted && simulated > 0) {
    throw new Error(
      `this sandbox holds ${simulated} resources without live servers; run \`groundwork sandbox down\` before --live`,
    );
  }
  await installDefinitions(progress);
  const description = await sandbox.live.start(spec, progress);
  await sandbox.mendLive(progress);
  return description;
}

/** Where the live servers are, and how to reach them. */
export function liveHints(
  { live }: Sandbox,
  description: LiveDescription,
  realm: string | undefined,
): string[] {
  const { keycloak, secrets, clusters, caFile, proxy } = description;
  const kubectl = serverProgram("kubernetes", "kubectl");
  const profile = join(live.paths.folder, "browser");
  const account = `${keycloak.declared}/realms/${realm ?? "master"}/account`;
  return [
    `certificates of the live servers are signed by ${caFile}`,
    ...Object.entries(clusters).map(
      ([name, { server }]) =>
        `${name} at ${server}; break-glass administrator: ${kubectl} --kubeconfig ${live.kubeconfig(name)} get namespaces`,
    ),
    `Keycloak at ${keycloak.declared} (${keycloak.url}); administrator ${keycloak.adminUser}, password in ${keycloak.adminPasswordFile}`,
    `OpenBao at ${secrets.declared} (${secrets.url}); root's token in ${secrets.tokenFile}`,
    "to see them, a browser that knows the way and trusts them, in a profile of its own:",
    `  chromium --user-data-dir=${profile} --proxy-server=${proxy} --ignore-certificate-errors-spki-list=${keyHash(caFile)} ${account} ${secrets.declared}/ui`,
  ];
}

/** Hash of a certificate's key, as Chromium wants it; https://www.chromium.org/developers/how-tos/run-chromium-with-flags/ */
export function keyHash(file: string): string {
  const { publicKey } = new X509Certificate(readFileSync(file));
  const der = publicKey.export({ format: "der", type: "spki" });
  return createHash("sha256").update(der).digest("base64");
}

const packageOf = (token: string) => token.split(":")[0] ?? "";

/** Which packages are real in this sandbox, and which are not. */
export function packagesOf(live: boolean) {
  const isLive = (name: string) => live && livePackages.includes(name);
  return {
    live: simulatedPackages.filter(isLive),
    simulated: simulatedPackages.filter((name) => !isLive(name)),
    /** Helm releases are always simulated, also on a live cluster. */
    isLive: (token: string) => isLive(packageOf(token)) && !token.startsWith("kubernetes:helm.sh/"),
  };
}

/** One line per live server, with a way out when it is down. */
export function serverLines(statuses: readonly LiveStatus[]): string[] {
  const lines = statuses.map(({ name, state, address, why, log }) => {
    const ill = [...(why === undefined ? [] : [why]), `(log: ${log})`];
    return [`${name}: ${state} at ${address}`, ...(state === "running" ? [] : ill)].join(" ");
  });
  return statuses.every(({ state }) => state === "running")
    ? lines
    : [...lines, "`groundwork sandbox up` starts them again, with the data that they had"];
}
