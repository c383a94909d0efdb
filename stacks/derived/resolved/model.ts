import type { RepositoryIds } from "../../../components/devtools/github-jobs";
import type { NamespaceRight } from "../../../components/cluster/team-namespace";
import type { AddressSpacePlan, PlannedNetwork } from "../../../components/network/address-space";
import type { NetworkDemand } from "../../../components/network/demand";
import type { IpamPool } from "../../../components/network/ipam";
import type { QuotaNeed } from "../../../components/network/quota-needs";
import type { Nat } from "../../../components/network/route-tables";
import type { TransitHubArgs } from "../../../components/network/transit-hub";
import type { Persona, Right, Stage } from "../../../components/team/personas";
import type {
  Environment,
  GuardrailTier,
  Organization,
  TeamDeclaration,
} from "../../declarations/model";
import type { Tool } from "../hosts";

/** Where resources of AWS are. */
export interface AwsPlace {
  /** The account's 12 digits. */
  readonly accountId: string;
  readonly region: string;
}

/** The same in every stack of the organisation. */
export interface OrganizationFacts {
  /** The files as they were read and checked, for your own programs. */
  readonly declared: Organization;
  /** Company slug. */
  readonly name: string;
  readonly domain: string;
  /** Mail address of the platform team. */
  readonly contact: string;
  /** Account and region of the DNS root, the registry and everything else that all stacks share. */
  readonly home: AwsPlace & { readonly account: string };
  /** GitHub organisation. */
  readonly githubOwner: string;
  /** Status checks that pull requests of teams must have passed; the component's default if omitted. */
  readonly requiredChecks?: readonly string[];
  /** Repository that holds the organisation's files, as `<owner>/<name>`. */
  readonly platformRepository: string;
  /** Its numbers at GitHub, where GitHub's tokens name them. */
  readonly platformRepositoryIds?: RepositoryIds;
  /** Environments of that repository that CI updates stacks from: one per account. */
  readonly updateApprovals: readonly [string, ...string[]];
  /** Issuer of people's tokens. */
  readonly issuer: string;
  /** Client id of each tool at the issuer. */
  readonly clientIds: Readonly<Record<Tool, string>>;
  /** Address of the Keycloak server whose realm the platform makes; none if the issuer already exists. */
  readonly realmServer?: string;
  /** Address of the OpenBao or Vault server. */
  readonly secretServer: string;
}

/** An organisation whose files are read and checked, with everything that follows from them. */
export interface ResolvedOrganization extends OrganizationFacts {
  readonly accounts: Readonly<Record<string, ResolvedAccount>>;
  readonly environments: Readonly<Record<string, ResolvedEnvironment>>;
  readonly teams: Readonly<Record<string, ResolvedTeam>>;
  /** The plan of every network that the platform makes. */
  readonly addresses: AddressSpacePlan;
  /** Ranges of each environment that AWS IPAM holds; none unless `ipam` is declared. */
  readonly ipamPools?: Readonly<Record<string, IpamPool>>;
  /** The transit gateway; none unless networks are connected by one. */
  readonly transitHub?: TransitHubArgs;
  /** IAM Identity Center; none unless the platform manages who gets into the accounts. */
  readonly identityCenter?: IdentityCenter;
}

/** IAM Identity Center of the organisation. */
export interface IdentityCenter {
  readonly instanceArn: string;
  readonly identityStoreId: string;
  readonly region: string;
}

/** An AWS account. */
export interface ResolvedAccount {
  readonly organization: OrganizationFacts;
  readonly name: string;
  /** The account's 12 digits. */
  readonly accountId: string;
  /** Region of the resources that the account's own stack makes. */
  readonly region: string;
  /** Whether it is the organisation's home account. */
  readonly isHome: boolean;
  /** Production as soon as one of its environments is. */
  readonly stage: Stage;
  /** Role that CI assumes. */
  readonly deployRoleArn: string;
  /** Role that previews of pull requests assume. */
  readonly previewRoleArn: string;
  /** Groups of people that get in, by access level. */
  readonly groups: Readonly<Record<"developer" | "viewer", readonly string[]>>;
  /** Quotas that its networks need at the plan's horizon, by region. */
  readonly quotaNeeds: Readonly<Record<string, readonly QuotaNeed[]>>;
}

/** An environment. */
export interface ResolvedEnvironment extends AwsPlace {
  readonly organization: OrganizationFacts;
  /** Its file as it was read and checked, for your own programs. */
  readonly declared: Environment;
  readonly name: string;
  /** Name of its account. */
  readonly account: string;
  readonly stage: Stage;
  /** How strictly the policy pack judges its stacks. */
  readonly guardrails: GuardrailTier;
  readonly domain: string;
  /** Hosts of the tools that run in its cluster. */
  readonly hosts: Readonly<Record<"argocd" | "grafana", string>>;
  /** Role of its account that CI assumes. */
  readonly deployRoleArn: string;
  /** Role of its account that previews of pull requests assume. */
  readonly previewRoleArn: string;
  readonly network: ResolvedNetwork;
  readonly cluster: ResolvedCluster;
  /** Copies of the mesh's control plane and of the gateway. */
  readonly replicas: number;
  readonly logs: ResolvedLogs;
  /** Path of the cluster's login at the secret server. */
  readonly secretLoginPath: string;
  /** Workspaces of the teams that work in it, by team. */
  readonly workspaces: Readonly<Record<string, ResolvedWorkspace>>;
}

/** Where an environment's logs are kept, and how long. */
export interface ResolvedLogs {
  /** Name of the bucket. */
  readonly bucket: string;
  readonly retentionDays: number;
  /** Memory of the cache of chunks; 0 is no cache. */
  readonly cacheMiB: number;
  /** Days for namespaces whose team declares its own. */
  readonly retentionByNamespace: Readonly<Record<string, number>>;
}

/** An environment's network: one that already exists, as declared, or one that the platform makes. */
export type ResolvedNetwork = ExistingNetwork | ManagedNetwork;

/** A network that already exists. */
export type ExistingNetwork = Extract<Environment["network"], { readonly mode: "existing" }>;

/** A network that the platform makes from the address plan. */
export interface ManagedNetwork {
  readonly mode: "managed";
  /** Availability zones. */
  readonly zones: readonly string[];
  /** The need that the plan is computed from. */
  readonly demand: NetworkDemand;
  readonly plan: PlannedNetwork;
  readonly nat: Nat;
  /** AWS services that are reached without NAT. */
  readonly interfaceEndpoints: readonly string[];
  /** Ids of resources that already exist, by type and name. */
  readonly adopt: Readonly<Record<string, string>>;
  /** Route tables that lead to other networks. */
  readonly connectedTables: readonly string[];
  /** Its place at the transit gateway; none unless it is connected by one. */
  readonly transit?: ResolvedTransit;
  /** Networks that its stack peers it with, by environment. */
  readonly peers: Readonly<Record<string, PeerNetwork>>;
}

/** A network's place at the transit gateway. */
export interface ResolvedTransit {
  /** Role of the home account that its routes at the gateway are made with. */
  readonly roleName: string;
  /** Ranges of each network that it reaches. */
  readonly connected: Readonly<Record<string, readonly string[]>>;
}

/** A network that another one is peered with. */
export type PeerNetwork = Pick<ManagedNetwork, "plan" | "connectedTables">;

/** An environment's cluster: one that already exists, or one that the platform makes. */
export type ResolvedCluster = ExistingCluster | ManagedCluster;

/** A cluster that already exists. */
export interface ExistingCluster {
  readonly mode: "existing";
  readonly name: string;
}

/** A cluster that the platform makes. */
export interface ManagedCluster {
  readonly mode: "managed";
  readonly name: string;
  /** Kubernetes minor. */
  readonly version: string;
  readonly instanceTypes?: readonly string[];
  readonly nodesByZone: { readonly min: number; readonly max: number };
  /** Range of Kubernetes services. */
  readonly serviceRange: string;
  /** Where its node groups are, with the place of their subnets among those of the zone. */
  readonly nodePlaces: readonly ResolvedNodePlace[];
}

/** Where a node group is. */
export interface ResolvedNodePlace {
  readonly name: string;
  readonly zone: string;
  /** Place of its subnets among those of the zone, for nodes and for pods. */
  readonly index: number;
  /** Whether its pods have a subnet of their own. */
  readonly podSubnet: boolean;
}

/** A team. */
export interface ResolvedTeam {
  readonly organization: OrganizationFacts;
  /** Its file as it was read and checked, for your own programs. */
  readonly declared: TeamDeclaration;
  readonly name: string;
  /** Its name for people; `name` if omitted. */
  readonly displayName?: string;
  readonly personas: Readonly<Record<Persona, ResolvedPersona>>;
  /** Address of each repository, by its name. */
  readonly repositories: Readonly<Record<string, string>>;
  /** Identities of the workflows that sign its images, one per repository. */
  readonly signers: readonly string[];
  /** Path of its images in the registry. */
  readonly images: string;
  /** Environments that it works in. */
  readonly environments: readonly string[];
  /** Groups of the company that fill its own; none unless people log in by the company's provider. */
  readonly companyGroups?: CompanyGroups;
  /** Its workspace in each environment. */
  readonly workspaces: Readonly<Record<string, ResolvedWorkspace>>;
}

/** One persona of a team. */
export interface ResolvedPersona {
  /** Group of its people, as tokens spell it. */
  readonly group: string;
  /** User names of the realm; none if a directory of the company's fills the group. */
  readonly members?: readonly string[];
  /** Its right in each environment of the team. */
  readonly rights: Readonly<Record<string, Right>>;
}

/** Groups that the company's own provider names at each login. */
export interface CompanyGroups {
  readonly protocol: "oidc" | "saml";
  /** Claim or attribute that lists them. */
  readonly claim: string;
  readonly byPersona: Readonly<Partial<Record<Persona, string>>>;
}

/** A team's place in an environment's cluster. */
export interface ResolvedWorkspace {
  readonly team: ResolvedTeam;
  readonly environment: ResolvedEnvironment;
  /** Namespace of whatever names no other. */
  readonly mainNamespace: string;
  /** Its namespaces by name. */
  readonly namespaces: Readonly<Record<string, ResolvedNamespace>>;
  /** Its ways in from outside, by name. */
  readonly routes: Readonly<Record<string, ResolvedRoute>>;
  /** Groups that change its workloads. */
  readonly operators: readonly string[];
  /** Groups that only look. */
  readonly viewers: readonly string[];
}

/** A namespace of a team in an environment. */
export interface ResolvedNamespace {
  /** Most that may be requested in it; the component's default if omitted. */
  readonly quota?: { readonly cpu: string; readonly memory: string };
  /** Right of every persona of every team that has one in it, by team. */
  readonly rights: Readonly<Record<string, Readonly<Partial<Record<Persona, NamespaceRight>>>>>;
  /** The same rights by group. */
  readonly groups: Readonly<Record<string, NamespaceRight>>;
}

/** A team's way in from outside. */
export interface ResolvedRoute {
  readonly host: string;
  readonly namespace: string;
  /** Service of the namespace that answers. */
  readonly service: string;
  readonly port?: number;
}
