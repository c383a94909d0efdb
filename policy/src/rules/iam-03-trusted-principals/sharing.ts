import type { Context } from "../../kit/context";
import { hasWildcard } from "../../kit/iam-pattern";
import type { Judged } from "../../kit/judged";
import { allOf, anyOf, type Node, not } from "../../kit/node";
import { principalAccount, type Company } from "../../kit/principals";
import { verdict } from "../../kit/verdict";

/** Reports a principal outside the company whom no other property of the resource holds to it. */
export function judgeSharing(
  resource: Judged,
  principal: Node,
  company: Company,
  { ctx, want }: { readonly ctx: Context; readonly want: string },
): void {
  const [account, arn] = [resource.at("sourceAccount"), resource.at("sourceArn")];
  const condition = resource.at("condition");
  const organizations = [
    resource.at("principalOrgId"),
    resource.at("organizationId"),
    condition.at("value"),
  ];
  const isKept = anyOf([
    account.is(company.hasAccount),
    arn.is((text) => company.hasAccount(principalAccount(text))),
    ...organizations.map((id) => id.is(company.hasOrganization)),
  ]);
  // S3 acts for whoever has a bucket, and a bucket's ARN has no account: FSBP Lambda.1.
  const forAnyone = allOf([
    principal.is((name) => name === "s3.amazonaws.com"),
    account.is((text) => text === ""),
    arn.is((text) => text === "" || hasWildcard(text)),
  ]);
  const wrong = anyOf([
    forAnyone,
    allOf([principal.is((name) => isOutside(name, company)), not(isKept)]),
  ]);
  verdict(ctx, wrong, want, principal, account, arn, ...organizations);
}

/**
 * Names without an account, of one's own all the same: whoever IAM lets in, here or in the accounts
 * that something is shared with, and people of the company's directory.
 * https://docs.aws.amazon.com/lake-formation/latest/dg/change-settings.html
 */
const own =
  /^(IAM_ALLOWED_PRINCIPALS|arn:aws[a-z-]*:(iam|identitystore):::[a-z]+\/[^*?]+|([0-9a-f]{10}-)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

function isOutside(name: string, company: Company): boolean {
  const [organization = ""] = /(?<=[:/])o-[a-z0-9]+/.exec(name) ?? [];
  const isService = /^[a-z0-9.-]+\.(amazonaws|amazon)\.com(\.cn)?$/.test(name);
  return (
    name !== "" &&
    !isService &&
    !own.test(name) &&
    !company.hasAccount(principalAccount(name).replace(/:IAMPrincipals$/, "")) &&
    !company.hasOrganization(organization)
  );
}
