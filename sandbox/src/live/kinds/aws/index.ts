import { readFileSync } from "node:fs";

import type { Bag } from "../../../cloud/store";
import { at, isBag } from "../../../cloud/values";
import type { LiveCluster, LiveDescription } from "../../description";
import type { LiveKind, LiveResource } from "../live-kind";
import { ApiServer } from "../kubernetes/api-server";
import type { AdoptingKind, LivePlace } from "../pass-through";
import { AuthenticationFile } from "./authentication";
import { loginOf, oidcOf } from "./login";

/** Additions of real API servers to the offline cloud's AWS: clusters' addresses, and trusted issuers. */
export function awsPlace(description: LiveDescription, signal?: AbortSignal): LivePlace {
  const kinds: Readonly<Record<string, AdoptingKind>> = {
    "aws:eks/cluster:Cluster": clusters(description),
    "aws:eks/identityProviderConfig:IdentityProviderConfig": logins(description, signal),
  };
  return {
    label: "eks",
    adds: true,
    kinds: (token) => (Object.hasOwn(kinds, token) ? kinds[token] : undefined),
  };
}

/** A cluster's outputs are those of the API server that stands for it. */
function clusters({ clusters, caFile }: LiveDescription): LiveKind {
  const resource = (inputs: Bag): LiveResource => {
    const id = String(inputs["name"]);
    const cluster = clusters[id];
    const state =
      cluster === undefined
        ? {}
        : {
            endpoint: cluster.server,
            certificateAuthority: { data: readFileSync(caFile).toString("base64") },
            identities: [{ oidcs: [{ issuer: cluster.issuer }] }],
          };
    return { id, inputs, state };
  };
  return {
    create: (inputs) => Promise.resolve(resource(inputs)),
    read: (_id, inputs) => Promise.resolve(resource(inputs)),
    update: (_id, inputs) => Promise.resolve(resource(inputs)),
    delete: () => Promise.resolve(),
  };
}

/** An identity provider of a cluster is an issuer that its API server trusts. */
function logins(description: LiveDescription, signal?: AbortSignal): AdoptingKind {
  const fileOf = (inputs: Bag) => {
    const cluster = description.clusters[String(inputs["clusterName"])];
    return cluster && authenticationFile(cluster, description.caFile, signal);
  };
  const idOf = (inputs: Bag) =>
    `${String(inputs["clusterName"])}:${String(at(inputs, "oidc.identityProviderConfigName"))}`;
  const oidc = (inputs: Bag) => (isBag(inputs["oidc"]) ? inputs["oidc"] : {});
  const issuerOf = (inputs: Bag) => String(oidc(inputs)["issuerUrl"]);
  const put = async (inputs: Bag): Promise<LiveResource> => {
    const entry = loginOf(oidc(inputs), readFileSync(description.caFile, "utf8"));
    await fileOf(inputs)?.set(issuerOf(inputs), entry);
    return { id: idOf(inputs), inputs, state: inputs };
  };
  return {
    create: put,
    adopt: (inputs) =>
      Promise.resolve(
        fileOf(inputs)?.entry(issuerOf(inputs)) && { id: idOf(inputs), inputs, state: inputs },
      ),
    read: (id, inputs) => {
      const file = fileOf(inputs);
      const entry = file?.entry(issuerOf(inputs));
      if (file !== undefined && entry === undefined) {
        return Promise.resolve(undefined);
      }
      const now = entry === undefined ? inputs : { ...inputs, oidc: oidcOf(entry, oidc(inputs)) };
      return Promise.resolve({ id, inputs: now, state: now });
    },
    update: async (_id, inputs, before) => {
      if (issuerOf(before) !== issuerOf(inputs)) {
        await fileOf(before)?.set(issuerOf(before), undefined);
      }
      return put(inputs);
    },
    delete: async (_id, inputs) => {
      await fileOf(inputs)?.set(issuerOf(inputs), undefined);
    },
  };
}

function authenticationFile(
  cluster: LiveCluster,
  caFile: string,
  signal?: AbortSignal,
): AuthenticationFile {
  const stopping = signal === undefined ? {} : { signal };
  const server = new ApiServer({ ...cluster, caFile, ...stopping });
  return new AuthenticationFile(cluster.authenticationFile, server, signal);
}
