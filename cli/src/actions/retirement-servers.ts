import { readFileSync } from "node:fs";

import { escaped } from "@groundwork-iac/platform/internal/declarations/problems";
import { clusterNameOf } from "@groundwork-iac/platform/internal/derived/hosts";
import type { Organization } from "@groundwork-iac/platform/internal/organization";
import type { LiveDescription } from "@groundwork-iac/sandbox";

import type { Client } from "../tenancy";

/** A namespace of a team, in one of its environments. */
export interface Space {
  readonly space: string;
  readonly environment: string;
}

/** What the sandbox's live servers hold. */
export async function onServers(
  live: LiveDescription,
  organization: Organization,
  spaces: readonly Space[],
  mounts: readonly string[],
): Promise<string[]> {
  // Loaded only here, so that the command does without a client where there are no live servers.
  const { Client } = await import("../tenancy/index.js");
  const lines: string[] = [];
  for (const { space, environment } of spaces) {
    const cluster = live.clusters[clusterNameOf(organization, environment)];
    if (cluster !== undefined) {
      const client = new Client(live, cluster);
      const found = await closing(client, () => objectsIn(client, cluster.server, space));
      const where = `namespace ${space} in ${environment}`;
      lines.push(
        ...(found.length === 0
          ? [`${where} holds none`]
          : found.map((each) => `${where}: ${each}`)),
      );
    }
  }
  const client = new Client(live);
  const token = readFileSync(live.secrets.tokenFile, "utf8").trim();
  await closing(client, async () => {
    for (const mount of mounts) {
      const paths = await secretsIn(client, `${live.secrets.url}/v1/${mount}/metadata/`, token);
      lines.push(listed(`secrets below ${mount}`, paths));
    }
  });
  return lines;
}

/** Kinds of a namespace that hold data, as their API calls them. */
export const dataKinds = ["persistentvolumeclaims", "secrets", "configmaps"];
/** Kubernetes makes it in every namespace. */
const ofKubernetes = "kube-root-ca.crt";

interface Listed {
  readonly items?: readonly { readonly metadata: { readonly name: string } }[];
}

async function objectsIn(client: Client, server: string, space: string): Promise<string[]> {
  const lines: string[] = [];
  for (const kind of dataKinds) {
    const { status, text } = await client.call(`${server}/api/v1/namespaces/${space}/${kind}`);
    const { items = [] } = (status === 200 ? JSON.parse(text) : {}) as Listed;
    const names = items
      .map(({ metadata }) => metadata.name)
      .filter((name) => name !== ofKubernetes);
    if (names.length > 0) {
      lines.push(listed(kind, names));
    }
  }
  return lines;
}

/** The paths of all secrets below an address of OpenBao's, which lists a folder with a slash at its end. */
async function secretsIn(client: Client, address: string, token: string): Promise<string[]> {
  const headers = { "x-vault-token": token };
  const { status, text } = await client.call(`${address}?list=true`, { headers });
  if (status !== 200) {
    return [];
  }
  const { data } = JSON.parse(text) as { readonly data: { readonly keys: readonly string[] } };
  const paths: string[] = [];
  for (const key of data.keys) {
    const below = key.endsWith("/")
      ? await secretsIn(client, `${address}${encodeURIComponent(key.slice(0, -1))}/`, token)
      : [""];
    paths.push(...below.map((rest) => `${key}${rest}`));
  }
  return paths;
}

/** The most names that a line shows. */
const mostShown = 20;

function listed(what: string, names: readonly string[]): string {
  const more = names.length - mostShown;
  const shown = names.slice(0, mostShown).map(escaped).join(", ") || "none";
  return `${what}: ${more > 0 ? `${shown} and ${more} more` : shown}`;
}

async function closing<T>(client: Client, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    await client.close();
  }
}
