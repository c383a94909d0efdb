export const nativeRole = "aws-native:iam:Role";
export const nativeUrl = "aws-native:lambda:Url";

/** The same places of the aws-native provider, whose properties are CloudFormation's. */
export const nativeDocuments: Readonly<Record<string, string>> = {
  [nativeRole]: "assumeRolePolicyDocument",
  "aws-native:s3:BucketPolicy": "policyDocument",
  "aws-native:s3:AccessPoint": "policy",
  "aws-native:s3tables:TableBucketPolicy": "resourcePolicy",
  "aws-native:sqs:QueueInlinePolicy": "policyDocument",
  "aws-native:sns:TopicPolicy": "policyDocument",
  "aws-native:sns:TopicInlinePolicy": "policyDocument",
  "aws-native:secretsmanager:ResourcePolicy": "resourcePolicy",
  "aws-native:efs:FileSystem": "fileSystemPolicy",
  "aws-native:opensearchservice:Domain": "accessPolicies",
  "aws-native:dynamodb:Table": "resourcePolicy.policyDocument",
  "aws-native:kinesis:ResourcePolicy": "resourcePolicy",
  "aws-native:logs:ResourcePolicy": "policyDocument",
  "aws-native:backup:BackupVault": "accessPolicy",
  "aws-native:codeartifact:Domain": "permissionsPolicyDocument",
  "aws-native:xray:ResourcePolicy": "policyDocument",
};

export const nativeSharings: Readonly<Record<string, readonly string[]>> = {
  "aws-native:lambda:Permission": ["principal"],
  "aws-native:lambda:LayerVersionPermission": ["principal"],
  "aws-native:events:EventBusPolicy": ["principal"],
  "aws-native:ram:ResourceShare": ["principals.*"],
};

export const nativeAccessLists: Readonly<Record<string, readonly string[]>> = {
  "aws-native:s3:Bucket": ["accessControl"],
};
