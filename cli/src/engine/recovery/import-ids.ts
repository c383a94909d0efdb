import type { Recorded } from "./pending";

type Inputs = Readonly<Record<string, unknown>>;

const part = (inputs: Inputs, path: string): string | undefined => {
  const value = path
    .split(".")
    .reduce<unknown>(
      (at, key) => (typeof at === "object" && at !== null ? (at as Inputs)[key] : undefined),
      inputs,
    );
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
};

/** A part of a pattern: an input, or the first that is set of several, and how the id has it. */
const places = /\{([%:]?)([^}]+)\}/g;

const written: Readonly<Record<string, (value: string) => string>> = {
  "%": encodeURIComponent,
  ":": (value) => value.replaceAll(":", "??"),
};

/** Names of the inputs that make a kind's id. */
export function namedBy(type: string): readonly string[] {
  const pattern = Object.hasOwn(patterns, type) ? patterns[type] : undefined;
  if (pattern === undefined) {
    return type.startsWith("kubernetes:") ? ["metadata"] : [];
  }
  const paths = [...pattern.matchAll(places)].flatMap(([, , each = ""]) => each.split("|"));
  return paths.map((path) => path.split(".")[0] ?? path);
}

/** An id that several inputs make, in the pattern of the provider's documentation. */
const of =
  (pattern: string) =>
  (inputs: Inputs): string | undefined => {
    const parts = [...pattern.matchAll(places)].map(([, how = "", paths = ""]) => {
      const [value] = paths.split("|").flatMap((path) => part(inputs, path) ?? []);
      return value === undefined ? undefined : (written[how]?.(value) ?? value);
    });
    return parts.includes(undefined)
      ? undefined
      : pattern.replace(places, () => parts.shift() ?? "");
  };

/**
 * Ids for an import that follow from a resource's own inputs. Each provider documents them under
 * "Import" of the kind, at the address of `sourceOf`, and the installed SDK has the same text.
 */
export const patterns: Readonly<Record<string, string>> = {
  "aws:s3/bucket:Bucket": "{bucket}",
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": "{bucket}",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration":
    "{bucket}",
  "aws:s3/bucketVersioning:BucketVersioning": "{bucket}",
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": "{bucket}",
  "aws:s3/bucketPolicy:BucketPolicy": "{bucket}",
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": "{bucket}",
  "aws:kms/alias:Alias": "{name}",
  "aws:iam/role:Role": "{name}",
  "aws:iam/rolePolicy:RolePolicy": "{role}:{name}",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": "{role}/{policyArn}",
  "aws:ecr/repository:Repository": "{name}",
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": "{repository}",
  "aws:ecr/repositoryPolicy:RepositoryPolicy": "{repository}",
  "aws:cloudwatch/logGroup:LogGroup": "{name}",
  "aws:eks/cluster:Cluster": "{name}",
  "aws:eks/accessEntry:AccessEntry": "{clusterName}:{principalArn}",
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation":
    "{clusterName}#{principalArn}#{policyArn}",
  "aws:eks/identityProviderConfig:IdentityProviderConfig":
    "{clusterName}:{oidc.identityProviderConfigName}",
  "aws:eks/nodeGroup:NodeGroup": "{clusterName}:{nodeGroupName}",
  "aws:eks/addon:Addon": "{clusterName}:{addonName}",
  "aws:ec2/route:Route":
    "{routeTableId}_{destinationCidrBlock|destinationIpv6CidrBlock|destinationPrefixListId}",
  "aws:ec2/routeTableAssociation:RouteTableAssociation": "{subnetId}/{routeTableId}",
  "aws:servicequotas/serviceQuota:ServiceQuota": "{serviceCode}/{quotaCode}",
  "aws:budgets/budget:Budget": "{accountId}:{name}",
  "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl": "{defaultNetworkAclId}",
  "aws:ec2/vpcIpamPoolCidr:VpcIpamPoolCidr": "{cidr}_{ipamPoolId}",
  "aws:ram/principalAssociation:PrincipalAssociation": "{resourceShareArn},{principal}",
  "aws:ram/resourceAssociation:ResourceAssociation": "{resourceShareArn},{resourceArn}",
  "aws:route53/record:Record": "{zoneId}_{name}_{type}",
  "aws:ssoadmin/accountAssignment:AccountAssignment":
    "{principalId},{principalType},{targetId},{targetType},{permissionSetArn},{instanceArn}",
  "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment":
    "{managedPolicyArn},{permissionSetArn},{instanceArn}",
  "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy":
    "{permissionSetArn},{instanceArn}",
  "aws:ec2transitgateway/route:Route": "{transitGatewayRouteTableId}_{destinationCidrBlock}",
  "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation":
    "{transitGatewayRouteTableId}_{transitGatewayAttachmentId}",
  "keycloak:index/realm:Realm": "{realm}",
  "keycloak:oidc/identityProvider:IdentityProvider": "{realm}/{alias}",
  "keycloak:saml/identityProvider:IdentityProvider": "{realm}/{alias}",
  "keycloak:index/requiredAction:RequiredAction": "{realmId}/{alias}",
  "keycloak:index/groupRoles:GroupRoles": "{realmId}/{groupId}",
  "keycloak:openid/audienceProtocolMapper:AudienceProtocolMapper":
    "{realmId}/client/{clientId}/name/{%name}",
  "keycloak:openid/groupMembershipProtocolMapper:GroupMembershipProtocolMapper":
    "{realmId}/client/{clientId}/name/{%name}",
  "github:index/repository:Repository": "{name}",
  "github:index/team:Team": "{name}",
  "github:index/teamRepository:TeamRepository": "{teamId}:{repository}",
  "github:index/repositoryEnvironment:RepositoryEnvironment": "{repository}:{:environment}",
  "github:index/actionsVariable:ActionsVariable": "{repository}:{variableName}",
  "vault:index/mount:Mount": "{path}",
  "vault:index/policy:Policy": "{name}",
  "vault:index/authBackend:AuthBackend": "{path}",
  "vault:jwt/authBackend:AuthBackend": "{path}",
  "vault:jwt/authBackendRole:AuthBackendRole": "auth/{backend}/role/{roleName}",
  "vault:kubernetes/authBackendConfig:AuthBackendConfig": "auth/{backend}/config",
  "vault:kubernetes/authBackendRole:AuthBackendRole": "auth/{backend}/role/{roleName}",
  "vault:index/audit:Audit": "{path}",
  "kubernetes:helm.sh/v3:Release": "{namespace}/{name}",
};

/**
 * Kinds that no provider imports, and whose making takes over what is there: their provider sets a
 * part of something else. The next run of the program makes them.
 */
const remade: ReadonlySet<string> = new Set([
  "keycloak:authentication/bindings:Bindings",
  "keycloak:index/groupMemberships:GroupMemberships",
  "keycloak:index/realmEvents:RealmEvents",
  "keycloak:openid/clientDefaultScopes:ClientDefaultScopes",
]);

/** Whether the next run makes a resource as if it were not there, and takes over what is. */
export const isRemade = ({ type }: Pick<Recorded, "type">): boolean => remade.has(type);

/**
 * Kinds whose provider makes the id, so that no input tells it, or takes over none that is there. Of
 * these, someone looks up the id, or removes the resource.
 */
export const withoutName: ReadonlySet<string> = new Set([
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
  "aws:ec2/eip:Eip",
  "aws:ec2/flowLog:FlowLog",
  "aws:ec2/internetGateway:InternetGateway",
  "aws:ec2/launchTemplate:LaunchTemplate",
  "aws:ec2/natGateway:NatGateway",
  "aws:ec2/networkAcl:NetworkAcl",
  "aws:ec2/networkAclAssociation:NetworkAclAssociation",
  "aws:ec2/routeTable:RouteTable",
  "aws:ec2/securityGroup:SecurityGroup",
  "aws:ec2/subnet:Subnet",
  "aws:ec2/vpc:Vpc",
  "aws:ec2/vpcEndpoint:VpcEndpoint",
  "aws:ec2/vpcIpam:VpcIpam",
  "aws:ec2/vpcIpamPool:VpcIpamPool",
  "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
  "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
  "aws:ec2transitgateway/routeTable:RouteTable",
  "aws:ec2transitgateway/transitGateway:TransitGateway",
  "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
  "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration",
  "aws:eks/podIdentityAssociation:PodIdentityAssociation",
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
  "aws:identitystore/group:Group",
  "aws:kms/key:Key",
  "aws:ram/resourceShare:ResourceShare",
  "aws:route53/zone:Zone",
  "aws:ssoadmin/permissionSet:PermissionSet",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  "github:index/repositoryRuleset:RepositoryRuleset",
  "keycloak:authentication/execution:Execution",
  "keycloak:authentication/executionConfig:ExecutionConfig",
  "keycloak:authentication/flow:Flow",
  "keycloak:authentication/subflow:Subflow",
  "keycloak:index/customIdentityProviderMapping:CustomIdentityProviderMapping",
  "keycloak:index/group:Group",
  "keycloak:index/realmClientPolicyProfile:RealmClientPolicyProfile",
  "keycloak:index/realmClientPolicyProfilePolicy:RealmClientPolicyProfilePolicy",
  "keycloak:index/role:Role",
  "keycloak:index/user:User",
  "keycloak:ldap/groupMapper:GroupMapper",
  "keycloak:ldap/userFederation:UserFederation",
  "keycloak:openid/client:Client",
  "vault:identity/group:Group",
  "vault:identity/groupAlias:GroupAlias",
]);

/** The page that documents the import of a kind, for people who look the id up. */
export function sourceOf(type: string): string {
  const [pkg = "", path = ""] = type.split(":");
  const page = path.replace(/^index\//, "").toLowerCase();
  return `https://www.pulumi.com/registry/packages/${pkg}/api-docs/${page}/#import`;
}

/** The id under which the provider would find a resource, if its inputs tell it. */
export function importIdOf({ type, inputs = {} }: Recorded): string | undefined {
  const pattern = Object.hasOwn(patterns, type) ? patterns[type] : undefined;
  if (pattern !== undefined) {
    return of(pattern)(inputs);
  }
  return type.startsWith("kubernetes:") ? kubernetesId(inputs) : undefined;
}

/** https://www.pulumi.com/registry/packages/kubernetes/api-docs/core/v1/namespace/#import */
function kubernetesId(inputs: Inputs): string | undefined {
  const name = part(inputs, "metadata.name");
  const namespace = part(inputs, "metadata.namespace");
  return name === undefined || namespace === undefined ? name : `${namespace}/${name}`;
}
