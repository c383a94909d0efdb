import type { Context } from "../../kit/context";
import { demand } from "../../kit/demands";
import type { Judged } from "../../kit/judged";
import { anyOf, Node } from "../../kit/node";
import { readStatements, refuseEach } from "../../kit/policy-document";
import { companyOf, grantsEveryone, grantsPublic, grantsStrangers } from "../../kit/principals";
import { widening } from "../../kit/settings";
import { parseStrictly } from "../../kit/strict-json";
import { verdict } from "../../kit/verdict";
import { walk, way } from "../../kit/walk";
import { trustsAnySubject } from "../../kit/web-identities";
import { everywhere, rule } from "../rule";
import {
  accessLists,
  bareStatements,
  documents,
  functionUrls,
  pools,
  role,
  roles,
  sharings,
} from "./places";
import { judgeSharing } from "./sharing";

const want = "named principals of listed accounts, or an external id or organisation asked for";
const wantSubject = "a condition that names the subject, or the owner of subjects, of the issuer";

export const IAM03 = rule({
  id: "IAM-03",
  title: "Roles and resources trust named principals, of other accounts only on a condition.",
  severity: "critical",
  types: [
    role,
    ...new Set(
      [documents, sharings, accessLists].flatMap(Object.keys).filter((type) => type !== role),
    ),
    ...Object.keys(functionUrls),
    ...pools,
  ],
  frameworks: ["CIS-AWS-7.0 2.21"],
  // The policy of a bucket or queue names its ARN, which most providers know only once it is made.
  onUnknown: "defer",
  enforcement: everywhere,
  prevention: [
    {
      by: "the server",
      what: "public policies of private buckets",
      component: "groundwork:network:PrivateBucket",
    },
  ],
  settings: { accounts: widening, organizations: widening },
  fix: "Name the principals; list your own accounts and organisations in the settings `accounts` and `organizations`, and hold other accounts by StringEquals to an sts:ExternalId of 16 characters or more, or to aws:PrincipalOrgID; compare the `sub` of an issuer's tokens; give guests no identity.",
  link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
  check(resource, ctx) {
    const company = companyOf(ctx.settings);
    for (const document of placesIn(documents, resource)) {
      judgeDocument(resource, document, ctx);
    }
    for (const statement of placesIn(bareStatements, resource)) {
      judgeDocument(resource, documentOf(statement), ctx);
    }
    for (const principal of placesIn(sharings, resource)) {
      judgeSharing(resource, principal, company, { ctx, want });
    }
    for (const grantee of placesIn(accessLists, resource)) {
      verdict(ctx, grantee.is(isPublic), "no access for everyone", grantee);
    }
    for (const access of placesIn(functionUrls, resource)) {
      verdict(
        ctx,
        access.is((kind) => kind === "NONE"),
        "AWS_IAM",
        access,
      );
    }
    if (pools.includes(resource.type)) {
      demand(resource, "allowUnauthenticatedIdentities", ctx, { want: false, otherwise: false });
    }
  },
});

function placesIn(
  places: Readonly<Record<string, string | readonly string[]>>,
  resource: Judged,
): Node[] {
  return [places[resource.type] ?? []].flat().flatMap((path) => walk(resource, way(path)));
}

/** A document of one statement, which may be a text, too. */
function documentOf(statement: Node): Node {
  const { path, text, unknown, absent } = statement;
  const value = text === "" ? statement.value : (parseStrictly(text) ?? false);
  return unknown || absent ? statement : new Node(path, { Statement: [value] });
}

function judgeDocument(resource: Judged, document: Node, ctx: Context): void {
  const company = companyOf(ctx.settings);
  const found = readStatements(document, ctx);
  refuseEach(found, ctx, want, (statement) =>
    anyOf([
      // Nobody takes a role for everyone, on whatever condition.
      roles.includes(resource.type) ? grantsEveryone(statement) : grantsPublic(statement, company),
      grantsStrangers(statement, company),
    ]),
  );
  if (roles.includes(resource.type)) {
    refuseEach(found, ctx, wantSubject, trustsAnySubject);
  }
}

/** Canned lists and groups of S3; https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html */
const isPublic = (granted: string) =>
  /^public|^authenticated[-_]?read$|(^|\/)(AllUsers|AuthenticatedUsers)$/i.test(granted);
