import type { Framework } from "./framework";

/** What rules answer beside the lists: only the controls that they name. */
export const cited: readonly Framework[] = [
  {
    key: "AWS-EKS-API",
    title: "Amazon EKS API reference",
    source: "https://docs.aws.amazon.com/eks/latest/APIReference/",
    controls: { OidcIdentityProviderConfigRequest: "What an issuer of a cluster may be" },
  },
  {
    key: "AWS-EKS-BPG",
    title: "Amazon EKS Best Practices Guide",
    source: "https://docs.aws.amazon.com/eks/latest/best-practices/",
    controls: {
      "Cluster access manager": "Access entries say who gets in",
      "Reliability: Control plane": "Webhooks do not stop the control plane",
      "Scope the trust policy": "A pod's role trusts its service account",
      "Tenant isolation": "Teams are kept apart",
    },
  },
  {
    key: "AWS-WAF",
    title: "AWS Well-Architected Framework",
    source: "https://docs.aws.amazon.com/wellarchitected/latest/framework/",
    controls: {
      "REL02-BP05": "Networks that are connected do not overlap",
      "SEC01-BP01": "Workloads are kept apart by accounts",
      "SEC03-BP07": "Access across accounts and from outside is known",
    },
  },
  {
    key: "CIS-AWS-5.0",
    title: "CIS AWS Foundations Benchmark 5.0",
    source: "https://www.cisecurity.org/benchmark/amazon_web_services",
    controls: {
      "1.15": "No policy of all actions on everything",
      "5.3": "No administration port is open to everyone",
      "5.5": "Default security groups let nothing in or out",
    },
  },
  {
    key: "CIS-AWS-7.0",
    title: "CIS AWS Foundations Benchmark 7.0",
    source: "https://www.cisecurity.org/benchmark/amazon_web_services",
    controls: { "2.21": "No resource policy for everyone" },
  },
  {
    key: "CIS-GitHub-1.2",
    title: "CIS GitHub Benchmark 1.2",
    source: "https://www.cisecurity.org/benchmark/github",
    controls: {
      "1.1.4": "A new commit takes approvals away",
      "1.1.7": "Code owners review",
      "1.1.9": "Checks pass before a merge",
      "1.1.12": "Commits are signed",
      "1.1.14": "Rules hold for administrators",
      "1.1.16": "No force push",
      "1.1.17": "A protected branch is not deleted",
      "1.2.3": "Few may delete a repository",
    },
  },
  {
    key: "Grafana",
    title: "Grafana documentation",
    source: "https://grafana.com/docs/grafana/latest/setup-grafana/configure-security/",
    controls: { "Configure security": "Hardening of the server" },
  },
  {
    key: "NIST-800-53",
    title: "NIST SP 800-53",
    source: "https://csrc.nist.gov/pubs/sp/800/53/r5/upd1/final",
    controls: { "CM-8": "What there is, is known" },
  },
  {
    key: "NSA-K8S-1.0",
    title: "NSA and CISA Kubernetes Hardening Guidance 1.0, numbered as by Trivy",
    source:
      "https://github.com/aquasecurity/trivy-checks/blob/main/pkg/compliance/k8s-nsa-1.0.yaml",
    controls: {
      "1.2": "No privileged containers",
      "1.3": "No sharing of process namespaces",
      "1.4": "No sharing of the host's process namespaces",
      "1.5": "No use of the host's network",
      "2.0": "Network policies for pods and namespaces",
      "4.0": "Resource quotas",
      "4.1": "Limit ranges",
    },
  },
  {
    key: "RFC 7636",
    title: "RFC 7636, PKCE",
    source: "https://www.rfc-editor.org/rfc/rfc7636",
    controls: { "4.2": "The challenge is a hash" },
  },
  {
    key: "RFC 9700",
    title: "RFC 9700, Best Current Practice for OAuth 2.0 Security",
    source: "https://www.rfc-editor.org/rfc/rfc9700",
    controls: {
      "2.1": "Redirects are exact",
      "2.1.1": "PKCE for every code",
      "2.1.2": "No implicit grant",
      "2.3": "Access tokens of few rights",
      "2.4": "No password grant",
      "4.1.3": "Exact comparison of redirect URIs",
    },
  },
  {
    key: "SLSA-1.0",
    title: "SLSA 1.0",
    source: "https://slsa.dev/spec/v1.0/verifying-artifacts",
    controls: {
      "Verifying artifacts": "Signatures count of named builders only",
    },
  },
  {
    key: "Vault",
    title: "Vault documentation",
    source: "https://developer.hashicorp.com/vault/docs/concepts/production-hardening",
    controls: { "Production Hardening": "Few rights, short lives, no root" },
  },
];
