import * as pulumi from "@pulumi/pulumi";

import { WorkloadIdentity } from "../cluster/workload-identity";
import { installChart, platformNamespace } from "../lib/charts";
import { type ArgIssue, assertArgs, typeToken } from "../lib/component";
import { clusterNameIssues, hostIssues } from "../lib/plain";

/** Arguments of {@link EdgeControllers}. */
export interface EdgeControllersArgs {
  readonly clusterName: string;
  /** ARN of the environment's DNS zone, which the controllers may change. */
  readonly zoneArn: pulumi.Input<string>;
  /** Domain that they keep records for. */
  readonly domain: string;
}

/** Controllers that keep DNS records and certificates as the gateways declare them: external-dns and cert-manager. */
export class EdgeControllers extends pulumi.ComponentResource {
  public static readonly type = typeToken("ingress", "EdgeControllers");

  public constructor(
    name: string,
    args: EdgeControllersArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    assertArgs(EdgeControllers.type, name, checkEdgeControllersArgs(args), opts);
    super(EdgeControllers.type, name, args, opts);
    const { clusterName, zoneArn, domain } = args;
    const child = { parent: this };

    const namespace = platformNamespace(`${name}-system`, "edge-system", child);
    const [dns, certificates] = ["external-dns", "cert-manager"].map(
      (controller) =>
        new WorkloadIdentity(
          `${name}-${controller}`,
          {
            clusterName,
            namespace: "edge-system",
            serviceAccount: controller,
            roleName: `${clusterName}-${controller}`,
            statements: zoneRights(zoneArn),
          },
          child,
        ),
    );
    // A pod that is there before its identity never gets credentials.
    const after = (identity?: WorkloadIdentity) =>
      identity === undefined ? child : { ...child, dependsOn: identity };
    installChart(
      `${name}-dns`,
      "dns",
      {
        namespace,
        values: {
          provider: { name: "aws" },
          domainFilters: [domain],
          policy: "sync",
          txtOwnerId: clusterName,
          sources: ["istio-gateway"],
          serviceAccount: { name: "external-dns" },
        },
      },
      after(dns),
    );
    installChart(
      `${name}-certificates`,
      "certificates",
      {
        namespace,
        values: { crds: { enabled: true, keep: true }, serviceAccount: { name: "cert-manager" } },
      },
      after(certificates),
    );
    this.registerOutputs({});
  }
}

/** Every problem with the plain arguments. Pure. */
function checkEdgeControllersArgs({ clusterName, domain }: EdgeControllersArgs): ArgIssue[] {
  return [...clusterNameIssues("clusterName", clusterName), ...hostIssues("domain", domain)];
}

/** https://kubernetes-sigs.github.io/external-dns/latest/docs/tutorials/aws/#iam-policy, narrowed to one zone */
function zoneRights(zoneArn: pulumi.Input<string>) {
  return [
    {
      actions: ["route53:ChangeResourceRecordSets", "route53:ListResourceRecordSets"],
      resources: [zoneArn],
    },
    { actions: ["route53:GetChange"], resources: ["arn:aws:route53:::change/*"] },
    { actions: ["route53:ListHostedZones", "route53:ListHostedZonesByName"], resources: ["*"] },
  ];
}
