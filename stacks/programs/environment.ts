import { cluster, devtools, ingress } from "../../components";
import { type Exports, readStack } from "../contracts";
import { clientIdOf, environmentDomain, issuerOf, platformGroup } from "../derived/hosts";
import type { Organization } from "../declarations/model";
import { awsProvider, clusterProvider, vaultProvider } from "./providers";
import { environmentOf } from "./environment-of";

/** `environment.<id>`: what turns a serviced cluster into an environment. */
export function environmentProgram(
  organization: Organization,
  name: string,
): Exports<"environment"> {
  const environment = environmentOf(organization, name);
  const { contact } = organization;
  const made = readStack("cluster", name);
  const { groupsClaim } = readStack("identity");
  const { domain } = readStack("services", name);
  const kubernetes = clusterProvider(made, environment.region);

  // A cluster has one such login; that of an existing cluster is its owner's.
  if (environment.cluster.mode !== "existing") {
    new cluster.RealmLogin(
      "login",
      {
        clusterName: made.clusterName,
        issuer: issuerOf(organization),
        clientId: clientIdOf(organization, "kubernetes"),
        groupsClaim,
      },
      { provider: awsProvider(organization, "account", environment) },
    );
  }
  new cluster.AdministratorView(
    "administrators",
    { group: platformGroup },
    { provider: kubernetes },
  );
  const gateway = new ingress.Gateway(
    "gateway",
    { domain: environmentDomain(organization, name), contact, region: environment.region },
    { provider: kubernetes },
  );
  const secrets = new devtools.ClusterSecretLogin(
    "secrets",
    { path: `kubernetes-${name}`, issuer: made.issuer },
    { provider: vaultProvider(organization) },
  );
  return { domain, gateway: gateway.reference, secretLoginPath: secrets.path };
}
