import type { StackExample } from "../example";

type Made = StackExample[number];

const arn = "arn:aws:iam::111122223333:role/dev-loki";
const issuer = "oidc.eks.eu-west-1.amazonaws.com/id/A1B2C3";

const roleOf = (assumeRolePolicy: unknown, props: object = { name: "dev-loki" }): Made => ({
  type: "aws:iam/role:Role",
  name: "role",
  props: { assumeRolePolicy, ...props },
});
const trust = (Service: unknown, Effect = "Allow") => ({
  Statement: [{ Effect, Principal: { Service } }],
});
const role = roleOf(trust("pods.eks.amazonaws.com"));
const irsa = (sub: unknown, name = "irsa", host = issuer, Effect = "Allow"): Made => ({
  ...roleOf({
    Statement: [{ Effect, Condition: { StringEquals: { [`${host}:sub`]: sub } } }],
  }),
  name,
});
const association = (change: object = {}, more: Partial<Made> = {}): Made => ({
  type: "aws:eks/podIdentityAssociation:PodIdentityAssociation",
  name: "association",
  props: {
    clusterName: "dev",
    namespace: "observability",
    serviceAccount: "loki",
    roleArn: arn,
    ...change,
  },
  ...more,
});
const second = (change: object, more: Partial<Made> = {}) =>
  association(change, { name: "second", ...more });
const addon = (change: object = {}, more: Partial<Made> = {}): Made => ({
  type: "aws:eks/addon:Addon",
  name: "addon",
  props: {
    clusterName: "dev",
    addonName: "aws-ebs-csi-driver",
    podIdentityAssociations: [{ roleArn: arn, serviceAccount: "ebs" }],
    ...change,
  },
  ...more,
});
const chart: Made = {
  type: "kubernetes:helm.sh/v3:Release",
  name: "chart",
  props: { namespace: "observability", values: { serviceAccount: { name: "loki" } } },
};
const account = (name: string, namespace = "observability"): Made => ({
  type: "kubernetes:core/v1:ServiceAccount",
  name,
  props: { metadata: { name, namespace } },
});
const annotated = (roleArn: string, name = "loki"): Made => ({
  type: "kubernetes:core/v1:ServiceAccount",
  name,
  props: {
    metadata: {
      name,
      namespace: "observability",
      annotations: { "eks.amazonaws.com/role-arn": roleArn },
    },
  },
});
const subject = "system:serviceaccount:observability:loki";
/** A role of this name that trusts a service account by the cluster's issuer. */
const trusting = (sub: string): Made => {
  const made = irsa(sub, "trusting");
  return { ...made, props: { ...made.props, name: "dev-loki" } };
};
const other: Made = { ...role, name: "other", props: { ...role.props, name: "dev-dns" } };
const otherArn = arn.replace("loki", "dns");

export const good: readonly StackExample[] = [
  [roleOf(trust("ec2.amazonaws.com")), association(), second({ serviceAccount: "dns" })],
  [role, association(), chart],
  [role, association(), account("loki"), account("web")],
  [role, association()],
  [roleOf(JSON.stringify(trust(["ec2.amazonaws.com", "pods.eks.amazonaws.com"]))), association()],
  [roleOf(trust("ec2.amazonaws.com"))],
  [roleOf(trust("pods.eks.amazonaws.com", "Deny"))],
  [roleOf("no document")],
  [roleOf(trust("pods.eks.amazonaws.com"), { name: "dev-loki", arn }), association()],
  [role, association({}, { from: { roleArn: "role", clusterName: "role" } })],
  [role, addon(), chart],
  [role, other, association(), second({ serviceAccount: "dns", roleArn: otherArn })],
  [role, other, association(), second({ namespace: "edge", roleArn: otherArn })],
  [role, other, association(), second({ clusterName: "prod", roleArn: otherArn })],
  [role, other, addon(), second({ serviceAccount: "ebs", roleArn: otherArn })],
  [
    role,
    other,
    addon({ namespaceConfig: { namespace: "storage" } }),
    second({ namespace: "kube-system", serviceAccount: "ebs", roleArn: otherArn }),
  ],
  [irsa(subject), account("loki")],
  [irsa(subject), irsa(subject, "b", issuer.replace("A1", "A2")), account("loki")],
  [irsa("somebody"), account("web")],
  [irsa(subject, "irsa", "login.example.com"), account("web")],
  [irsa(subject, "irsa", issuer, "Deny"), account("web")],
  [trusting(subject), annotated(arn)],
  [trusting(subject), annotated(otherArn, "web"), account("loki")],
  [annotated(arn)],
  [roleOf(trust("ec2.amazonaws.com"), {}), annotated("arn:aws:iam::111122223333:role/")],
];

export const bad: readonly StackExample[] = [
  [trusting(subject), annotated(arn, "web"), account("loki")],
  [role, association(), annotated(arn)],
  [role],
  [role, association({ roleArn: otherArn })],
  [role, association({ roleArn: "dev-loki" })],
  [
    roleOf(trust("pods.eks.amazonaws.com"), { name: "dev-loki", arn: arn.replace("1111", "4444") }),
    association(),
  ],
  [role, association(), second({ serviceAccount: "dns" })],
  [role, association(), second({ clusterName: "prod" })],
  [role, association(), addon()],
  [role, association(), account("web")],
  [role, association(), account("loki", "edge")],
  [role, other, association(), second({ roleArn: otherArn })],
  [
    role,
    other,
    addon(),
    second({ namespace: "kube-system", serviceAccount: "ebs", roleArn: otherArn }),
  ],
  [irsa(subject), account("web")],
  [irsa(["somebody", subject]), account("web")],
  [irsa(subject, "irsa", issuer.replace("oidc.", "oidc-")), account("web")],
  [irsa(subject), irsa([subject], "twin"), account("loki")],
  [role, association(), annotated(otherArn)],
];
