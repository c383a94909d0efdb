import { Provider as Aws } from "@pulumi/aws";
import { Provider as Github } from "@pulumi/github";
import { Provider as Keycloak } from "@pulumi/keycloak";
import { Provider as Kubernetes } from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { Provider as Vault } from "@pulumi/vault";

import { admissionPolicies } from "../policy/src/admission";
import {
  cluster,
  devtools,
  identity,
  ingress,
  network,
  observability,
  provenance,
  team,
} from "../components";

type Package = keyof typeof makeProvider;

/** What a caller hands to a component: one provider a package, in the order of its packages. */
interface Given {
  providers: [pulumi.ProviderResource, ...pulumi.ProviderResource[]];
}

/** A component with everything that its arguments can switch on. */
export interface Whole {
  /** Packages of its children. */
  readonly packages: readonly [Package, ...Package[]];
  /** What it reads, by id. */
  readonly there?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly make: (name: string, opts: Given) => pulumi.ComponentResource;
}

const makeProvider = {
  aws: () => new Aws("theirs"),
  github: () => new Github("theirs"),
  keycloak: () => new Keycloak("theirs", { url: "https://id.example.com", clientId: "groundwork" }),
  kubernetes: () => new Kubernetes("theirs"),
  vault: () => new Vault("theirs", { address: "https://bao.example.com" }),
};

/** Providers for a component, as a caller has them. */
export function providersOf({ packages: [first, ...rest] }: Whole): Given["providers"] {
  return [makeProvider[first](), ...rest.map((pkg) => makeProvider[pkg]())];
}

const accountId = "111111111111";
const issuer = "https://id.example.com/realms/acme";
const zoneArn = "arn:aws:route53:::hostedzone/Z1";
const kmsKeyArn = `arn:aws:kms:eu-west-1:${accountId}:key/k`;
const places = [
  { name: "a", zone: "a", subnetId: "subnet-a", podSubnetId: "subnet-c" },
  { name: "b", zone: "b", subnetId: "subnet-b", podSubnetId: "subnet-d" },
];
const demand: network.NetworkDemand = {
  region: "eu-west-1",
  zones: ["eu-west-1a", "eu-west-1b"],
  nodesByZone: 3,
  podsByNode: 110,
  loadBalancers: 1,
  dataByZone: 3,
  growthPercent: 5,
};
const { environments: planned } = network.planAddressSpace({
  ranges: ["10.0.0.0/16"],
  podRanges: ["100.64.0.0/16"],
  environments: { dev: demand },
});
const plan = planned["dev"] as network.PlannedNetwork;
const statements = [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::acme/*"] }];

const aws = (make: Whole["make"]): Whole => ({ packages: ["aws"], make });
const keycloak = (make: Whole["make"]): Whole => ({ packages: ["keycloak"], make });
const kubernetes = (make: Whole["make"]): Whole => ({ packages: ["kubernetes"], make });
const vault = (make: Whole["make"]): Whole => ({ packages: ["vault"], make });

/** Every component of the library by its type token. */
export const components: Readonly<Record<string, Whole>> = {
  [identity.AccessGroup.type]: aws(
    (name, opts) =>
      new identity.AccessGroup(
        name,
        { identityStoreId: "d-1234567890", group: "platform", description: "Runs the platform" },
        opts,
      ),
  ),
  [identity.AccountAccess.type]: aws(
    (name, opts) =>
      new identity.AccountAccess(
        name,
        {
          instanceArn: "arn:aws:sso:::instance/ssoins-0123456789abcdef",
          account: "prod",
          accountId,
          production: true,
          platformGroupId: "group-1",
          developers: { payments: "group-2", orders: "group-3" },
          viewers: { audit: "group-4" },
          platformResources: ["arn:aws:s3:::acme-state"],
        },
        opts,
      ),
  ),
  [identity.AdministratorLogin.type]: keycloak(
    (name, opts) =>
      new identity.AdministratorLogin(name, { realmId: "acme", group: "platform" }, opts),
  ),
  [identity.Broker.type]: keycloak(
    (name, opts) =>
      new identity.Broker(
        name,
        {
          realmId: "acme",
          alias: "company",
          provider: {
            protocol: "saml",
            entityId: issuer,
            issuer: "https://sso.example.com/metadata",
            singleSignOnUrl: "https://sso.example.com/login",
            signingCertificates: ["MIIC".repeat(32)],
            attributes: { email: "mail", firstName: "givenName", lastName: "sn" },
          },
        },
        opts,
      ),
  ),
  [identity.ClientRules.type]: keycloak(
    (name, opts) => new identity.ClientRules(name, { realmId: "acme" }, opts),
  ),
  [identity.GroupMapping.type]: keycloak(
    (name, opts) =>
      new identity.GroupMapping(
        name,
        {
          realmId: "acme",
          broker: "company",
          protocol: "oidc",
          claim: "groups",
          companyGroup: "Payments Engineers",
          group: "team-payments",
        },
        opts,
      ),
  ),
  [identity.LdapFederation.type]: keycloak(
    (name, opts) =>
      new identity.LdapFederation(
        name,
        {
          realmId: "acme",
          url: "ldaps://ldap.example.com",
          vendor: "active-directory",
          bindDn: "cn=reader,dc=example,dc=com",
          bindCredential: "secret",
          usersDn: "ou=people,dc=example,dc=com",
          usersFilter: "(!(userAccountControl:1.2.840.113556.1.4.803:=2))",
          groupsDn: "ou=groups,dc=example,dc=com",
          groupsFilter: "(cn=team-*)",
        },
        opts,
      ),
  ),
  [identity.MachineClient.type]: keycloak(
    (name, opts) =>
      new identity.MachineClient(
        name,
        {
          realmId: "acme",
          clientId: "argo-ci",
          audience: "argo-cd",
          authentication: { by: "signed-jwt", jwksUrl: "https://ci.example.com/jwks" },
        },
        opts,
      ),
  ),
  [identity.Realm.type]: keycloak(
    (name, opts) =>
      new identity.Realm(name, { realm: "acme", url: "https://id.example.com" }, opts),
  ),
  [identity.People.type]: keycloak(
    (name, opts) =>
      new identity.People(
        name,
        {
          realmId: "acme",
          people: { ada: { email: "ada@example.com", firstName: "Ada", lastName: "Osei" } },
          administratorGroupId: "group-1",
          administrators: ["ada"],
        },
        opts,
      ),
  ),
  [identity.ToolClient.type]: keycloak(
    (name, opts) =>
      new identity.ToolClient(
        name,
        { realmId: "acme", clientId: "argo-cd", redirectUris: ["https://argo.example.com/back"] },
        opts,
      ),
  ),

  [network.AccountBaseline.type]: aws(
    (name, opts) => new network.AccountBaseline(name, { company: "acme", accountId }, opts),
  ),
  [network.Endpoints.type]: aws(
    (name, opts) =>
      new network.Endpoints(
        name,
        {
          vpcId: "vpc-1",
          region: "eu-west-1",
          cidrs: ["10.0.0.0/16"],
          routeTableIds: ["rtb-1"],
          subnetIds: ["subnet-a"],
          services: ["sts"],
        },
        opts,
      ),
  ),
  [network.ExistingVpc.type]: {
    packages: ["aws"],
    there: {
      "vpc-0a1b2c3d": { cidrBlock: "10.0.0.0/16" },
      "subnet-0a1b2c3d": { vpcId: "vpc-0a1b2c3d", availabilityZone: "a", cidrBlock: "10.0.0.0/24" },
      "subnet-1a1b2c3d": { vpcId: "vpc-0a1b2c3d", availabilityZone: "b", cidrBlock: "10.0.1.0/24" },
    },
    make: (name, opts) =>
      new network.ExistingVpc(
        name,
        {
          vpcId: "vpc-0a1b2c3d",
          cidr: "10.0.0.0/16",
          subnets: {
            nodes: {
              a: { id: "subnet-0a1b2c3d", cidr: "10.0.0.0/24" },
              b: { id: "subnet-1a1b2c3d", cidr: "10.0.1.0/24" },
            },
          },
        },
        opts,
      ),
  },
  [network.Ipam.type]: {
    packages: ["aws"],
    make: (name, opts) =>
      new network.Ipam(
        name,
        {
          homeRegion: "eu-west-1",
          environments: {
            dev: { region: "eu-west-1", cidrs: ["10.0.0.0/16", "100.64.0.0/16"] },
            prod: { region: "eu-central-1", cidrs: ["10.1.0.0/16"] },
          },
        },
        opts,
      ),
  },
  [network.PrivateBucket.type]: aws(
    (name, opts) =>
      new network.PrivateBucket(
        name,
        { bucket: "acme-logs", kmsKeyArn, expireAfterDays: 30, retain: true },
        opts,
      ),
  ),
  [network.Peering.type]: aws(
    (name, opts) =>
      new network.Peering(
        name,
        {
          vpcs: {
            dev: {
              vpcId: "vpc-1",
              cidrs: ["10.0.0.0/22"],
              routeTableIds: { internal: "rtb-1" },
            },
            stage: {
              vpcId: "vpc-2",
              cidrs: ["10.0.4.0/22"],
              routeTableIds: { internal: "rtb-2" },
            },
          },
        },
        opts,
      ),
  ),
  [network.TransitHub.type]: aws(
    (name, opts) =>
      new network.TransitHub(
        name,
        {
          environments: ["dev", "prod"],
          networks: { office: { ranges: ["192.168.0.0/24"], attachmentId: "tgw-attach-0a1b2c3d" } },
          connections: [
            ["dev", "office"],
            ["dev", "prod"],
          ],
          sharedWith: [accountId],
          roles: [
            {
              roleName: "hub-nonprod",
              trusted: `arn:aws:iam::${accountId}:role/ci`,
              environments: ["dev"],
            },
          ],
        },
        opts,
      ),
  ),
  [network.TransitSpoke.type]: aws(
    (name, opts) =>
      new network.TransitSpoke(
        name,
        {
          hubProvider: opts.providers[0],
          transitGatewayId: "tgw-1",
          environment: "dev",
          vpcId: "vpc-1",
          subnetIds: ["subnet-a"],
          cidrs: ["10.0.0.0/22"],
          routeTableIds: { internal: "rtb-1" },
          hubTableIds: { dev: "tgw-rtb-1", office: "tgw-rtb-2" },
          connected: { office: ["192.168.0.0/24"] },
        },
        opts,
      ),
  ),
  [network.QuotaRequests.type]: aws(
    (name, opts) =>
      new network.QuotaRequests(
        name,
        {
          needs: [
            {
              account: "prod",
              region: "eu-west-1",
              service: "vpc",
              code: "L-F678F1CE",
              name: "VPCs",
              byDefault: 5,
              needed: 6,
            },
            {
              account: "prod",
              region: "eu-west-1",
              service: "eks",
              code: "L-1194D53C",
              name: "Clusters",
              byDefault: 100,
              needed: 6,
            },
          ],
        },
        opts,
      ),
  ),
  [network.RouteTables.type]: aws(
    (name, opts) =>
      new network.RouteTables(
        name,
        {
          vpcId: "vpc-1",
          subnets: [
            {
              name: `${name}-public`,
              tier: "public",
              zone: "a",
              subnetId: pulumi.output("subnet-a"),
            },
            {
              name: `${name}-nodes`,
              tier: "nodes",
              zone: "a",
              subnetId: pulumi.output("subnet-b"),
            },
          ],
          nat: "one",
        },
        opts,
      ),
  ),
  [network.Vpc.type]: aws(
    (name, opts) =>
      new network.Vpc(
        name,
        {
          plan,
          nat: "per-zone",
          interfaceEndpoints: ["sts"],
          flowLogBucketArn: "arn:aws:s3:::logs",
        },
        opts,
      ),
  ),

  [cluster.Cluster.type]: aws(
    (name, opts) =>
      new cluster.Cluster(
        name,
        {
          clusterName: "dev",
          version: "1.34",
          controlSubnetIds: ["subnet-a", "subnet-b"],
          nodePlaces: places,
          kmsKeyArn,
          deployRoleArn: `arn:aws:iam::${accountId}:role/deploy`,
          breakGlassRoleArn: `arn:aws:iam::${accountId}:role/break-glass`,
          previewRoleArn: `arn:aws:iam::${accountId}:role/preview`,
          publicAccessCidrs: ["192.0.2.0/24"],
        },
        opts,
      ),
  ),
  [cluster.AdmissionPolicies.type]: kubernetes(
    (name, opts) => new cluster.AdmissionPolicies(name, { policies: admissionPolicies() }, opts),
  ),
  [cluster.ExistingCluster.type]: aws(
    (name, opts) => new cluster.ExistingCluster(name, { clusterName: "theirs" }, opts),
  ),
  [cluster.NodeGroups.type]: aws(
    (name, opts) =>
      new cluster.NodeGroups(
        name,
        {
          clusterName: "dev",
          roleName: "dev-nodes",
          places,
          instanceTypes: ["m7g.large"],
          min: 1,
          max: 4,
        },
        opts,
      ),
  ),
  [cluster.RealmLogin.type]: aws(
    (name, opts) =>
      new cluster.RealmLogin(
        name,
        { clusterName: "dev", issuer, clientId: "kubernetes", groupsClaim: "groups" },
        opts,
      ),
  ),
  [cluster.BlockStorage.type]: {
    packages: ["aws", "kubernetes"],
    make: (name, opts) =>
      new cluster.BlockStorage(
        name,
        { clusterName: "dev", kmsKeyArn: "arn:aws:kms:::key/1" },
        opts,
      ),
  },
  [cluster.WorkloadIdentity.type]: aws(
    (name, opts) =>
      new cluster.WorkloadIdentity(
        name,
        {
          clusterName: "dev",
          namespace: "loki",
          serviceAccount: "loki",
          roleName: "dev-loki",
          statements,
        },
        opts,
      ),
  ),
  [cluster.TeamNamespace.type]: kubernetes(
    (name, opts) =>
      new cluster.TeamNamespace(
        name,
        {
          team: "payments",
          namespace: "payments",
          groups: { owners: "edit", developers: "edit", others: "view" },
        },
        opts,
      ),
  ),
  [cluster.AdministratorView.type]: kubernetes(
    (name, opts) => new cluster.AdministratorView(name, { group: "platform" }, opts),
  ),
  [cluster.PreviewView.type]: kubernetes((name, opts) => new cluster.PreviewView(name, {}, opts)),

  [devtools.CrossAccountRole.type]: aws(
    (name, opts) =>
      new devtools.CrossAccountRole(
        name,
        {
          roleName: "reader",
          trusted: [`arn:aws:iam::${accountId}:role/preview`],
          statements,
        },
        opts,
      ),
  ),
  [devtools.CiRole.type]: aws(
    (name, opts) =>
      new devtools.CiRole(
        name,
        {
          roleName: "payments-ci",
          accountId,
          repository: "acme/api",
          environments: ["dev"],
          statements,
          managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
        },
        opts,
      ),
  ),
  [devtools.CiTrust.type]: aws((name, opts) => new devtools.CiTrust(name, {}, opts)),
  [devtools.ImageRepository.type]: aws(
    (name, opts) => new devtools.ImageRepository(name, { repository: "payments/api" }, opts),
  ),
  [devtools.SourceRepository.type]: {
    packages: ["github"],
    make: (name, opts) =>
      new devtools.SourceRepository(
        name,
        {
          repository: "api",
          permissions: [{ persona: "owner", teamId: "7", permission: "maintain" }],
          environments: ["dev", "prod"],
          requiredChecks: ["test"],
        },
        opts,
      ),
  },
  [devtools.SecretLogin.type]: vault(
    (name, opts) =>
      new devtools.SecretLogin(
        name,
        {
          issuer,
          clientId: "openbao",
          clientSecret: "secret",
          redirectUris: ["https://bao.example.com/ui/vault/auth/oidc/oidc/callback"],
          groupsClaim: "groups",
        },
        opts,
      ),
  ),
  [devtools.PipelineLogin.type]: vault(
    (name, opts) =>
      new devtools.PipelineLogin(
        name,
        {
          loginPath: "github",
          roleName: "api",
          repository: "acme/api",
          environments: ["dev"],
          policies: ["team-payments-reader"],
        },
        opts,
      ),
  ),
  [devtools.SecretPath.type]: vault(
    (name, opts) =>
      new devtools.SecretPath(
        name,
        {
          team: "payments",
          environments: ["dev", "prod"],
          loginAccessor: "oidc-1",
          keepers: {
            owner: { group: "team-payments-owner", environments: ["dev", "prod"] },
            viewer: { group: "team-payments-viewer", environments: [] },
          },
        },
        opts,
      ),
  ),
  [devtools.ClusterSecretLogin.type]: vault(
    (name, opts) =>
      new devtools.ClusterSecretLogin(
        name,
        { path: "kubernetes-dev", issuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/1" },
        opts,
      ),
  ),
  [devtools.WorkloadSecrets.type]: vault(
    (name, opts) =>
      new devtools.WorkloadSecrets(
        name,
        {
          team: "payments",
          environment: "dev",
          namespaces: ["payments"],
          loginPath: "kubernetes-dev",
          policy: "team-payments-reader",
        },
        opts,
      ),
  ),
  [devtools.Delivery.type]: kubernetes(
    (name, opts) =>
      new devtools.Delivery(
        name,
        { host: "argo.example.com", issuer, clientId: "argo-cd", adminGroup: "platform" },
        opts,
      ),
  ),
  [devtools.TeamProject.type]: kubernetes(
    (name, opts) =>
      new devtools.TeamProject(
        name,
        {
          team: "payments",
          repositories: ["https://github.com/acme/api"],
          namespaces: ["payments"],
          operators: ["team-payments-owner"],
          viewers: ["team-payments-viewer"],
        },
        opts,
      ),
  ),

  [ingress.DelegatedZone.type]: aws(
    (name, opts) =>
      new ingress.DelegatedZone(
        name,
        { domain: "dev.example.com", parentZoneId: "Z0", parentProvider: opts.providers[0] },
        opts,
      ),
  ),
  [ingress.DelegationRole.type]: aws(
    (name, opts) =>
      new ingress.DelegationRole(
        name,
        { roleName: "dns", zoneArn, trusted: [`arn:aws:iam::${accountId}:role/ci`] },
        opts,
      ),
  ),
  [ingress.EdgeControllers.type]: {
    packages: ["aws", "kubernetes"],
    make: (name, opts) =>
      new ingress.EdgeControllers(
        name,
        { clusterName: "dev", zoneArn, domain: "dev.example.com" },
        opts,
      ),
  },
  [ingress.Gateway.type]: kubernetes(
    (name, opts) =>
      new ingress.Gateway(
        name,
        { domain: "dev.example.com", contact: "platform@example.com", region: "eu-west-1" },
        opts,
      ),
  ),
  [ingress.LoadBalancerController.type]: {
    packages: ["aws", "kubernetes"],
    make: (name, opts) =>
      new ingress.LoadBalancerController(
        name,
        { clusterName: "dev", region: "eu-west-1", vpcId: "vpc-1" },
        opts,
      ),
  },
  [ingress.Mesh.type]: kubernetes((name, opts) => new ingress.Mesh(name, {}, opts)),
  [ingress.TeamRoute.type]: kubernetes(
    (name, opts) =>
      new ingress.TeamRoute(
        name,
        {
          namespace: "payments",
          route: "payments",
          host: "payments.dev.example.com",
          gateway: "istio-ingress/platform",
          service: "api",
        },
        opts,
      ),
  ),

  [observability.EventCollector.type]: kubernetes(
    (name, opts) => new observability.EventCollector(name, { namespace: "observability" }, opts),
  ),
  [observability.LogStore.type]: {
    packages: ["aws", "kubernetes"],
    make: (name, opts) =>
      new observability.LogStore(
        name,
        {
          clusterName: "dev",
          region: "eu-west-1",
          namespace: "observability",
          bucket: "acme-dev-logs",
          kmsKeyArn,
        },
        opts,
      ),
  },
  [observability.Metrics.type]: kubernetes(
    (name, opts) =>
      new observability.Metrics(
        name,
        {
          namespace: "observability",
          grafanaHost: "grafana.example.com",
          issuer,
          clientId: "grafana",
          adminGroup: "platform",
        },
        opts,
      ),
  ),
  [observability.RunwayAlerts.type]: kubernetes(
    (name, opts) =>
      new observability.RunwayAlerts(name, { namespace: "observability", demand, plan }, opts),
  ),
  [observability.TeamView.type]: kubernetes(
    (name, opts) =>
      new observability.TeamView(name, { team: "payments", namespace: "payments" }, opts),
  ),

  [provenance.Admission.type]: kubernetes((name, opts) => new provenance.Admission(name, {}, opts)),
  [provenance.RegistryScanning.type]: aws(
    (name, opts) => new provenance.RegistryScanning(name, {}, opts),
  ),
  [provenance.SignaturePolicy.type]: kubernetes(
    (name, opts) =>
      new provenance.SignaturePolicy(
        name,
        {
          team: "payments",
          images: `${accountId}.dkr.ecr.eu-west-1.amazonaws.com/payments`,
          signers: ["https://github.com/acme/api/.github/workflows/release.yaml@refs/heads/main"],
        },
        opts,
      ),
  ),

  [team.Team.type]: {
    packages: ["aws", "github", "keycloak", "vault"],
    make: (name, opts) =>
      new team.Team(
        name,
        {
          team: "payments",
          displayName: "Payments",
          personas: {
            owner: { members: ["ada"], rights: { dev: "edit", prod: "edit" } },
            developer: { group: "Payments", rights: { dev: "edit", prod: "view" } },
            viewer: { rights: { dev: "view", prod: "none" } },
          },
          realmId: "acme",
          owner: "acme",
          secretLoginAccessor: "oidc-1",
          secretCiPath: "github",
          repositories: ["api", "web"],
          environments: ["dev", "prod"],
        },
        opts,
      ),
  },
};
