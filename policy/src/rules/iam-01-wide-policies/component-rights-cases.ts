import type { Example } from "../example";

/** `statements` of our components; `Effect` is Allow unless said otherwise. */
const rights = (actions: unknown, resources: unknown, effect?: string): Example => ({
  props: { statements: [{ actions, resources, ...(effect !== undefined && { effect }) }] },
});
const repository = "arn:aws:ecr:eu-west-1:111122223333:repository/payments/api";

export const goodRights: readonly Example[] = [
  rights(["ecr:PutImage", "ecr:UploadLayerPart"], [repository]),
  rights(["ecr:GetAuthorizationToken"], ["*"]),
  rights(["s3:*"], ["arn:aws:s3:::logs", "arn:aws:s3:::logs/*"]),
  rights(["*"], ["*"], "Deny"),
  rights(["s3:GetObject"], [repository], "Allow"),
];

export const badRights: readonly Example[] = [
  rights(["*"], ["*"]),
  rights(["ec2:Describe*", "s3:*"], ["*"]),
  rights(["iam:*"], [repository, "*"]),
  rights(["kms:*"], ["arn:aws:*:*:*:*"], "Allow"),
  rights("*", "*"),
  rights(["s3:?*"], ["arn:aws:s3:::*"]),
  {
    props: {
      statements: [
        { actions: ["s3:GetObject"], resources: [repository] },
        { actions: ["*"], resources: ["*"] },
      ],
    },
    says: "\n  statements[1]: want no statement that grants a whole service, or all",
  },
];
