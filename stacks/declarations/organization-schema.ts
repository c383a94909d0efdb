import { z } from "zod";

import {
  address,
  cidr,
  distinct,
  https,
  isHost,
  mailAddress,
  publicMailAddress,
  region,
  shownName,
  slug,
  text,
} from "./fields";
import { claims, company } from "./company-schema";
import { contacts, credentials, nobody, reasons } from "./trust-marks";

const serverUrl = https.describe("Address of the server.");

const hub = contacts("the transit gateway's account", "its role groundwork-hub-<account>, assumed");

const connections = z
  .array(z.tuple([slug, slug]))
  .min(1, "one connection at least")
  .describe("Pairs of environments, or of an environment and a network of others.")
  .meta(hub);

const githubId = z.int("a whole number above 0").positive("a whole number above 0");

const userName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._@-]{0,62}$/, "a user name of a-z, 0-9, dot, dash, underscore and @");

const keycloak = contacts("the Keycloak server", credentials.realm);
const issuer = contacts("the issuer, whose tokens every server takes", credentials.people);

const managedIdentity = z.strictObject({
  url: serverUrl.meta(keycloak),
  mode: z.literal("managed").optional().meta(keycloak),
  company: company
    .optional()
    .describe("The company's own provider or directory, which people come from. Default: none."),
  people: z
    .record(
      userName,
      z.strictObject({
        email: mailAddress,
        firstName: shownName,
        lastName: shownName,
      }),
    )
    .optional()
    .describe("Users of the realm, where no directory of the company's fills it.")
    .meta(nobody(reasons.rights)),
  administrators: distinct(userName, "administrators")
    .optional()
    .describe(
      "People who run the platform: they log in with a second factor and see every cluster.",
    )
    .meta(nobody(reasons.rights)),
  realm: slug
    .refine((name) => name !== "master", "a realm of its own, master administers the server")
    .describe("Realm that the platform makes on the Keycloak server.")
    .meta(issuer),
});

const existingIdentity = z.strictObject({
  mode: z.literal("existing").meta(issuer),
  issuer: address(/^https:\/\/[^\s*?#]+$/, "an https address, as tokens spell it")
    .describe("Issuer of the company's tokens; EKS must reach it from the internet.")
    .meta(issuer),
  groupsClaim: text.describe("Claim that lists a person's groups.").meta(claims),
  clients: z
    .strictObject({ kubernetes: text, argocd: text, grafana: text, secrets: text })
    .describe("Client ids at the issuer; each takes the code flow with PKCE and no secret.")
    .meta(contacts("the issuer, as this client", "groundwork:secretsClientSecret for `secrets`")),
});

const center = contacts(
  "IAM Identity Center, whose people get into the accounts",
  credentials.account,
);
const aws = contacts("AWS, in this account and region", credentials.account);

const stackName = z
  .string()
  .regex(
    /^[a-z]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/,
    "a stack's name such as reports or reports.dev",
  )
  .max(100, "a stack's name of at most 100 characters");

/** `organization.yaml`: what holds for the whole company. */
export const organizationSchema = z.strictObject({
  name: slug
    .describe("Company slug; part of bucket names.")
    .meta(contacts("the clusters and buckets that are named by it", credentials.cluster)),
  domain: z
    .string()
    .regex(/^([a-z0-9-]+\.)+[a-z]{2,}$/, {
      error: "a domain name such as platform.example.com",
      abort: true,
    })
    .refine(
      isHost,
      "a domain of at most 253 characters, its labels of at most 63 without a dash at an end",
    )
    .describe("Domain of the platform.")
    .meta(contacts("hosts of Argo CD, Grafana and routes below it", credentials.people)),
  contact: publicMailAddress
    .describe("Mail address of the platform team; certificate authorities write to it.")
    .meta(nobody("certificate authorities write to it, and show it no credential")),
  profile: z
    .enum(["small", "standard", "regulated"])
    .optional()
    .describe("Defaults of everything that costs money or keeps data. Default: standard.")
    .meta(nobody(reasons.resource)),
  accounts: z
    .record(
      slug,
      z
        .string()
        .regex(/^\d{12}$/, "an AWS account id, 12 digits in quotes")
        .regex(/^(?!0*$)/, "an account's own id, as AWS gives nobody zeros"),
    )
    .describe("AWS accounts by name.")
    .meta(aws),
  home: z
    .strictObject({ account: slug, region })
    .describe("Account and region of what the whole organisation shares: DNS root and registry.")
    .meta(aws),
  ipam: z
    .boolean()
    .optional()
    .describe(
      "Whether AWS IPAM holds the environments' ranges, in the home account. It is billed. Default: false.",
    )
    .meta(nobody(reasons.resource)),
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
      horizonMonths: z
        .int()
        .min(1, "a whole number from 1 to 120")
        .max(120, "a whole number from 1 to 120")
        .optional()
        .describe("Months that the plan lasts. Default: 24."),
      shortHorizonReason: text.optional().describe("Why less than 18 months are enough."),
      growthPercent: z
        .number()
        .min(0, "0 to 100 percent a month")
        .max(100, "0 to 100 percent a month")
        .optional()
        .describe("Growth of what is deployed, percent a month. Default: 5."),
    })
    .optional()
    .describe("The address space that every network of the platform's comes from.")
    .meta(nobody(reasons.plan)),
  connectivity: z
    .discriminatedUnion("by", [
      z.strictObject({
        by: z.literal("transit-gateway").meta(hub),
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
          .describe("Networks of others behind the gateway, such as offices.")
          .meta(nobody(reasons.aws)),
        connections,
      }),
      z.strictObject({ by: z.literal("peering").meta(hub), connections }),
    ])
    .optional()
    .describe("Which networks reach each other. Default: none do."),
  github: z.strictObject({
    owner: z
      .string()
      .min(1, { error: "a text that is not empty", abort: true })
      .regex(
        /^[A-Za-z0-9](-?[A-Za-z0-9]){0,38}$/,
        "a GitHub organisation: at most 39 letters, digits and single dashes",
      )
      .describe("GitHub organisation.")
      .meta(contacts("GitHub, about this organisation", credentials.github)),
    ids: z
      .strictObject({ owner: githubId, platform: githubId })
      .optional()
      .describe(
        "Numbers of the owner and of its repository platform, where GitHub's tokens name them: if the repository was made, renamed or moved since 15 July 2026, or opted in. Default: its tokens name neither.",
      )
      .meta(
        contacts("GitHub's jobs, which CI's roles in every account trust", credentials.account),
      ),
    requiredChecks: z
      .array(text)
      .min(1, "at least one check")
      .optional()
      .describe("Status checks that pull requests of teams must have passed. Default: [test].")
      .meta(nobody(reasons.resource)),
  }),
  identity: z
    .discriminatedUnion("mode", [managedIdentity, existingIdentity])
    .describe("Who someone is: a realm that the platform makes, or the company's own issuer."),
  secrets: z
    .strictObject({
      url: serverUrl.meta(contacts("the OpenBao or Vault server", credentials.vault)),
    })
    .describe("The OpenBao or Vault server."),
  stacks: z
    .record(
      stackName,
      z.strictObject({
        reads: distinct(stackName, "stacks")
          .optional()
          .describe("Stacks that must be up before it, such as network.dev. Default: none."),
      }),
    )
    .optional()
    .describe("Stacks of the company's own beside the platform's, by name; their program is code.")
    .meta(
      contacts(
        "AWS, in the account of the last environment that the stack reads",
        credentials.account,
      ),
    ),
  accountAccess: z
    .discriminatedUnion("mode", [
      z.strictObject({
        mode: z.literal("managed").optional().meta(center),
        instanceArn: z
          .string()
          .regex(/^arn:aws:sso:::instance\/(sso)?ins-[0-9a-f]{16}$/, "an instance's ARN")
          .meta(center),
        identityStoreId: z
          .string()
          .regex(/^d-[0-9a-f]{10}$/, "an identity store's id")
          .meta(center),
        region: region
          .describe("Region of IAM Identity Center; the account is the home account.")
          .meta(center),
      }),
      z.strictObject({ mode: z.literal("existing").meta(center) }),
    ])
    .optional()
    .describe(
      "How people get into AWS accounts: by IAM Identity Center, or by what the company has. Default: not at all.",
    ),
});
