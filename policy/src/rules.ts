import { EKS05 } from "./cluster/access-entries";
import { K8S07 } from "./cluster/admin-bindings";
import { K8S10 } from "./cluster/admission-webhooks";
import { EKS03 } from "./cluster/control-logs";
import { EKS07 } from "./cluster/node-hardening";
import { GR02 } from "./cluster/namespace-guards";
import { K8S05 } from "./cluster/pinned-images";
import { K8S01 } from "./cluster/pod-baseline";
import { K8S12 } from "./cluster/provider-identity";
import { EKS01 } from "./cluster/public-endpoint";
import { EKS10 } from "./cluster/realm-issuers";
import { EKS02 } from "./cluster/secret-encryption";
import { GR09 } from "./devtools/pipeline-environments";
import { GR08 } from "./devtools/repository-rulesets";
import { GR11 } from "./delivery/project-destinations";
import { ARG01 } from "./delivery/project-scope";
import { GH03 } from "./devtools/kept-repositories";
import { KC02 } from "./identity/client-grants";
import { KC03 } from "./identity/code-exchange";
import { IAM05 } from "./identity/github-trust";
import { GR05 } from "./identity/pod-roles";
import { IAM04 } from "./identity/pod-trust";
import { KC01 } from "./identity/redirect-uris";
import { GR14 } from "./identity/stage-edges";
import { IAM03 } from "./identity/trusted-principals";
import { IAM01 } from "./identity/wide-policies";
import { IST02 } from "./ingress/gateway-tls";
import { GR03 } from "./ingress/served-hosts";
import { KMS02 } from "./keys/deletion-window";
import { KMS03 } from "./keys/key-policies";
import { NET02 } from "./network/default-security-group";
import { NET01 } from "./network/open-ingress";
import { GR01 } from "./network/overlap";
import { OBS04 } from "./observability/dashboard-login";
import { SIG03 } from "./provenance/admission-controller";
import { ECR01 } from "./provenance/immutable-tags";
import { ECR04 } from "./provenance/registry-access";
import { SIG01 } from "./provenance/signers";
import { VLT02 } from "./secrets/login-bounds";
import { GR12 } from "./secrets/login-targets";
import { VLT01 } from "./secrets/policy-paths";
import type { GraphRule, Rule } from "./rule";

export const rules: readonly Rule[] = [
  NET01,
  NET02,
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
];
