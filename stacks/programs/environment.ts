import { AdministratorView } from "../../components/cluster/administrator-view";
import { PreviewView } from "../../components/cluster/preview-view";
import { RealmLogin } from "../../components/cluster/realm-login";
import { ClusterSecretLogin } from "../../components/devtools/cluster-secret-login";
import { Gateway } from "../../components/ingress/gateway";
import { type Exports, readStack } from "../contracts";
import { platformGroup } from "../derived/hosts";
import type { ResolvedEnvironment } from "../derived/resolved/model";
import { awsProvider } from "./providers/aws";
import { clusterProvider } from "./providers/cluster";
import { vaultProvider } from "./providers/vault";

/** `environment.<id>`: logins, gateway and rights that turn a serviced cluster into an environment. */
export function environmentProgram(environment: ResolvedEnvironment): Exports<"environment"> {
  const { name, organization, region } = environment;
  const { clientIds, contact, issuer } = organization;
  const made = readStack("cluster", name);
  const { groupsClaim } = readStack("identity");
  const { domain } = readStack("services", name);
  const kubernetes = clusterProvider(made, region);

  // A cluster has one such login; the owner of an existing cluster makes it.
  if (environment.cluster.mode !== "existing") {
    new RealmLogin(
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
  new AdministratorView("administrators", { group: platformGroup }, { provider: kubernetes });
  new PreviewView("previews", {}, { provider: kubernetes });
  const gateway = new Gateway(
    "gateway",
    { domain: environment.domain, contact, region },
    { provider: kubernetes },
  );
  const secrets = new ClusterSecretLogin(
    "secrets",
    { path: environment.secretLoginPath, issuer: made.issuer },
    { provider: vaultProvider(organization) },
  );
  return { domain, gateway: gateway.reference, secretLoginPath: secrets.path };
}
