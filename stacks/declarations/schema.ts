import { z } from "zod";

import { rights, stages } from "../../components/team/personas";

const slug = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,30}$/, "2 to 31 of a-z, 0-9 and dash, starting with a letter");
const cidr = z.string().regex(/^\d+\.\d+\.\d+\.\d+\/\d+$/, "an IPv4 range such as 10.0.0.0/16");
const https = z.string().regex(/^https:\/\/[^\s/*]+$/, "an https address without a path");
const region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "an AWS region such as eu-west-1");
const text = z.string().min(1, "a text that is not empty");
/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
const quantity = z
  .string()
  .regex(/^\d+(\.\d+)?(m|[kMGTPE]|[KMGTPE]i)?$/, "a Kubernetes quantity such as 500m or 16Gi");
const count = z.int();
const server = z.strictObject({ url: https.describe("Address of the server.") });

const connections = z
  .array(z.tuple([slug, slug]))
  .min(1, "one connection at least")
  .describe("Pairs of environments, or of an environment and a network of others.");

const userName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._@-]{0,62}$/, "a user name of a-z, 0-9, dot, dash, underscore and @");

const secureAddress = z.string().regex(/^https:\/\/[^\s*]+$/, "an https address without wildcards");

/** Where the company itself knows who is who; its secret is the setting `groundwork:companySecret`. */
const company = z.discriminatedUnion("by", [
  z.strictObject({
    by: z.literal("oidc"),
    issuer: secureAddress,
    authorizationUrl: secureAddress,
    tokenUrl: secureAddress,
    jwksUrl: secureAddress,
    clientId: text,
    groupsClaim: text.describe("Claim that lists a person's groups at the company's provider."),
    scopes: z.array(text).min(1, "one scope at least").optional(),
  }),
  z.strictObject({
    by: z.literal("saml"),
    issuer: text.describe("Entity id of the company's provider."),
    singleSignOnUrl: secureAddress,
    signingCertificates: z.tuple([text], text),
    attributes: z.strictObject({ email: text, firstName: text, lastName: text }),
    groupsClaim: text.describe("Attribute that lists a person's groups."),
  }),
  z.strictObject({
    by: z.literal("ldap"),
    url: z.string().regex(/^ldaps:\/\/[^\s/*]+$/, "an ldaps address"),
    vendor: z.enum(["active-directory", "openldap"]),
    bindDn: text,
    usersDn: text,
    usersFilter: text.optional(),
    groupsDn: text,
    groupsFilter: text.describe("Groups that become groups of the realm, such as (cn=team-*)."),
  }),
]);

const managedIdentity = server.extend({
  mode: z.literal("managed").optional(),
  company: company
    .optional()
    .describe("The company's own provider or directory, which people come from. Default: none."),
  people: z
    .record(
      userName,
      z.strictObject({
        email: z.string().regex(/^[^@\s]+@[^@\s]+$/, "a mail address"),
        firstName: text,
        lastName: text,
      }),
    )
    .optional()
    .describe("Users of the realm, where no directory of the company's fills it."),
  administrators: distinct(userName, "administrators")
    .optional()
    .describe(
      "People who run the platform: they log in with a second factor and see every cluster.",
    ),
  realm: slug
    .refine((name) => name !== "master", "a realm of its own, master administers the server")
    .describe("Realm that the platform makes on the Keycloak server."),
});

const existingIdentity = z.strictObject({
  mode: z.literal("existing"),
  issuer: z
    .string()
    .regex(/^https:\/\/[^\s*?#]+$/, "an https address, as tokens spell it")
    .describe("Issuer of the company's tokens; EKS must reach it from the internet."),
  groupsClaim: text.describe("Claim that lists a person's groups."),
  clients: z
    .strictObject({ kubernetes: text, argocd: text, grafana: text, secrets: text })
    .describe("Client ids at the issuer; each takes the code flow with PKCE and no secret."),
});

/** `organization.yaml`: what holds for the whole company. */
export const organizationSchema = z.strictObject({
  name: slug.describe("Company slug; part of bucket names."),
  domain: z
    .string()
    .regex(/^([a-z0-9-]+\.)+[a-z]{2,}$/, "a domain name such as platform.example.com")
    .describe("Domain of the platform."),
  contact: z
    .string()
    .regex(/^[^@\s]+@[^@\s]+$/, "a mail address")
    .describe("Mail address of the platform team; certificate authorities write to it."),
  profile: z
    .enum(["small", "standard", "regulated"])
    .optional()
    .describe("Defaults of everything that costs money or keeps data. Default: standard."),
  accounts: z
    .record(slug, z.string().regex(/^\d{12}$/, "an AWS account id, 12 digits in quotes"))
    .describe("AWS accounts by name."),
  home: z
    .strictObject({ account: slug, region })
    .describe("Account and region of what the whole organisation shares: DNS root and registry."),
  ipam: z
    .boolean()
    .optional()
    .describe(
      "Whether AWS IPAM holds the environments' ranges, in the home account. It is billed. Default: false.",
    ),
  addresses: z
    .strictObject({
      ranges: z.array(cidr).min(1, "one range at least").describe("Ranges that VPCs are cut from."),
      podRanges: z
        .array(cidr)
        .min(1, "one range at least")
        .optional()
        .describe("Ranges that pods are cut from. Default: 100.64.0.0/10."),
      serviceRange: cidr
        .optional()
        .describe("Range of Kubernetes services in every cluster. Default: 172.20.0.0/16."),
      taken: z.record(text, cidr).optional().describe("Ranges of others: offices, peers, VPN."),
      horizonMonths: z.int().optional().describe("Months that the plan lasts. Default: 24."),
      shortHorizonReason: text.optional().describe("Why less than 18 months are enough."),
      growthPercent: z
        .number()
        .optional()
        .describe("Growth of what is deployed, percent a month. Default: 5."),
    })
    .optional()
    .describe("The address space that every network of the platform's comes from."),
  connectivity: z
    .discriminatedUnion("by", [
      z.strictObject({
        by: z.literal("transit-gateway"),
        networks: z
          .record(
            slug,
            z.strictObject({
              ranges: z.array(cidr).min(1, "one range at least"),
              attachmentId: z
                .string()
                .regex(
                  /^tgw-attach-[0-9a-f]{8,17}$/,
                  "an attachment's id such as tgw-attach-0a1b2c3d",
                )
                .describe("Attachment of its VPN or direct connection to the platform's gateway."),
            }),
          )
          .optional()
          .describe("Networks of others behind the gateway, such as offices."),
        connections,
      }),
      z.strictObject({ by: z.literal("peering"), connections }),
    ])
    .optional()
    .describe("Which networks reach each other. Default: none do."),
  github: z.strictObject({
    owner: text.describe("GitHub organisation."),
    requiredChecks: z
      .array(text)
      .min(1, "at least one check")
      .optional()
      .describe("Status checks that pull requests of teams must have passed. Default: [test]."),
  }),
  identity: z
    .discriminatedUnion("mode", [managedIdentity, existingIdentity])
    .describe("Who someone is: a realm that the platform makes, or the company's own issuer."),
  secrets: server.describe("The OpenBao or Vault server."),
  accountAccess: z
    .discriminatedUnion("mode", [
      z.strictObject({
        mode: z.literal("managed").optional(),
        instanceArn: z
          .string()
          .regex(/^arn:aws:sso:::instance\/(sso)?ins-[0-9a-f]{16}$/, "an instance's ARN"),
        identityStoreId: z.string().regex(/^d-[0-9a-f]{10}$/, "an identity store's id"),
        region: region.describe("Region of IAM Identity Center; the account is the home account."),
      }),
      z.strictObject({ mode: z.literal("existing") }),
    ])
    .optional()
    .describe(
      "How people get into AWS accounts: by IAM Identity Center, or by what the company has. Default: not at all.",
    ),
});

const zones = distinct(text, "availability zones").min(1, "one availability zone at least");

const demand = z
  .strictObject({
    nodesByZone: count.optional().describe("Nodes a zone today. Default: the cluster's most."),
    podsByNode: count.optional().describe("Pods a node, at the most. Default: 110."),
    loadBalancers: count.optional().describe("Load balancers inside the VPC today. Default: 3."),
    dataByZone: count.optional().describe("Addresses of databases a zone today. Default: 10."),
    byTeam: z
      .strictObject({
        nodesByZone: z.number().optional(),
        loadBalancers: count.optional(),
        dataByZone: count.optional(),
      })
      .optional()
      .describe("What each team of the environment brings beside that. Default: nothing."),
    spareByZone: count
      .optional()
      .describe("Addresses a zone held for what nobody plans yet. Default: 0."),
    clusters: count.optional().describe("Clusters that are there at once. Default: 2."),
    growthPercent: z.number().optional().describe("Default: the organisation's."),
  })
  .optional()
  .describe("What the address plan is computed from, with the growth a month.");

const managedNetwork = z.strictObject({
  mode: z.literal("managed").optional(),
  zones: zones.describe("Availability zones; the cluster's control plane is in the first two."),
  nat: z
    .enum(["none", "one", "per-zone"])
    .optional()
    .describe("NAT gateways. Default: by profile."),
  adopt: z
    .record(text, text)
    .optional()
    .describe(
      'Ids of resources that are there already, by type and name: "Subnet dev-nodes-eu-west-1a". Their ranges must be in addresses.json.',
    ),
  pods: z
    .enum(["unique", "reused"])
    .optional()
    .describe(
      "Whether no other environment has the pods' range, or several have it: pods are not routed outside the VPC. Default: unique.",
    ),
  demand,
});

const subnets = z.record(
  text,
  z.strictObject({
    id: z
      .string()
      .regex(/^subnet-[0-9a-f]{8,17}$/, "a subnet's id such as subnet-0a1b2c3d4e5f67890"),
    cidr: cidr.describe("Its range, checked against the subnet."),
  }),
);

const existingNetwork = z.strictObject({
  mode: z.literal("existing"),
  cidr: cidr.describe("The VPC's primary range, checked against the VPC."),
  vpcId: z.string().regex(/^vpc-[0-9a-f]{8,17}$/, "a VPC's id such as vpc-0a1b2c3d4e5f67890"),
  zones: zones.describe("Availability zones that the platform uses."),
  subnets: z
    .strictObject({
      public: subnets.optional(),
      balancers: subnets.optional(),
      control: subnets.optional(),
      data: subnets.optional(),
      nodes: subnets,
      pods: subnets.optional(),
    })
    .describe("Subnets by tier and zone; without pods, theirs are those of the nodes."),
  demand,
});

const managedCluster = z.strictObject({
  mode: z.literal("managed").optional(),
  version: z.string().regex(/^1\.\d+$/, 'a Kubernetes minor in quotes such as "1.34"'),
  instanceTypes: distinct(text, "instance types").min(1, "one instance type at least").optional(),
  nodesByZone: z
    .strictObject({
      min: z.int().min(0, "0 or more"),
      max: z.int().min(1, "1 or more"),
    })
    .optional()
    .describe("Nodes a zone. Default: by profile."),
});

const existingCluster = z.strictObject({
  mode: z.literal("existing"),
  name: text.describe("Name of the EKS cluster, in the environment's account and region."),
});

/** Tiers of the policy pack, the laxest first. */
const guardrailTiers = ["sandbox", "nonprod", "prod"] as const;
export type GuardrailTier = (typeof guardrailTiers)[number];

/** `environments/<name>.yaml`: one environment. */
export const environmentSchema = z.strictObject({
  account: slug.describe("Name of one of the organisation's accounts."),
  region,
  after: slug
    .optional()
    .describe("Environment that a change reaches first; none: this is a first."),
  stage: z
    .enum(stages)
    .optional()
    .describe(
      "What teams may do by default. Default: development when another comes after it, else production.",
    ),
  guardrails: z
    .enum(guardrailTiers)
    .optional()
    .describe(
      "How strictly the policy pack judges this environment's stacks; less than prod only where its stage is development. Default: prod.",
    ),
  network: z.discriminatedUnion("mode", [managedNetwork, existingNetwork]),
  cluster: z.discriminatedUnion("mode", [managedCluster, existingCluster]),
});

const quota = z.strictObject({ cpu: quantity, memory: quantity });
const byPersona = <T extends z.ZodType>(value: T) =>
  z.strictObject({
    owner: value.optional(),
    developer: value.optional(),
    viewer: value.optional(),
  });

/** `teams/<name>.yaml`: one team; everything of it follows from this file. Its name never changes. */
export const teamSchema = z.strictObject({
  displayName: text
    .optional()
    .describe("What people call the team; may change, as the file's name may not."),
  environments: distinct(slug, "environments").min(1, "one environment at least"),
  repositories: distinct(slug, "repositories").min(1, "one repository at least"),
  members: byPersona(distinct(text, "members"))
    .optional()
    .describe("User names of the managed realm, by persona."),
  groups: byPersona(text)
    .optional()
    .describe(
      "Groups of the company's own directory or issuer, by persona. Default: team-<name>-<persona>.",
    ),
  access: byPersona(z.record(slug, z.enum(rights)))
    .optional()
    .describe(
      "What a persona may do in an environment. Default: owners edit everywhere, developers where it is not production; all others view.",
    ),
  namespaces: z
    .record(
      slug,
      z.strictObject({
        quota: quota.optional().describe("Default: the team's."),
        sharedWith: z
          .record(slug, z.enum(["view", "edit"]))
          .optional()
          .describe("What people of another team may do here at the most, by team."),
      }),
    )
    .refine((spaces) => Object.keys(spaces).length > 0, "one namespace at least")
    .optional()
    .describe("Namespaces in each environment. Default: one, named like the team."),
  routes: z
    .record(
      slug,
      z.strictObject({
        service: slug.describe("Service of the namespace that answers at the host."),
        port: z.int().min(1, "1 to 65535").max(65535, "1 to 65535").optional(),
        namespace: slug.optional().describe("Default: the team's first namespace."),
      }),
    )
    .optional()
    .describe("Ways in from outside: <name>.<environment>.<domain>. Default: none."),
  quota: quota.optional().describe("What may be requested in each namespace."),
  logRetentionDays: z
    .int()
    .min(1, "1 or more")
    .max(3650, "3650 or less")
    .optional()
    .describe("Days that the logs of its namespaces are kept. Default: by profile."),
  signer: z
    .strictObject({
      workflow: z
        .string()
        .regex(/^[\w.-]+\.ya?ml$/, "a file of .github/workflows such as release.yaml"),
      ref: z.string().regex(/^refs\/(heads|tags)\/[^*\s]+$/, "a ref such as refs/heads/main"),
    })
    .optional()
    .describe("Workflow of its repositories that signs images. Default: release.yaml of main."),
});

export type OrganizationFile = z.infer<typeof organizationSchema>;
export type Environment = z.infer<typeof environmentSchema>;
export type TeamDeclaration = z.infer<typeof teamSchema>;

/** `addresses.json`: every range that was ever given out, as the plan wrote it. */
export const ledgerSchema = z.strictObject({
  version: z.literal(1),
  ranges: z.record(text, z.array(cidr)),
});

/** The published JSON Schema of each kind of file, by its name in `schemas/`. */
export function jsonSchemas(): Readonly<Record<string, object>> {
  return {
    "organization.schema.json": z.toJSONSchema(organizationSchema, { io: "input" }),
    "environment.schema.json": z.toJSONSchema(environmentSchema, { io: "input" }),
    "addresses.schema.json": z.toJSONSchema(ledgerSchema, { io: "input" }),
    "team.schema.json": z.toJSONSchema(teamSchema, { io: "input" }),
  };
}

/** A list without duplicates, in JSON Schema too. */
function distinct<T extends z.ZodType>(item: T, what: string) {
  return z
    .array(item)
    .refine((items) => new Set(items).size === items.length, `different ${what}`)
    .meta({ uniqueItems: true });
}
