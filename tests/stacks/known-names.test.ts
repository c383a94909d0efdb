import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { derivedNames } from "../../stacks/derived/names/all";
import type { NameKind } from "../../stacks/derived/names/kinds";
import { planStacks } from "../../stacks/derived/plan";
import { loadOrganization } from "../../stacks/organization";
import { type MadeResource, run } from "./program-run";
import { samples, writeSample } from "./trust-samples";

/** The input that is a resource's name at its provider, and the kinds of names that the check knows for it. */
interface Naming {
  readonly key: string;
  readonly of: readonly NameKind[];
  /** Names that no declaration decides. */
  readonly fixed?: readonly string[];
}
const by = (key: string, of: readonly NameKind[] = [], fixed: readonly string[] = []): Naming => ({
  key,
  of,
  fixed,
});
const object = (of: readonly NameKind[], ...fixed: string[]) => by("metadata.name", of, fixed);
const fixedObject = (...fixed: string[]) => object([], ...fixed);

/** How each kind of resource that a program makes is named. */
const named: Readonly<Record<string, Naming>> = {
  "aws:ecr/repository:Repository": by("name", ["imageRepository"]),
  "aws:eks/cluster:Cluster": by("name", ["cluster"]),
  "aws:iam/role:Role": by("name", ["role"]),
  "aws:identitystore/group:Group": by("displayName", ["accessGroup"]),
  "aws:kms/alias:Alias": by("name", ["keyAlias"]),
  "aws:ram/resourceShare:ResourceShare": by("name", [], ["hub"]),
  "aws:route53/record:Record": by("name", ["zone", "host"]),
  "aws:route53/zone:Zone": by("name", ["zone"]),
  "aws:s3/bucket:Bucket": by("bucket", ["bucket"]),
  "aws:ssoadmin/permissionSet:PermissionSet": by("name", ["permissionSet"]),
  "github:index/repository:Repository": by("name", ["sourceRepository"]),
  "github:index/repositoryEnvironment:RepositoryEnvironment": by("environment", ["approval"]),
  "github:index/repositoryRuleset:RepositoryRuleset": by("name", [], ["main"]),
  "github:index/team:Team": by("name", ["sourceTeam"]),
  "keycloak:authentication/executionConfig:ExecutionConfig": by("alias", ["loginCondition"]),
  "keycloak:authentication/flow:Flow": by(
    "alias",
    [],
    ["groundwork-browser", "groundwork-broker", "company-first-login"],
  ),
  "keycloak:authentication/subflow:Subflow": by(
    "alias",
    [],
    [
      "groundwork-browser-forms",
      "groundwork-broker-administrators",
      "groundwork-browser-administrators",
      "groundwork-browser-others",
    ],
  ),
  "keycloak:index/customIdentityProviderMapping:CustomIdentityProviderMapping": by(
    "name",
    ["groupMapping"],
    ["email", "firstName", "lastName"],
  ),
  "keycloak:index/group:Group": by("name", ["group"], ["platform"]),
  "keycloak:index/realm:Realm": by("realm", ["realm"]),
  "keycloak:index/realmClientPolicyProfile:RealmClientPolicyProfile": by(
    "name",
    [],
    ["groundwork"],
  ),
  "keycloak:index/realmClientPolicyProfilePolicy:RealmClientPolicyProfilePolicy": by(
    "name",
    [],
    ["groundwork"],
  ),
  "keycloak:index/requiredAction:RequiredAction": by("alias", [], ["CONFIGURE_TOTP"]),
  "keycloak:index/role:Role": by("name", [], ["administrator"]),
  "keycloak:index/user:User": by("username", ["user"]),
  "keycloak:ldap/groupMapper:GroupMapper": by("name", [], ["groups"]),
  "keycloak:ldap/userFederation:UserFederation": by("name", [], ["company"]),
  "keycloak:oidc/identityProvider:IdentityProvider": by("alias", [], ["company"]),
  "keycloak:openid/audienceProtocolMapper:AudienceProtocolMapper": by("name", [], ["audience"]),
  "keycloak:openid/client:Client": by(
    "clientId",
    [],
    ["kubernetes", "argocd", "grafana", "secrets"],
  ),
  "keycloak:openid/groupMembershipProtocolMapper:GroupMembershipProtocolMapper": by(
    "name",
    [],
    ["groups"],
  ),
  "keycloak:saml/identityProvider:IdentityProvider": by("alias", [], ["company"]),
  "kubernetes:argoproj.io/v1alpha1:AppProject": object(["object"]),
  "kubernetes:cert-manager.io/v1:Certificate": fixedObject("platform"),
  "kubernetes:cert-manager.io/v1:ClusterIssuer": fixedObject("platform"),
  "kubernetes:core/v1:ConfigMap": object(["object"]),
  "kubernetes:core/v1:LimitRange": fixedObject("team"),
  "kubernetes:core/v1:Namespace": object(["namespace"]),
  "kubernetes:core/v1:ResourceQuota": fixedObject("team"),
  "kubernetes:core/v1:ServiceAccount": fixedObject("workload"),
  "kubernetes:helm.sh/v3:Release": by(
    "name",
    [],
    [
      ...["alloy", "base", "policy-controller", "kube-prometheus-stack", "argo-cd", "istiod"],
      ...["cert-manager", "external-dns", "gateway", "loki", "aws-load-balancer-controller"],
    ],
  ),
  "kubernetes:monitoring.coreos.com/v1:PrometheusRule": object(["object"], "runway"),
  "kubernetes:networking.istio.io/v1:Gateway": fixedObject("platform"),
  "kubernetes:networking.istio.io/v1:VirtualService": object(["route"]),
  "kubernetes:networking.k8s.io/v1:NetworkPolicy": fixedObject("default-deny", "allow-own-and-dns"),
  "kubernetes:policy.sigstore.dev/v1beta1:ClusterImagePolicy": object(["object"]),
  "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole": fixedObject("groundwork-preview"),
  "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding": fixedObject(
    "groundwork-preview",
    "platform-administrators",
  ),
  "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding": fixedObject(
    ...["owner", "developer", "viewer"].map((persona) => `team-${persona}`),
    "team-view",
    "team-edit",
  ),
  "kubernetes:security.istio.io/v1:AuthorizationPolicy": object(["object"]),
  "kubernetes:security.istio.io/v1:PeerAuthentication": fixedObject("default"),
  "kubernetes:storage.k8s.io/v1:StorageClass": fixedObject("encrypted"),
  "vault:identity/group:Group": by("name", ["secretGroup"]),
  "vault:identity/groupAlias:GroupAlias": by("name", ["group"]),
  "vault:index/mount:Mount": by("path", ["secretMount"]),
  "vault:index/policy:Policy": by("name", ["secretPolicy"]),
  "vault:jwt/authBackend:AuthBackend": by("path", ["secretLogin"]),
  "vault:jwt/authBackendRole:AuthBackendRole": by(
    "roleName",
    ["pipelineRole", "workloadRole"],
    ["person"],
  ),
};

/** Kinds that get the name of the program's resource and seven digits, and the most that each takes. */
const autonamed: Readonly<Record<string, number>> = {
  // https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Budget.html
  "aws:budgets/budget:Budget": 100,
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateLaunchTemplate.html
  "aws:ec2/launchTemplate:LaunchTemplate": 128,
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html
  "aws:ec2/securityGroup:SecurityGroup": 255,
  // https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html
  "aws:eks/nodeGroup:NodeGroup": 63,
  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html
  "aws:iam/rolePolicy:RolePolicy": 128,
};

/** Kinds that have an id of their service's making, or are a part of another, or name another alone. */
const nameless = new Set(
  Object.entries({
    "aws:ec2":
      "DefaultNetworkAcl DefaultSecurityGroup Eip FlowLog InternetGateway NatGateway NetworkAcl " +
      "NetworkAclAssociation Route RouteTable RouteTableAssociation Subnet Vpc VpcEndpoint VpcIpam " +
      "VpcIpamPool VpcIpamPoolCidr VpcIpv4CidrBlockAssociation",
    "aws:ec2transitgateway": "Route RouteTable RouteTableAssociation TransitGateway VpcAttachment",
    "aws:ecr": "LifecyclePolicy RegistryScanningConfiguration",
    "aws:eks":
      "AccessEntry AccessPolicyAssociation Addon IdentityProviderConfig PodIdentityAssociation",
    "aws:iam": "OpenIdConnectProvider RolePolicyAttachment",
    "aws:kms": "Key",
    "aws:ram": "PrincipalAssociation ResourceAssociation",
    "aws:s3":
      "BucketLifecycleConfiguration BucketOwnershipControls BucketPolicy BucketPublicAccessBlock " +
      "BucketServerSideEncryptionConfiguration BucketVersioning",
    "aws:ssoadmin": "AccountAssignment ManagedPolicyAttachment PermissionSetInlinePolicy",
    "aws:vpc": "SecurityGroupIngressRule",
    "github:index": "ActionsOrganizationPermissions TeamRepository",
    "keycloak:authentication": "Bindings Execution",
    "keycloak:index": "GroupMemberships GroupRoles RealmEvents",
  }).flatMap(([module, kinds]) =>
    kinds
      .split(" ")
      .map((kind) => `${module}/${kind.charAt(0).toLowerCase()}${kind.slice(1)}:${kind}`),
  ),
);

const place = mkdtempSync(join(tmpdir(), "groundwork-names-"));
afterAll(() => {
  rmSync(place, { recursive: true });
});

const folders = [
  join(__dirname, "../../organization"),
  join(__dirname, "existing-organization"),
  ...Object.entries(samples).map(([name, sample]) => writeSample(join(place, name), sample)),
];

interface Made extends MadeResource {
  readonly stack: string;
  readonly known: ReadonlySet<string>;
}
const all: Made[] = [];
const nameOf = ({ inputs }: MadeResource, key: string) =>
  key.split(".").reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], inputs);

beforeAll(async () => {
  for (const folder of folders) {
    const organization = loadOrganization(folder);
    const known = new Set(derivedNames(organization).map(({ kind, name }) => `${kind} ${name}`));
    const isApart = ({ name }: { readonly name: string }) =>
      // Neither AWS nor another stack is there to read from.
      folder.startsWith(place) && /^(network\.|own-)/.test(name);
    for (const { name: stack } of planStacks(organization).filter((each) => !isApart(each))) {
      const { owned } = await run(folder, stack);
      all.push(...owned.map((resource) => ({ ...resource, stack, known })));
    }
  }
}, 300_000);

const types = () => [...new Set(all.map(({ type }) => type))].sort();
const isOurs = (type: string) => /^(groundwork|pulumi):/.test(type);

describe("a name that a program gives to a provider", () => {
  it("is of a kind whose naming is said here", () => {
    const said = (type: string) => Object.hasOwn(named, type) || Object.hasOwn(autonamed, type);
    const unsaid = types().filter((type) => !isOurs(type) && !said(type) && !nameless.has(type));
    expect(unsaid).toEqual([]);
  });

  it("is one that the check of names knows, of the same kind, or one that no declaration decides", () => {
    const unknown = all.flatMap((resource) => {
      const naming = named[resource.type];
      const name = naming === undefined ? undefined : nameOf(resource, naming.key);
      if (naming === undefined || naming.fixed?.includes(String(name))) {
        return [];
      }
      const isKnown = naming.of.some((kind) => resource.known.has(`${kind} ${String(name)}`));
      return isKnown ? [] : [`${resource.type} ${String(name)} of ${resource.stack}`];
    });
    expect([...new Set(unknown)]).toEqual([]);
    expect(all.filter(({ type }) => named[type] !== undefined).length).toBeGreaterThan(400);
  });

  it("leaves room for the digits of the engine where it has none", () => {
    const long = all.flatMap(({ type, name, stack }) =>
      name.length + "-0123456".length > (autonamed[type] ?? Infinity)
        ? [`${type} ${name} of ${stack}`]
        : [],
    );
    expect(long).toEqual([]);
  });
});
