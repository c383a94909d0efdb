import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { type ArgIssue, assertArgs, typeToken } from "../lib/component";
import { formIssues, hostIssues, wholeIssues } from "../lib/plain";

/** Arguments of {@link TeamRoute}. */
export interface TeamRouteArgs {
  /** Namespace of the team. */
  readonly namespace: pulumi.Input<string>;
  /** Names the route's objects in the namespace. */
  readonly route: string;
  /** Host in the environment's domain, such as `payments.dev.example.com`. */
  readonly host: string;
  /** Gateway as `namespace/name`. */
  readonly gateway: pulumi.Input<string>;
  /** Service that answers. */
  readonly service: string;
  /**
   * Its port.
   * @default 80
   */
  readonly port?: number;
}

/** A team's way in from outside: its host on the gateway, and nothing else may call its pods. */
export class TeamRoute extends pulumi.ComponentResource {
  public static readonly type = typeToken("ingress", "TeamRoute");

  public constructor(name: string, args: TeamRouteArgs, opts?: pulumi.ComponentResourceOptions) {
    assertArgs(TeamRoute.type, name, checkTeamRouteArgs(args), opts);
    super(TeamRoute.type, name, args, opts);
    const { namespace, route, host, gateway, service, port = 80 } = args;
    const child = { parent: this };

    new k8s.apiextensions.CustomResource(
      name,
      {
        apiVersion: "networking.istio.io/v1",
        kind: "VirtualService",
        metadata: { name: route, namespace },
        spec: {
          hosts: [host],
          gateways: [gateway],
          http: [{ route: [{ destination: { host: service, port: { number: port } } }] }],
        },
      },
      child,
    );
    new k8s.apiextensions.CustomResource(
      `${name}-callers`,
      {
        apiVersion: "security.istio.io/v1",
        kind: "AuthorizationPolicy",
        metadata: { name: `${route}-callers`, namespace },
        spec: {
          action: "ALLOW",
          rules: [{ from: [{ source: { namespaces: [namespace, "istio-ingress"] } }] }],
        },
      },
      child,
    );
    this.registerOutputs({});
  }
}

/** Every problem with the plain arguments. Pure. */
function checkTeamRouteArgs({ route, host, service, port }: TeamRouteArgs): ArgIssue[] {
  return [
    ...formIssues(
      "route",
      route,
      /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
      "a name of a-z, 0-9 and dash, of 63 at the most",
    ),
    ...hostIssues("host", host),
    ...formIssues(
      "service",
      service,
      /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/,
      "the name of a service, without its namespace",
    ),
    ...wholeIssues("port", port, 1, 65535),
  ];
}
