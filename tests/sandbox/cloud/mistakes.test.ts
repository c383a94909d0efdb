import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, expect, it } from "vitest";

import { Declarations } from "../../../sandbox/src/cloud/declarations";
import { OfflineCloud } from "../../../sandbox/src/cloud/provider";
import { type Bag, CloudStore } from "../../../sandbox/src/cloud/store";

let folder: string;
let store: CloudStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "groundwork-mistakes-"));
  store = CloudStore.open(join(folder, "store.sqlite"));
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

const sdk = (pkg: string) => join(__dirname, "../../../node_modules/@pulumi", pkg);
const cache = (pkg: string) => join(tmpdir(), "groundwork-declarations", pkg);

function cloudOf(token: string): OfflineCloud {
  const [pkg = ""] = token.split(":");
  const declarations = new Declarations(sdk(pkg), cache(pkg));
  const cloud = new OfflineCloud({
    pkg,
    store: () => store,
    declaration: (other) => declarations.of(other),
  });
  cloud.place = { account: "111111111111", region: pkg === "aws" ? "eu-west-1" : "" };
  return cloud;
}

/** Checks and creates as the engine would, and tells the id or throws every reason. */
function make(token: string, inputs: Bag): string {
  const cloud = cloudOf(token);
  const { inputs: checked, failures } = cloud.check(token, "it", { plain: inputs, secrets: [] });
  if (failures.length > 0) {
    throw new Error(failures.map((f) => `${f.property}: ${f.reason}`).join("\n"));
  }
  return cloud.create(token, { plain: checked, secrets: [] }).id;
}

const trust = '{"Version":"2012-10-17","Statement":[]}';
const role = () => {
  make("aws:iam/role:Role", { name: "nodes", assumeRolePolicy: trust });
  return "arn:aws:iam::111111111111:role/nodes";
};
const vpc = (cidrBlock = "10.0.0.0/16") => make("aws:ec2/vpc:Vpc", { cidrBlock });
const attachmentKind = "aws:ec2transitgateway/vpcAttachment:VpcAttachment";
const gateway = () => make("aws:ec2transitgateway/transitGateway:TransitGateway", {});
const range = (vpcId: string, cidrBlock: string) =>
  make("aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation", { vpcId, cidrBlock });
const subnet = (vpcId: string, zone: string, index: number) =>
  make("aws:ec2/subnet:Subnet", {
    vpcId,
    cidrBlock: `10.0.${index}.0/24`,
    availabilityZone: `eu-west-1${zone}`,
  });
const cluster = (more: Bag = {}, zones = ["a", "b"]) => {
  const vpcId = vpc();
  const subnetIds = zones.map((zone, index) => subnet(vpcId, zone, index));
  return make("aws:eks/cluster:Cluster", {
    name: "dev",
    roleArn: role(),
    vpcConfig: { subnetIds },
    ...more,
  });
};
const bucket = (name: string) => make("aws:s3/bucket:Bucket", { bucket: name });
const realm = () => make("keycloak:index/realm:Realm", { realm: "acme" });
const client = (more: Bag = {}) =>
  make("keycloak:openid/client:Client", {
    realmId: realm(),
    clientId: "grafana",
    accessType: "PUBLIC",
    ...more,
  });
const repository = () => make("github:index/repository:Repository", { name: "api" });
const namespace = (name = "team") => make("kubernetes:core/v1:Namespace", { metadata: { name } });
const release = (more: Bag = {}) =>
  make("kubernetes:helm.sh/v3:Release", {
    name: "base",
    chart: "base",
    version: "1.30.3",
    repositoryOpts: { repo: "https://istio-release.storage.googleapis.com/charts" },
    ...more,
    namespace: more["namespace"] ?? namespace("istio-system"),
  });
const object = (kind: string, more: Bag = {}) =>
  make(`kubernetes:${kind}`, { metadata: { name: "x", namespace: namespace() }, ...more });
const mount = () => make("vault:index/mount:Mount", { path: "teams/a", type: "kv" });
const login = () =>
  make("vault:index/authBackend:AuthBackend", { type: "kubernetes", path: "dev" });

it.each<[string, () => unknown, string]>([
  [
    "a subnet outside its VPC",
    () => make("aws:ec2/subnet:Subnet", { vpcId: vpc(), cidrBlock: "10.1.0.0/24" }),
    "InvalidSubnet.Range",
  ],
  [
    "a subnet where another is",
    () => {
      const vpcId = vpc();
      return [subnet(vpcId, "a", 1), subnet(vpcId, "b", 1)];
    },
    "InvalidSubnet.Conflict",
  ],
  ["a second range where the first is", () => range(vpc(), "10.0.128.0/17"), "CidrConflict"],
  [
    "a second range of another private family",
    () => range(vpc("10.2.0.0/16"), "192.168.0.0/24"),
    "InvalidVpc.Range: 192.168.0.0/24 is restricted beside 10.2.0.0/16",
  ],
  [
    "a second range that AWS keeps for itself",
    () => range(vpc("100.64.0.0/16"), "198.19.0.0/24"),
    "InvalidVpc.Range",
  ],
  [
    "a second range of 10.0.0.0/16 beside one of 10.0.0.0/15",
    () => range(vpc("10.1.0.0/16"), "10.0.4.0/22"),
    "InvalidVpc.Range: 10.0.4.0/22 is restricted beside a range of 10.0.0.0/15",
  ],
  ["a second range too wide", () => range(vpc(), "10.8.0.0/13"), "want /16 to /28"],
  [
    "an access list with one number twice",
    () =>
      make("aws:ec2/networkAcl:NetworkAcl", {
        vpcId: vpc(),
        ingress: [1, 2].map(() => ({
          protocol: "-1",
          ruleNo: 100,
          action: "allow",
          fromPort: 0,
          toPort: 0,
        })),
      }),
    "NetworkAclEntryAlreadyExists",
  ],
  [
    "an attachment to a gateway that nobody shares",
    () => make(attachmentKind, { transitGatewayId: "tgw-1", vpcId: vpc(), subnetIds: [] }),
    "InvalidTransitGatewayID.NotFound",
  ],
  [
    "an attachment with two subnets of one zone",
    () => {
      const vpcId = vpc();
      const subnetIds = [subnet(vpcId, "a", 1), subnet(vpcId, "a", 2)];
      return make(attachmentKind, { transitGatewayId: gateway(), vpcId, subnetIds });
    },
    "DuplicateSubnetsInSameZone",
  ],
  [
    "a route to a gateway that the VPC is not attached to",
    () =>
      make("aws:ec2/route:Route", {
        routeTableId: make("aws:ec2/routeTable:RouteTable", { vpcId: vpc() }),
        destinationCidrBlock: "10.9.0.0/16",
        transitGatewayId: gateway(),
      }),
    "has no attachment of vpc-",
  ],
  [
    "two ways to one network at a gateway",
    () => {
      const transitGatewayId = gateway();
      const transitGatewayRouteTableId = make("aws:ec2transitgateway/routeTable:RouteTable", {
        transitGatewayId,
      });
      const route = {
        transitGatewayRouteTableId,
        destinationCidrBlock: "10.9.0.0/16",
        blackhole: true,
      };
      return [1, 2].map(() => make("aws:ec2transitgateway/route:Route", route));
    },
    "RouteAlreadyExists",
  ],
  [
    "peers whose ranges overlap",
    () =>
      make("aws:ec2/vpcPeeringConnection:VpcPeeringConnection", {
        vpcId: vpc(),
        peerVpcId: vpc("10.0.128.0/20"),
        autoAccept: true,
      }),
    "OverlappingCidr: 10.0.0.0/16 of vpc-",
  ],
  [
    "two access lists of one subnet",
    () => {
      const vpcId = vpc();
      const subnetId = subnet(vpcId, "a", 1);
      const networkAclId = make("aws:ec2/networkAcl:NetworkAcl", { vpcId });
      return [1, 2].map(() =>
        make("aws:ec2/networkAclAssociation:NetworkAclAssociation", { networkAclId, subnetId }),
      );
    },
    "Resource.AlreadyAssociated",
  ],
  [
    "a role whose trust is no JSON",
    () => make("aws:iam/role:Role", { assumeRolePolicy: "{" }),
    "MalformedPolicyDocument",
  ],
  [
    "a role without trust",
    () => make("aws:iam/role:Role", { name: "x" }),
    "assumeRolePolicy: want a string, got nothing",
  ],
  ["two roles of one name", () => [role(), role()], "EntityAlreadyExists"],
  [
    "a policy for a role that is not there",
    () => make("aws:iam/rolePolicy:RolePolicy", { role: "no", policy: trust }),
    "NoSuchEntity: role no",
  ],
  [
    "a policy that is not there",
    () =>
      make("aws:iam/rolePolicyAttachment:RolePolicyAttachment", {
        role: role().split("/")[1],
        policyArn: "arn:aws:iam::1:policy/no",
      }),
    "NoSuchEntity: policyArn",
  ],
  [
    "two providers of one issuer",
    () =>
      [1, 2].map(() =>
        make("aws:iam/openIdConnectProvider:OpenIdConnectProvider", {
          url: "https://a.example",
          clientIdLists: ["x"],
        }),
      ),
    "EntityAlreadyExists",
  ],
  [
    "an alias without its prefix",
    () => make("aws:kms/alias:Alias", { name: "mine", targetKeyId: make("aws:kms/key:Key", {}) }),
    "ValidationException",
  ],
  [
    "an alias of a key that is not there",
    () => make("aws:kms/alias:Alias", { name: "alias/x", targetKeyId: "no" }),
    "NotFoundException",
  ],
  ["a bucket name with capitals", () => bucket("Logs"), "InvalidBucketName"],
  [
    "a bucket name that anyone has",
    () => [bucket("acme-logs"), bucket("acme-logs")],
    "BucketAlreadyExists",
  ],
  [
    "a setting of a bucket that is not there",
    () => make("aws:s3/bucketPolicy:BucketPolicy", { bucket: "no", policy: trust }),
    "NoSuchBucket",
  ],
  [
    "a versioning that is none",
    () =>
      make("aws:s3/bucketVersioning:BucketVersioning", {
        bucket: bucket("acme-logs"),
        versioningConfiguration: { state: "Enabled" },
      }),
    "versioningConfiguration.status: want a string, got nothing",
  ],
  [
    "two image repositories of one name",
    () => [1, 2].map(() => make("aws:ecr/repository:Repository", { name: "api" })),
    "RepositoryAlreadyExistsException",
  ],
  [
    "a life cycle without its repository",
    () => make("aws:ecr/lifecyclePolicy:LifecyclePolicy", { repository: "no", policy: "{}" }),
    "RepositoryNotFoundException",
  ],
  ["a cluster in one zone", () => cluster({}, ["a"]), "at least two availability zones"],
  [
    "a cluster with a role that is not there",
    () => cluster({ roleArn: "arn:aws:iam::1:role/no" }),
    "roleArn arn:aws:iam::1:role/no does not exist",
  ],
  [
    "a cluster without its network",
    () => make("aws:eks/cluster:Cluster", { roleArn: "x" }),
    "vpcConfig: want an object",
  ],
  [
    "a misspelt setting inside a cluster's network",
    () => cluster({ vpcConfig: { subnetIDs: [] } }),
    'did you mean "subnetIds"?',
  ],
  [
    "an access entry of no cluster",
    () => make("aws:eks/accessEntry:AccessEntry", { clusterName: "no", principalArn: role() }),
    "ResourceNotFoundException",
  ],
  [
    "an access policy that is none",
    () => {
      const clusterName = cluster();
      const principalArn = "arn:aws:iam::111111111111:role/nodes";
      make("aws:eks/accessEntry:AccessEntry", { clusterName, principalArn });
      return make("aws:eks/accessPolicyAssociation:AccessPolicyAssociation", {
        clusterName,
        principalArn,
        policyArn: "arn:aws:iam::aws:policy/Admin",
        accessScope: { type: "cluster" },
      });
    },
    "is no access policy",
  ],
  [
    "a second login of a cluster",
    () => {
      const clusterName = cluster();
      const oidc = {
        clientId: "k",
        identityProviderConfigName: "a",
        issuerUrl: "https://id.example",
      };
      return [1, 2].map((n) =>
        make("aws:eks/identityProviderConfig:IdentityProviderConfig", {
          clusterName,
          oidc: { ...oidc, identityProviderConfigName: `a${n}` },
        }),
      );
    },
    "ResourceLimitExceededException",
  ],
  [
    "a login without TLS",
    () =>
      make("aws:eks/identityProviderConfig:IdentityProviderConfig", {
        clusterName: cluster(),
        oidc: { clientId: "k", identityProviderConfigName: "a", issuerUrl: "http://id.example" },
      }),
    "wants https",
  ],
  [
    "an add-on of no cluster",
    () => make("aws:eks/addon:Addon", { clusterName: "no", addonName: "vpc-cni" }),
    "ResourceNotFoundException",
  ],
  [
    "a record of no zone",
    () => make("aws:route53/record:Record", { zoneId: "Z0", name: "a", type: "A" }),
    "NoSuchHostedZone",
  ],
  [
    "a rule of no security group",
    () =>
      make("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", {
        securityGroupId: "sg-0",
        ipProtocol: "tcp",
      }),
    "InvalidGroup.NotFound",
  ],
  ["a second realm of the name", () => [realm(), realm()], "409 Conflict"],
  ["a client of no realm", () => client({ realmId: "no" }), "404 Realm not found"],
  [
    "a client of no kind",
    () => make("keycloak:openid/client:Client", { realmId: realm(), clientId: "x" }),
    "accessType: want a string, got nothing",
  ],
  [
    "a mapper of no client",
    () =>
      make("keycloak:openid/groupMembershipProtocolMapper:GroupMembershipProtocolMapper", {
        realmId: realm(),
        clientId: "no",
        claimName: "groups",
      }),
    "404 Client not found",
  ],
  [
    "a group under no group",
    () => make("keycloak:index/group:Group", { realmId: realm(), parentId: "no" }),
    "404 Group not found",
  ],
  ["two repositories of one name", () => [repository(), repository()], "422 name already exists"],
  [
    "a ruleset of no repository",
    () =>
      make("github:index/repositoryRuleset:RepositoryRuleset", {
        repository: "no",
        enforcement: "active",
        target: "branch",
        rules: {},
      }),
    "404 Not Found",
  ],
  [
    "a repository of no team",
    () =>
      make("github:index/teamRepository:TeamRepository", { repository: repository(), teamId: "0" }),
    "404 Not Found: teamId",
  ],
  ["two mounts at one path", () => [mount(), mount()], "400 path is already in use"],
  [
    "a role of no login",
    () =>
      make("vault:jwt/authBackendRole:AuthBackendRole", {
        backend: "no",
        roleName: "x",
        userClaim: "sub",
      }),
    "404 unsupported path",
  ],
  [
    "a role without service accounts",
    () =>
      make("vault:kubernetes/authBackendRole:AuthBackendRole", {
        backend: login(),
        roleName: "x",
        boundServiceAccountNamespaces: ["a"],
      }),
    "boundServiceAccountNames: want",
  ],
  [
    "an alias of no group",
    () =>
      make("vault:identity/groupAlias:GroupAlias", {
        name: "a",
        mountAccessor: "b",
        canonicalId: "no",
      }),
    "400 invalid group",
  ],
  [
    "an object in no namespace",
    () => make("kubernetes:core/v1:ConfigMap", { metadata: { name: "x", namespace: "no" } }),
    "404 namespaces NotFound",
  ],
  ["two namespaces of one name", () => [namespace(), namespace()], "409 AlreadyExists"],
  [
    "a binding without its role",
    () => object("rbac.authorization.k8s.io/v1:RoleBinding"),
    "roleRef: want an object",
  ],
  [
    "a misspelt field deep in a policy",
    () =>
      object("networking.k8s.io/v1:NetworkPolicy", {
        spec: { podSelector: {}, policyTypes: ["Egress"], egress: [{ tos: [] }] },
      }),
    "spec.egress[0].tos: no such property",
  ],
  [
    "a text for a number of ports",
    () =>
      object("networking.k8s.io/v1:NetworkPolicy", {
        spec: { podSelector: {}, egress: [{ ports: [{ endPort: "9" }] }] },
      }),
    'spec.egress[0].ports[0].endPort: want a number, got "9"',
  ],
  [
    "a quota that is no map",
    () => object("core/v1:ResourceQuota", { spec: { hard: ["cpu"] } }),
    "spec.hard: want a map",
  ],
  [
    "a release without a pinned version",
    () => release({ version: undefined }),
    "version: want a value, got nothing",
  ],
  [
    "a release twice",
    () => [release(), release({ namespace: "istio-system" })],
    "cannot re-use a name",
  ],
  [
    "a custom resource before its definition",
    () => object("networking.istio.io/v1:Gateway", { spec: {} }),
    'no matches for kind "Gateway"',
  ],
  [
    "a kind that no cluster knows",
    () => object("example.com/v1:Thing"),
    "no facts for kubernetes:example.com/v1:Thing",
  ],
])("refuses %s", (_case, mistake, message) => {
  expect(mistake).toThrow(message);
});

it("takes a custom resource once a release has brought its definition", () => {
  release();
  expect(object("networking.istio.io/v1:Gateway", { spec: {} })).toBe("team/x");
});

it("deletes a namespace with all that is in it, and nothing else", () => {
  const token = "kubernetes:core/v1:ConfigMap";
  const inside = make(token, { metadata: { name: "x", namespace: namespace() } });
  const outside = make(token, { metadata: { name: "x", namespace: namespace("other") } });
  const cloud = cloudOf(token);
  cloud.delete("kubernetes:core/v1:Namespace", "team");
  expect(cloud.read(token, inside)).toBeUndefined();
  expect(cloud.read(token, outside)).toBeDefined();
});

it("tells two clusters of one account apart, whose entries are for the same role", () => {
  const principalArn = role();
  const vpcId = vpc();
  const subnetIds = ["a", "b"].map((zone, index) => subnet(vpcId, zone, index));
  const entry = "aws:eks/accessEntry:AccessEntry";
  const policyArn = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy";
  const [dev = "", prod = ""] = ["dev", "prod"].map((name) => {
    make("aws:eks/cluster:Cluster", {
      name,
      roleArn: principalArn,
      vpcConfig: { subnetIds },
    });
    return make(entry, { clusterName: name, principalArn });
  });
  const association = {
    principalArn,
    policyArn,
    accessScope: { type: "cluster" },
  };
  const kind = "aws:eks/accessPolicyAssociation:AccessPolicyAssociation";
  const held = make(kind, { ...association, clusterName: "prod" });
  const cloud = cloudOf(entry);
  expect(() => {
    cloud.delete(entry, prod);
  }).toThrow(`${prod} is used by ${held}`);
  cloud.delete(entry, dev);
  expect(() => make(kind, { ...association, clusterName: "dev" })).toThrow(
    "ResourceNotFoundException",
  );
});
