import type { PlannedStack } from "@groundwork-iac/platform/internal/derived/plan";

import type { Change } from "../../engine";
import { type Approval, globFits } from "../inputs/approvals";

/** Kinds that a plan may not replace or delete without an approval, each with its loss in words. */
export const protectedKinds: Readonly<Record<string, string>> = {
  "aws:ec2/vpc:Vpc": "the network and everything in it",
  "aws:ec2/vpcIpam:VpcIpam": "who holds which addresses",
  "aws:ec2transitgateway/transitGateway:TransitGateway": "every route between networks",
  "aws:ecr/repository:Repository": "the images",
  "aws:eks/cluster:Cluster": "the cluster and everything that runs in it",
  "aws:kms/key:Key": "all data that the key has encrypted",
  "aws:rds/cluster:Cluster": "the database",
  "aws:rds/instance:Instance": "the database",
  "aws:route53/zone:Zone": "every name in the zone, and its delegation",
  "aws:s3/bucket:Bucket": "the objects",
  "github:index/repository:Repository": "the code, its pull requests and issues",
  "keycloak:index/realm:Realm": "every user, client and session of the realm",
  "kubernetes:core/v1:Namespace": "everything in the namespace",
  "kubernetes:core/v1:PersistentVolume": "the data of the volume",
  "kubernetes:core/v1:PersistentVolumeClaim": "the data of the volume",
  "vault:index/mount:Mount": "the secrets of the mount",
};

const longestApprovalDays = 30;

/** The data and the stacks that a loss would affect. */
export interface Loss {
  readonly stack: string;
  readonly action: Approval["action"];
  readonly resource: string;
  readonly loses: string;
  /** Stacks that read this one, near or far. */
  readonly stacks: readonly string[];
  readonly teams: readonly string[];
  /** Who approved it, until when; omitted if nobody did. */
  readonly approved?: string;
  /** Why approvals of this loss have no effect. */
  readonly refusals: readonly string[];
}

/** The protected resources that a preview would replace or delete. */
export function lossesOf(
  stack: string,
  changes: readonly Change[],
  plan: readonly PlannedStack[],
  approvals: readonly Approval[],
  today: string,
): Loss[] {
  const lost = new Map<string, Loss>();
  for (const { op, type, urn } of changes) {
    const [action, loses] = [actionOf(op), protectedKinds[type]];
    if (action === undefined || loses === undefined) {
      continue;
    }
    const meant = approvals.filter(
      (each) => each.stack === stack && each.action === action && globFits(each.resource, urn),
    );
    const refusals = meant.flatMap((approval) => refusal(approval, today) ?? []);
    const approval = meant.find((each) => refusal(each, today) === undefined);
    lost.set(urn, {
      stack,
      action,
      resource: urn,
      loses,
      ...blastOf(stack, plan),
      ...(approval && { approved: `${approval.approvedBy} until ${approval.until}` }),
      refusals,
    });
  }
  return [...lost.values()];
}

/** The stacks that read a stack, near or far, and the teams whose stacks are among them. */
export function blastOf(
  stack: string,
  plan: readonly PlannedStack[],
): { readonly stacks: string[]; readonly teams: string[] } {
  const hit = new Set([stack]);
  const visit = (name: string) => {
    for (const reader of plan.filter(({ after }) => after.includes(name))) {
      if (!hit.has(reader.name)) {
        hit.add(reader.name);
        visit(reader.name);
      }
    }
  };
  visit(stack);
  const teams = [...hit].flatMap((name) => /^(?:team|workspace)\.([^.]+)/.exec(name)?.[1] ?? []);
  return {
    stacks: [...hit].filter((name) => name !== stack),
    teams: [...new Set(teams)].sort(),
  };
}

/** The loss that an operation means for a resource. One replacement is several steps of the engine. */
function actionOf(op: string): Approval["action"] | undefined {
  if (op === "delete") {
    return "delete";
  }
  return /^(replace|create-replacement|delete-replaced|discard-replaced)$/.test(op)
    ? "replace"
    : undefined;
}

function refusal({ approvedBy, until }: Approval, today: string): string | undefined {
  if (today > until) {
    return `of ${approvedBy} ended on ${until}`;
  }
  const days = (Date.parse(until) - Date.parse(today)) / 86_400_000;
  return days > longestApprovalDays
    ? `of ${approvedBy} until ${until}: want an end within ${longestApprovalDays} days from today`
    : undefined;
}
