import type { Example } from "../example";
import { pool } from "./places";

const ours = { accounts: ["111122223333"] };
const organization = "o-a1b2c3d4e5";
const permission = (props: object): Example => ({
  type: "aws:lambda/permission:Permission",
  settings: { ...ours, organizations: [organization] },
  props: { function: "f", action: "lambda:InvokeFunction", ...props },
});
const lake = (principal: string): Example => ({
  type: "aws:lakeformation/permissions:Permissions",
  settings: ours,
  props: { principal, permissions: ["SELECT"] },
});
const portfolio = (principalArn: string): Example => ({
  type: "aws:servicecatalog/principalPortfolioAssociation:PrincipalPortfolioAssociation",
  settings: ours,
  props: { portfolioId: "port-1", principalType: "IAM_PATTERN", principalArn },
});
const grant = (granteeType: string, granteeIdentifier: string): Example => ({
  type: "aws:s3control/accessGrant:AccessGrant",
  settings: ours,
  props: { permission: "READ", grantee: { granteeType, granteeIdentifier } },
});
const shown = (principal: string): Example => ({
  type: "aws:quicksight/template:Template",
  settings: ours,
  props: { permissions: [{ principal, actions: ["quicksight:DescribeTemplate"] }] },
});
const person = "d4e8c4a8-1091-70d5-4c1e-0d5a5f8e7c11";

export const sharingGood: readonly Example[] = [
  lake("IAM_ALLOWED_PRINCIPALS"),
  lake("111122223333:IAMPrincipals"),
  lake("arn:aws:iam::111122223333:role/analyst"),
  lake(`arn:aws:identitystore:::user/${person}`),
  lake(`arn:aws-cn:identitystore:::group/${person}`),
  portfolio("arn:aws:iam:::role/launcher"),
  grant("IAM", "arn:aws:iam::111122223333:role/analyst"),
  grant("DIRECTORY_USER", person),
  grant("DIRECTORY_GROUP", `9067f2a1b3-${person.toUpperCase()}`),
  shown("arn:aws:quicksight:eu-west-1:111122223333:user/default/ada"),
  shown("arn:aws:quicksight:eu-west-1:111122223333:namespace/default"),
  permission({ principal: "111122223333" }),
  permission({ principal: "*", principalOrgId: organization }),
  permission({ principal: "444455556666", sourceAccount: "111122223333" }),
  permission({ principal: "sns.amazonaws.com", sourceArn: "arn:aws:sns:eu-west-1::t" }),
  permission({ principal: "s3.amazonaws.com", sourceArn: "arn:aws:s3:::uploads" }),
  permission({ principal: "s3.amazonaws.com", sourceAccount: "111122223333" }),
  permission({
    principal: "s3.amazonaws.com",
    ...{ sourceArn: "arn:aws:s3:::*", sourceAccount: "111122223333" },
  }),
  permission({ principal: "alexa-appkit.amazon.com" }),
  permission({}),
  { type: pool, props: { identityPoolName: "shop" } },
  { type: pool, props: { allowUnauthenticatedIdentities: "false" } },
];

export const sharingBad: readonly Example[] = [
  lake("444455556666"),
  lake("444455556666:IAMPrincipals"),
  lake("111122223333:IAMPrincipals:x"),
  lake("arn:aws:iam::444455556666:role/analyst"),
  lake("xIAM_ALLOWED_PRINCIPALS"),
  lake("IAM_ALLOWED_PRINCIPALSx"),
  portfolio("arn:aws:iam:::role/*"),
  portfolio("arn:aws:iam:::role/launch?r"),
  portfolio("arn:aws:iam:::role/"),
  portfolio("arn:aws:sso:::permissionSet/x"),
  grant("IAM", "arn:aws:iam::444455556666:role/analyst"),
  grant("DIRECTORY_USER", `x${person}`),
  grant("DIRECTORY_USER", person.slice(1)),
  grant("DIRECTORY_USER", `${person}0`),
  shown("arn:aws:iam::444455556666:root"),
  permission({ principal: "s3.amazonaws.com" }),
  permission({ principal: "s3.amazonaws.com", sourceArn: "arn:aws:s3:::*" }),
  permission({ principal: "s3.amazonaws.com", sourceArn: "arn:aws:s3:::upload?" }),
  permission({ principal: "*", functionUrlAuthType: "AWS_IAM" }),
  permission({ principal: "*", principalOrgId: "o-zzzzzzzzzz" }),
  permission({ principal: "arn:aws:iam::444455556666:root", sourceAccount: "444455556666" }),
  permission({ principal: "444455556666", sourceArn: "arn:aws:s3:::uploads" }),
  permission({ principal: "evil.example.com" }),
  permission({ principal: "events.amazonaws.com.example.com" }),
  permission({ principal: "x/events.amazonaws.com" }),
  { type: pool, props: { allowUnauthenticatedIdentities: true } },
];
