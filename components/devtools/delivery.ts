import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { installChart, platformNamespace } from "../lib/charts";
import { assertArgs, typeToken } from "../lib/component";
import { httpsIssues, slugIssues } from "../lib/slug";
import { type DeliveredKind, deliveredKindIssues, deliveredKinds } from "./delivered-kinds";

/** Arguments of {@link Delivery}. */
export interface DeliveryArgs {
  /** Host that Argo CD answers at. */
  readonly host: string;
  /** The realm's issuer. */
  readonly issuer: string;
  /** Client of the realm for Argo CD; public, with PKCE. */
  readonly clientId: string;
  /** Group of the realm whose members administer Argo CD. */
  readonly adminGroup: string;
}

/** Argo CD in the cluster that it serves: no local users, login through the realm, rights by group. */
export class Delivery extends pulumi.ComponentResource {
  public static readonly type = typeToken("devtools", "Delivery");

  public constructor(name: string, args: DeliveryArgs, opts?: pulumi.ComponentResourceOptions) {
    assertArgs(Delivery.type, name, httpsIssues("issuer", args.issuer), opts);
    super(Delivery.type, name, args, opts);
    const { host, issuer, clientId, adminGroup } = args;
    const namespace = platformNamespace(`${name}-system`, "argocd", { parent: this });
    const login = { name: "Realm", issuer, clientID: clientId, enablePKCEAuthentication: true };
    installChart(
      name,
      "delivery",
      {
        namespace,
        values: {
          global: { domain: host },
          configs: {
            cm: {
              "admin.enabled": "false",
              "exec.enabled": "false",
              url: `https://${host}`,
              "oidc.config": JSON.stringify(login),
            },
            rbac: {
              "policy.default": "",
              "policy.csv": `g, ${adminGroup}, role:admin`,
              scopes: "[groups]",
            },
          },
        },
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

/** Arguments of {@link TeamProject}. */
export interface TeamProjectArgs {
  /** Team slug. */
  readonly team: string;
  /** Repositories that the team deploys from, as https addresses. */
  readonly repositories: readonly string[];
  /** Namespaces of this cluster that it deploys to. */
  readonly namespaces: readonly pulumi.Input<string>[];
  /** Groups of the realm that operate the team's applications. */
  readonly operators: readonly string[];
  /** Groups that see them and no more. */
  readonly viewers: readonly string[];
  /**
   * Namespaced kinds that the team may deploy beyond {@link deliveredKinds}, such as those of an operator.
   * The kinds by which the platform guards its namespaces are refused.
   * @default none
   */
  readonly kinds?: readonly DeliveredKind[];
}

/**
 * A team's project in Argo CD: its repositories, its namespaces and the kinds that it may deploy there;
 * nothing of the cluster's own, and none of the objects by which the platform guards the namespaces.
 */
export class TeamProject extends pulumi.ComponentResource {
  public static readonly type = typeToken("devtools", "TeamProject");

  public constructor(name: string, args: TeamProjectArgs, opts?: pulumi.ComponentResourceOptions) {
    const issues = [
      ...slugIssues("team", args.team),
      ...args.repositories.flatMap((url, i) => httpsIssues(`repositories[${i}]`, url)),
      ...deliveredKindIssues(args.kinds ?? []),
    ];
    assertArgs(TeamProject.type, name, issues, opts);
    super(TeamProject.type, name, args, opts);
    const { team, repositories, namespaces, kinds = [] } = args;
    new k8s.apiextensions.CustomResource(
      name,
      {
        apiVersion: "argoproj.io/v1alpha1",
        kind: "AppProject",
        metadata: { name: team, namespace: "argocd" },
        spec: {
          sourceRepos: [...repositories],
          destinations: namespaces.map((namespace) => ({
            server: "https://kubernetes.default.svc",
            namespace,
          })),
          clusterResourceWhitelist: [],
          namespaceResourceWhitelist: [...deliveredKinds, ...kinds],
          roles: [
            projectRole(team, "operator", "*", args.operators),
            projectRole(team, "viewer", "get", args.viewers),
          ],
        },
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

/** https://argo-cd.readthedocs.io/en/stable/operator-manual/rbac/ */
function projectRole(team: string, name: string, action: string, groups: readonly string[]) {
  const policies = [`p, proj:${team}:${name}, applications, ${action}, ${team}/*, allow`];
  return { name, groups: [...groups], policies };
}
