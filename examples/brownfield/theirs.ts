import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";

/** A stand-in for a company's own network, cluster and logins, made as they came to be. */
export function theirs() {
  const provider = new aws.Provider("account", {
    region: "eu-west-1",
    allowedAccountIds: ["777777777777"],
  });
  const opts = { provider };
  const vpc = new aws.ec2.Vpc("office", { cidrBlock: "172.16.0.0/16" }, opts);
  new aws.ec2.DefaultSecurityGroup("office", { vpcId: vpc.id }, opts);
  const subnets = ["a", "b"].map(
    (zone, index) =>
      new aws.ec2.Subnet(
        `office-${zone}`,
        {
          vpcId: vpc.id,
          cidrBlock: `172.16.${index}.0/24`,
          availabilityZone: `eu-west-1${zone}`,
        },
        opts,
      ),
  );
  const role = new aws.iam.Role(
    "cluster",
    {
      assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "eks.amazonaws.com" },
            Action: "sts:AssumeRole",
          },
        ],
      }),
    },
    opts,
  );
  // Against EKS-02, EKS-03 and EKS-05, and known: baseline.json holds what was there before the pack.
  const cluster = new aws.eks.Cluster(
    "office",
    {
      roleArn: role.arn,
      vpcConfig: {
        subnetIds: subnets.map((subnet) => subnet.id),
        endpointPublicAccess: true,
        publicAccessCidrs: ["198.51.100.0/24"],
      },
    },
    opts,
  );
  // Against ECR-01, in the baseline too.
  new aws.ecr.Repository("legacy", { name: "legacy", imageTagMutability: "MUTABLE" }, opts);

  const kubeconfig = pulumi.jsonStringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "office", cluster: { server: cluster.endpoint } }],
    contexts: [{ name: "office", context: { cluster: "office", user: "office" } }],
    users: [{ name: "office", user: {} }],
    "current-context": "office",
  });
  const kubernetes = new k8s.Provider("cluster", { kubeconfig, clusterIdentifier: cluster.arn });
  // Against GR-02: baseline.json knows of it.
  const system = new k8s.core.v1.Namespace(
    "cosign-system",
    { metadata: { name: "cosign-system" } },
    { provider: kubernetes },
  );
  // Against SIG-03, in the baseline too.
  new k8s.helm.v3.Release(
    "policy-controller",
    {
      name: "policy-controller",
      namespace: system.metadata.name,
      chart: "policy-controller",
      version: "0.10.6",
      repositoryOpts: { repo: "https://sigstore.github.io/helm-charts" },
    },
    { provider: kubernetes },
  );
  const login = new vault.jwt.AuthBackend(
    "people",
    { path: "oidc", type: "oidc", oidcDiscoveryUrl: "https://login.hooli.example" },
    { provider: new vault.Provider("secrets", { address: "https://vault.hooli.example" }) },
  );
  return { kubeconfig, clusterArn: cluster.arn, loginAccessor: login.accessor };
}
