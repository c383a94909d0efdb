import { KC01 } from "./identity/redirect-uris";
import { ECR01 } from "./provenance/immutable-tags";
import { EKS01 } from "./cluster/public-endpoint";
import { K8S07 } from "./cluster/admin-bindings";
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
  K8S07,
  KMS02,
  ECR01,
];

export const graphRules: readonly GraphRule[] = [GR01];
