import { graphRules, rules } from "./all";
import * as arg01 from "./arg-01-project-scope/cases";
import * as cfn01 from "./cfn-01-readable-templates/cases";
import * as ecr01 from "./ecr-01-immutable-tags/cases";
import * as ecr04 from "./ecr-04-registry-access/cases";
import * as eks01 from "./eks-01-public-endpoint/cases";
import * as eks02 from "./eks-02-secret-encryption/cases";
import * as eks03 from "./eks-03-control-logs/cases";
import * as eks05 from "./eks-05-access-entries/cases";
import * as eks07 from "./eks-07-node-hardening/cases";
import * as eks10 from "./eks-10-realm-issuers/cases";
import * as gh03 from "./gh-03-kept-repositories/cases";
import * as gr01 from "./gr-01-overlap/cases";
import * as gr02 from "./gr-02-namespace-guards/cases";
import * as gr03 from "./gr-03-served-hosts/cases";
import * as gr05 from "./gr-05-pod-roles/cases";
import * as gr08 from "./gr-08-repository-rulesets/cases";
import * as gr09 from "./gr-09-pipeline-environments/cases";
import * as gr11 from "./gr-11-project-destinations/cases";
import * as gr12 from "./gr-12-login-targets/cases";
import * as gr14 from "./gr-14-stage-edges/cases";
import * as iam01 from "./iam-01-wide-policies/cases";
import * as iam03 from "./iam-03-trusted-principals/cases";
import * as iam04 from "./iam-04-pod-trust/cases";
import * as iam05 from "./iam-05-github-trust/cases";
import * as ist02 from "./ist-02-gateway-tls/cases";
import * as k8s01 from "./k8s-01-pod-baseline/cases";
import * as k8s05 from "./k8s-05-pinned-images/cases";
import * as k8s07 from "./k8s-07-admin-bindings/cases";
import * as k8s10 from "./k8s-10-admission-webhooks/cases";
import * as k8s12 from "./k8s-12-provider-identity/cases";
import * as kc01 from "./kc-01-redirect-uris/cases";
import * as kc02 from "./kc-02-client-grants/cases";
import * as kc03 from "./kc-03-code-exchange/cases";
import * as kms02 from "./kms-02-deletion-window/cases";
import * as kms03 from "./kms-03-key-policies/cases";
import * as net01 from "./net-01-open-ingress/cases";
import * as net02 from "./net-02-default-security-group/cases";
import * as obs04 from "./obs-04-dashboard-login/cases";
import * as sig01 from "./sig-01-signers/cases";
import * as sig03 from "./sig-03-admission-controller/cases";
import * as vlt01 from "./vlt-01-policy-paths/cases";
import * as vlt02 from "./vlt-02-login-bounds/cases";
import type { Examples, ResourceCases, StackExample } from "./example";
import type { GraphRule, Rule } from "./rule";

export type RuleWithCases = Rule & ResourceCases;
export type GraphRuleWithCases = GraphRule & Examples<StackExample>;

const resourceCases: Readonly<Record<string, ResourceCases>> = {
  "ARG-01": arg01,
  "CFN-01": cfn01,
  "ECR-01": ecr01,
  "ECR-04": ecr04,
  "EKS-01": eks01,
  "EKS-02": eks02,
  "EKS-03": eks03,
  "EKS-05": eks05,
  "EKS-07": eks07,
  "EKS-10": eks10,
  "GH-03": gh03,
  "IAM-01": iam01,
  "IAM-03": iam03,
  "IAM-04": iam04,
  "IAM-05": iam05,
  "IST-02": ist02,
  "K8S-01": k8s01,
  "K8S-05": k8s05,
  "K8S-07": k8s07,
  "K8S-10": k8s10,
  "K8S-12": k8s12,
  "KC-01": kc01,
  "KC-02": kc02,
  "KC-03": kc03,
  "KMS-02": kms02,
  "KMS-03": kms03,
  "NET-01": net01,
  "OBS-04": obs04,
  "SIG-01": sig01,
  "SIG-03": sig03,
  "VLT-01": vlt01,
  "VLT-02": vlt02,
};

const stackCases: Readonly<Record<string, Examples<StackExample>>> = {
  "GR-01": gr01,
  "GR-02": gr02,
  "GR-03": gr03,
  "GR-05": gr05,
  "GR-08": gr08,
  "GR-09": gr09,
  "GR-11": gr11,
  "GR-12": gr12,
  "GR-14": gr14,
  "NET-02": net02,
};

/** The rules with their examples, for tests and pages. The engine loads none of it. */
export const rulesWithCases: readonly RuleWithCases[] = rules.map((rule) => ({
  ...rule,
  ...of(rule.id, resourceCases),
}));

export const graphRulesWithCases: readonly GraphRuleWithCases[] = graphRules.map((rule) => ({
  ...rule,
  ...of(rule.id, stackCases),
}));

function of<C>(id: string, cases: Readonly<Record<string, C>>): C {
  const found = cases[id];
  if (found === undefined) {
    throw new Error(`${id}: want cases beside the rule, got none`);
  }
  return found;
}
