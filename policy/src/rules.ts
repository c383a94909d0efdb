import { ARG01 } from "./delivery/project-scope";
import { KC01 } from "./identity/redirect-uris";
import { IST02 } from "./ingress/gateway-tls";
import { SIG03 } from "./provenance/admission-controller";
import { ECR01 } from "./provenance/immutable-tags";
import { SIG01 } from "./provenance/signers";
import { VLT02 } from "./secrets/login-bounds";
import { VLT01 } from "./secrets/policy-paths";
import { EKS01 } from "./cluster/public-endpoint";
import { K8S07 } from "./cluster/admin-bindings";
import { K8S10 } from "./cluster/admission-webhooks";
import { K8S05 } from "./cluster/pinned-images";
import { K8S01 } from "./cluster/pod-baseline";
import { K8S12 } from "./cluster/provider-identity";
import { IAM01 } from "./identity/wide-policies";
import { IAM05 } from "./identity/github-trust";
import { KMS02 } from "./keys/deletion-window";
import { NET01 } from "./network/open-ingress";
import { NET02 } from "./network/default-security-group";
import { GR01 } from "./network/overlap";
import type { GraphRule, Rule } from "./rule";

export const rules: readonly Rule[] = [
  NET01,
  NET02,
  IAM01,
  IAM05,
  KC01,
  EKS01,
  K8S01,
  K8S05,
  K8S07,
  K8S10,
  K8S12,
  KMS02,
  ECR01,
  SIG01,
  SIG03,
  IST02,
  ARG01,
  VLT01,
  VLT02,
];

export const graphRules: readonly GraphRule[] = [GR01];
