import { isWorld, range } from "./cidr";
import { confines } from "./conditions";
import { hasWildcard } from "./iam-pattern";
import { allOf, anyOf, type Node, not, some, type Truth } from "./node";
import { allows, equalsOnly } from "./policy-document";
import { isListed } from "./listed";

/** Whose accounts and organisations are the company's own. */
export interface Company {
  readonly hasAccount: (id: string) => boolean;
  readonly hasOrganization: (id: string) => boolean;
}

/** The company of the settings `accounts` and `organizations`. */
export const companyOf = (settings: Node): Company => ({
  hasAccount: (id) => isListed(settings, "accounts", id),
  hasOrganization: (id) => isListed(settings, "organizations", id),
});

/** All principals of a statement of a trust or resource policy, of any kind. */
export function principals(statement: Node): Node[] {
  const principal = statement.key("Principal");
  const kinds = principal.keys();
  return kinds.length === 0
    ? principal.items()
    : kinds.flatMap((kind) => principal.key(kind).items());
}

/** Whether a statement grants something to everyone. */
export function grantsEveryone(statement: Node): Truth {
  // Allowing all but a few allows everyone else.
  const allBut = !statement.key("NotPrincipal").absent;
  return allOf([allows(statement), anyOf([allBut, some(principals(statement), hasWildcard)])]);
}

/**
 * Whether a statement grants something to everyone, and no condition keeps it in the company or in
 * networks.
 */
export function grantsPublic(statement: Node, company: Company): Truth {
  return allOf([
    grantsEveryone(statement),
    not(anyOf([isKept(statement, company), isInNetworks(statement)])),
  ]);
}

/** Whether a statement lets a service of AWS act for whoever asks it to, outside the company, too. */
export function grantsServices(statement: Node, company: Company): Truth {
  const services = statement.key("Principal").key("Service").items();
  return allOf([
    allows(statement),
    some(services, (name) => name !== ""),
    not(isKept(statement, company)),
  ]);
}

/**
 * Whether a statement grants something to an account of others, and requires neither an external id
 * nor the company.
 */
export function grantsStrangers(statement: Node, company: Company): Truth {
  const principal = statement.key("Principal");
  const inAccounts = [
    ...(principal.keys().length === 0 ? principal.items() : []),
    ...["AWS", "CanonicalUser"].flatMap((kind) => principal.key(kind).items()),
  ];
  // Everyone is a question of its own.
  const isStranger = (name: string) =>
    !hasWildcard(name) && !isOrigin(name) && !company.hasAccount(principalAccount(name));
  return allOf([
    allows(statement),
    some(inAccounts, isStranger),
    not(anyOf([equalsOnly(statement, "sts:ExternalId", isSecret), isKept(statement, company)])),
  ]);
}

/** CloudFront's way to a bucket, which AWS calls not public. https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html */
const isOrigin = (name: string) =>
  /^arn:aws[a-z-]*:iam::cloudfront:user\/CloudFront Origin Access Identity [A-Z0-9]+$/.test(name);

/**
 * Whether conditions keep a statement in networks or endpoints that they name, so that it is not
 * public. https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
function isInNetworks(statement: Node): Truth {
  return anyOf([
    confines(statement, ["aws:SourceVpce"], (id) => /^vpce-[0-9a-f]+$/.test(id)),
    confines(statement, ["aws:SourceVpc"], (id) => /^vpc-[0-9a-f]+$/.test(id)),
    confines(statement, ["aws:SourceIp"], (ip) => range(ip) !== undefined && !isWorld(ip)),
  ]);
}

/** Keys of conditions that name the account of who asks, or on whose behalf a service does. */
const ofAccounts = [
  ...["aws:PrincipalAccount", "aws:SourceAccount", "aws:SourceOwner"],
  ...["kms:CallerAccount", "s3:DataAccessPointAccount"],
];
const ofArns = ["aws:PrincipalArn", "aws:SourceArn", "s3:DataAccessPointArn"];
const ofOrganizations = ["aws:PrincipalOrgID", "aws:SourceOrgID"];
const ofPaths = ["aws:PrincipalOrgPaths", "aws:SourceOrgPaths"];

/** Whether conditions keep a statement in the company's accounts or organisations. */
function isKept(statement: Node, company: Company): Truth {
  return anyOf([
    confines(statement, ofAccounts, (id) => /^\d{12}$/.test(id) && company.hasAccount(id)),
    confines(
      statement,
      ofArns,
      (arn, path) =>
        /^arn:/.test(arn) &&
        // In a text, a wildcard stands for colons, too, and so for another account.
        !(/stringlike$/i.test(path) && /^([^:]*:){0,4}[^:]*[*?]/.test(arn)) &&
        company.hasAccount(principalAccount(arn)),
    ),
    confines(statement, ofOrganizations, (id) => isOrganization(id) && company.hasOrganization(id)),
    confines(statement, ofPaths, (path) => company.hasOrganization(path.replace(/\/.*/s, ""))),
  ]);
}

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html */
const isOrganization = (id: string) => /^o-[a-z0-9]{10,32}$/.test(id);

/** Whether an external id is too long and mixed to be guessed. */
const isSecret = (id: string) => id.length >= 16 && new Set(id).size >= 6;

/** Account of a principal: itself, or the one in an ARN. */
export function principalAccount(name: string): string {
  return name.replace(/arn:[^:]+:[^:]+:[^:]*:(\d{12}):.*/s, "$1");
}
