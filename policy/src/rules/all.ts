import { ARG01 } from "./arg-01-project-scope/rule";
import { CFN01 } from "./cfn-01-readable-templates/rule";
import { ECR01 } from "./ecr-01-immutable-tags/rule";
import { ECR04 } from "./ecr-04-registry-access/rule";
import { EKS01 } from "./eks-01-public-endpoint/rule";
import { EKS02 } from "./eks-02-secret-encryption/rule";
import { EKS03 } from "./eks-03-control-logs/rule";
import { EKS05 } from "./eks-05-access-entries/rule";
import { EKS07 } from "./eks-07-node-hardening/rule";
import { EKS10 } from "./eks-10-realm-issuers/rule";
import { GH03 } from "./gh-03-kept-repositories/rule";
import { GR01 } from "./gr-01-overlap/rule";
import { GR02 } from "./gr-02-namespace-guards/rule";
import { GR03 } from "./gr-03-served-hosts/rule";
import { GR05 } from "./gr-05-pod-roles/rule";
import { GR08 } from "./gr-08-repository-rulesets/rule";
import { GR09 } from "./gr-09-pipeline-environments/rule";
import { GR11 } from "./gr-11-project-destinations/rule";
import { GR12 } from "./gr-12-login-targets/rule";
import { GR14 } from "./gr-14-stage-edges/rule";
import { IAM01 } from "./iam-01-wide-policies/rule";
import { IAM03 } from "./iam-03-trusted-principals/rule";
import { IAM04 } from "./iam-04-pod-trust/rule";
import { IAM05 } from "./iam-05-github-trust/rule";
import { IST02 } from "./ist-02-gateway-tls/rule";
import { K8S01 } from "./k8s-01-pod-baseline/rule";
import { K8S05 } from "./k8s-05-pinned-images/rule";
import { K8S07 } from "./k8s-07-admin-bindings/rule";
import { K8S10 } from "./k8s-10-admission-webhooks/rule";
import { K8S12 } from "./k8s-12-provider-identity/rule";
import { KC01 } from "./kc-01-redirect-uris/rule";
import { KC02 } from "./kc-02-client-grants/rule";
import { KC03 } from "./kc-03-code-exchange/rule";
import { KMS02 } from "./kms-02-deletion-window/rule";
import { KMS03 } from "./kms-03-key-policies/rule";
import { NET01 } from "./net-01-open-ingress/rule";
import { NET02 } from "./net-02-default-security-group/rule";
import { OBS04 } from "./obs-04-dashboard-login/rule";
import type { GraphRule, Rule } from "./rule";
import { SIG01 } from "./sig-01-signers/rule";
import { SIG03 } from "./sig-03-admission-controller/rule";
import { VLT01 } from "./vlt-01-policy-paths/rule";
import { VLT02 } from "./vlt-02-login-bounds/rule";

export const rules: readonly Rule[] = [
  NET01,
  IAM01,
  IAM03,
  IAM04,
  IAM05,
  KC01,
  KC02,
  KC03,
  KMS02,
  KMS03,
  EKS01,
  EKS02,
  EKS03,
  EKS05,
  EKS07,
  EKS10,
  K8S01,
  K8S05,
  K8S07,
  K8S10,
  K8S12,
  CFN01,
  ECR01,
  ECR04,
  SIG01,
  SIG03,
  IST02,
  ARG01,
  VLT01,
  VLT02,
  GH03,
  OBS04,
];

export const graphRules: readonly GraphRule[] = [
  GR01,
  GR02,
  GR03,
  GR05,
  GR08,
  GR09,
  GR11,
  GR12,
  GR14,
  NET02,
];
