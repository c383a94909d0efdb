import { cluster, devtools, ingress } from "../../components";
import { type Exports, readStack } from "../contracts";
import { platformGroup } from "../derived/hosts";
import type { ResolvedEnvironment } from "../derived/resolved/model";
import { awsProvider, clusterProvider, vaultProvider } from "./providers";

/** `environment.<id>`: logins, gateway and rights that turn a serviced cluster into an environment. */
export function environmentProgram(environment: ResolvedEnvironment): Exports<"environment"> {
  const { name, organization, region } = environment;
  const { clientIds, contact, issuer } = organization;
  const made = readStack("cluster", name);
  const { groupsClaim } = readStack("identity");
  const { domain } = readStack("services", name);
  const kubernetes = clusterProvider(made, region);

  // A cluster has one such login; that of an existing cluster is its owner's.
  if (environment.cluster.mode !== "existing") {
    new cluster.RealmLogin(
      "login",
      {
        clusterName: made.clusterName,
        issuer,
        clientId: clientIds.kubernetes,
        groupsClaim,
      },
      { provider: awsProvider("account", environment) },
    );
  }
  new cluster.AdministratorView(
    "administrators",
    { group: platformGroup },
    { provider: kubernetes },
  );
  const gateway = new ingress.Gateway(
    "gateway",
    { domain: environment.domain, contact, region },
    { provider: kubernetes },
  );
  const secrets = new devtools.ClusterSecretLogin(
    "secrets",
    { path: environment.secretLoginPath, issuer: made.issuer },
    { provider: vaultProvider(organization) },
  );
  return { domain, gateway: gateway.reference, secretLoginPath: secrets.path };
}
