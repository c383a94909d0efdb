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

/** A role for the pods of a service account. */
export interface Binding {
  readonly from: Judged;
  /** Place of a finding. */
  readonly place: Node;
  /** ARN of the role; omitted if the role itself names the account. */
  readonly role?: Node;
  readonly cluster: Node;
  readonly namespace: Node;
  readonly account: Node;
  /** Whether the binding resource makes the account, too. */
  readonly isOwn: boolean;
}

/** All bindings: by EKS Pod Identity, by add-ons, and by the issuers of clusters. */
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

/** Values that a statement compares the `sub` of clusters' tokens with, or the part that is not known. */
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

/** A cluster's name, or its URN if the name is not known yet. */
export function clusterOf(index: Index, { from, cluster: name }: Binding): Node {
  const made = name.unknown && index.source(from, "clusterName", cluster);
  return made ? new Node(name.path, made.urn) : name;
}
