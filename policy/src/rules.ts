import { NET01 } from "./network/open-ingress";
import { NET02 } from "./network/default-security-group";
import { IAM01 } from "./identity/wide-policies";
import { IAM03 } from "./identity/trusted-principals";
import { IAM04 } from "./identity/pod-trust";
import { IAM05 } from "./identity/github-trust";
import { KC01 } from "./identity/redirect-uris";
import { KC02 } from "./identity/client-grants";
import { KC03 } from "./identity/code-exchange";
import { EKS01 } from "./cluster/public-endpoint";
import { EKS02 } from "./cluster/secret-encryption";
import { EKS03 } from "./cluster/control-logs";
import { EKS05 } from "./cluster/access-entries";
import { EKS07 } from "./cluster/node-hardening";
import { EKS10 } from "./cluster/realm-issuers";
import { K8S07 } from "./cluster/admin-bindings";
import { KMS02 } from "./keys/deletion-window";
import { KMS03 } from "./keys/key-policies";
import { ECR01 } from "./provenance/immutable-tags";
import { ECR04 } from "./provenance/registry-access";
import { GH03 } from "./devtools/kept-repositories";
import { OBS04 } from "./observability/dashboard-login";
import { GR01 } from "./network/overlap";
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
  EKS01,
  EKS02,
  EKS03,
  EKS05,
  EKS07,
  EKS10,
  K8S07,
  KMS02,
  KMS03,
  ECR01,
  ECR04,
  GH03,
  OBS04,
];

export const graphRules: readonly GraphRule[] = [GR01];
