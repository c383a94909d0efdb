import { cluster, devtools, provenance } from "@groundwork-iac/platform";
import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";

const team = "risk";
const account = "777777777777";

/** One team, added to what is there: nothing for the whole account, nothing that others share. */
export function ours() {
  const there = new pulumi.StackReference(
    `${pulumi.getOrganization()}/${pulumi.getProject()}/theirs`,
  );
  const kubernetes = new k8s.Provider("their-cluster", {
    kubeconfig: there.requireOutput("kubeconfig") as pulumi.Output<string>,
    clusterIdentifier: there.requireOutput("clusterArn") as pulumi.Output<string>,
  });
  const cloud = new aws.Provider("their-account", {
    region: "eu-west-1",
    allowedAccountIds: [account],
  });
  const secrets = new vault.Provider("their-secrets", { address: "https://vault.hooli.example" });

  const images = new devtools.ImageRepository(
    team,
    { repository: `${team}/scoring` },
    { provider: cloud },
  );
  const place = new cluster.TeamNamespace(
    team,
    { team, namespace: team, groups: { "hooli-risk": "edit" }, cpu: "8", memory: "32Gi" },
    { provider: kubernetes },
  );
  new provenance.SignaturePolicy(
    `${team}-signatures`,
    {
      team,
      images: `${account}.dkr.ecr.eu-west-1.amazonaws.com/${team}`,
      signers: ["https://github.com/hooli/scoring/.github/workflows/release.yaml@refs/heads/main"],
    },
    { provider: kubernetes },
  );
  const path = new devtools.SecretPath(
    `${team}-secrets`,
    {
      team,
      environments: ["prod"],
      keepers: { owner: { group: "hooli-risk", environments: ["prod"] } },
      loginAccessor: there.requireOutput("loginAccessor") as pulumi.Output<string>,
    },
    { provider: secrets },
  );
  return { namespace: place.namespace, images: images.repositoryUrl, secretPath: path.path };
}
