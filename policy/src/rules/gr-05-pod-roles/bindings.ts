import type { Index } from "../../kit/index-of-stack";
import type { Judged } from "../../kit/judged";
import { Node } from "../../kit/node";
import { allows, statements } from "../../kit/policy-document";
import { accountOf } from "../../kit/service-accounts";

export const cluster = "aws:eks/cluster:Cluster";
const role = "aws:iam/role:Role";
const association = "aws:eks/podIdentityAssociation:PodIdentityAssociation";
const addon = "aws:eks/addon:Addon";
export const bindingTypes = [association, addon] as const;

/** A role that a service account's pods get. */
export interface Binding {
  readonly from: Judged;
  /** Where a finding is. */
  readonly place: Node;
  /** ARN of the role; none where the role itself names the account. */
  readonly role?: Node;
  readonly cluster: Node;
  readonly namespace: Node;
  readonly account: Node;
  /** Whether the one who binds makes the account, too. */
  readonly isOwn: boolean;
}

/** All of them, by EKS Pod Identity, by add-ons, and by the issuers of clusters. */
export function bindings(index: Index): Binding[] {
  return [
    ...index.ofType(association).map((from) => ({
      from,
      place: from.at("serviceAccount"),
      role: from.at("roleArn"),
      cluster: from.at("clusterName"),
      namespace: from.at("namespace"),
      account: from.at("serviceAccount"),
      isOwn: false,
    })),
    ...index.ofType(addon).flatMap(ofAddon),
    ...index.ofType(role).flatMap(ofIssuer),
  ];
}

/** https://docs.aws.amazon.com/eks/latest/userguide/add-ons-iam.html */
function ofAddon(from: Judged): Binding[] {
  const namespace = from.at("namespaceConfig.namespace");
  return from.items("podIdentityAssociations").map((place) => ({
    from,
    place,
    role: place.at("roleArn"),
    cluster: from.at("clusterName"),
    namespace: namespace.absent ? new Node(namespace.path, "kube-system") : namespace,
    account: place.at("serviceAccount"),
    isOwn: true,
  }));
}

/** https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html */
function ofIssuer(from: Judged): Binding[] {
  return (statements(from.at("assumeRolePolicy")) ?? []).flatMap((statement) => {
    const allowed = allows(statement);
    const found = allowed === false ? [] : subjectsOf(statement);
    return found.flatMap((place) =>
      ofSubject(from, allowed === "unknown" ? statement.at("Effect") : place),
    );
  });
}

/** What a statement compares the `sub` of clusters' tokens with, or what of it is not known. */
function subjectsOf(statement: Node): Node[] {
  const condition = statement.at("Condition");
  return membersOf(condition)
    .flatMap((operator) => membersOf(operator))
    .filter(({ unknown, path }) => unknown ?? /oidc[.-]eks\..*:sub$/i.test(path))
    .flatMap((compared) => compared.items());
}

const membersOf = (node: Node): Node[] =>
  node.unknown ? [node] : node.keys().map((key) => node.key(key));

function ofSubject(from: Judged, place: Node): Binding[] {
  const { namespace, name } = accountOf(place.text) ?? {};
  const part = (value: unknown) => (place.unknown ? place : new Node(place.path, value));
  return place.unknown || name !== undefined
    ? [
        {
          from,
          place,
          cluster: part(/(oidc[.-]eks\..*):sub/i.exec(place.path)?.[1]),
          namespace: part(namespace),
          account: part(name),
          isOwn: false,
        },
      ]
    : [];
}

/** A cluster's name; where that is not known yet, what stands for the cluster itself. */
export function clusterOf(index: Index, { from, cluster: name }: Binding): Node {
  const made = name.unknown && index.source(from, "clusterName", cluster);
  return made ? new Node(name.path, made.urn) : name;
}
