import * as pulumi from "@pulumi/pulumi";

import { installChart, platformNamespace } from "../lib/charts";
import { type ArgIssue, assertArgs, typeToken } from "../lib/component";
import { wholeIssues } from "../lib/plain";

/** Arguments of {@link Mesh}. */
export interface MeshArgs {
  /**
   * Copies of the control plane and of the gateway.
   * @default 2
   */
  readonly replicas?: number;
}

/** Istio and its ingress gateway behind a network load balancer. */
export class Mesh extends pulumi.ComponentResource {
  public static readonly type = typeToken("ingress", "Mesh");

  /** Namespace of the gateway's pods. */
  public readonly gatewayNamespace: pulumi.Output<string>;

  public constructor(name: string, args: MeshArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    assertArgs(Mesh.type, name, checkMeshArgs(args), opts);
    super(Mesh.type, name, args, opts);
    const { replicas = 2 } = args;
    const child = { parent: this };

    const system = platformNamespace(`${name}-system`, "istio-system", child);
    const ingress = platformNamespace(`${name}-ingress`, "istio-ingress", child, {
      "istio-injection": "enabled",
    });
    const base = installChart(`${name}-base`, "meshBase", { namespace: system }, child);
    const control = installChart(
      `${name}-control`,
      "meshControl",
      {
        namespace: system,
        values: {
          pilot: { autoscaleMin: replicas },
          meshConfig: { accessLogFile: "/dev/stdout", accessLogEncoding: "JSON" },
        },
      },
      { parent: this, dependsOn: base },
    );
    installChart(
      `${name}-gateway`,
      "meshGateway",
      {
        namespace: ingress,
        values: { autoscaling: { minReplicas: replicas }, service: { annotations: loadBalancer } },
      },
      { parent: this, dependsOn: control },
    );

    this.gatewayNamespace = ingress;
    this.registerOutputs({ gatewayNamespace: this.gatewayNamespace });
  }
}

/** Every problem with the plain arguments. Pure. */
function checkMeshArgs({ replicas }: MeshArgs): ArgIssue[] {
  return wholeIssues("replicas", replicas, 1);
}

/** https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/ */
const loadBalancer = {
  "service.beta.kubernetes.io/aws-load-balancer-type": "external",
  "service.beta.kubernetes.io/aws-load-balancer-nlb-target-type": "ip",
  "service.beta.kubernetes.io/aws-load-balancer-scheme": "internet-facing",
  "service.beta.kubernetes.io/aws-load-balancer-healthcheck-protocol": "http",
  "service.beta.kubernetes.io/aws-load-balancer-healthcheck-port": "15021",
  "service.beta.kubernetes.io/aws-load-balancer-healthcheck-path": "/healthz/ready",
};
