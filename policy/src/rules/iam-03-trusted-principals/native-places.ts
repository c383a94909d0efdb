export const nativeRole = "aws-native:iam:Role";
export const nativeUrl = "aws-native:lambda:Url";

const native = <V>(places: Readonly<Record<string, V>>): Readonly<Record<string, V>> =>
  Object.fromEntries(Object.entries(places).map(([kind, place]) => [`aws-native:${kind}`, place]));

/**
 * The same places of the aws-native provider, whose properties are CloudFormation's. Some kinds only
 * CloudFormation has, and Cloud Control has not: `sqs:QueuePolicy`, `elasticsearch:Domain`.
 */
export const nativeDocuments: Readonly<Record<string, string | readonly string[]>> = native({
  "iam:Role": "assumeRolePolicyDocument",
  "aps:ResourcePolicy": "policyDocument",
  "backup:BackupVault": "accessPolicy",
  "backup:LogicallyAirGappedBackupVault": "accessPolicy",
  "bedrock:ResourcePolicy": "policyDocument",
  "bedrockagentcore:ResourcePolicy": "policy",
  "cloudtrail:ResourcePolicy": "resourcePolicy",
  "codeartifact:Domain": "permissionsPolicyDocument",
  "codeartifact:Repository": "permissionsPolicyDocument",
  "dsql:Cluster": "policyDocument",
  "dynamodb:GlobalTable": [
    "replicas.*.resourcePolicy.policyDocument",
    "replicas.*.replicaStreamSpecification.resourcePolicy.policyDocument",
  ],
  "dynamodb:Table": [
    "resourcePolicy.policyDocument",
    "streamSpecification.resourcePolicy.policyDocument",
  ],
  "efs:FileSystem": "fileSystemPolicy",
  "elasticsearch:Domain": "accessPolicies",
  "events:EventBus": "policy",
  "eventschemas:RegistryPolicy": "policy",
  "fsx:S3AccessPointAttachment": "s3AccessPoint.policy",
  "kinesis:ResourcePolicy": "resourcePolicy",
  "lambda:ResourcePolicy": "policyDocument",
  "lex:ResourcePolicy": "policy",
  "logs:DeliveryDestination": "deliveryDestinationPolicy.deliveryDestinationPolicy",
  "logs:Destination": "destinationPolicy",
  "logs:LogGroup": "resourcePolicyDocument",
  "logs:ResourcePolicy": "policyDocument",
  "mediapackagev2:ChannelPolicy": "policy",
  "msk:ClusterPolicy": "policy",
  "oam:Sink": "policy",
  "omics:SequenceStore": "s3AccessPolicy",
  "opensearchservice:Domain": "accessPolicies",
  "organizations:ResourcePolicy": "content",
  "osis:Pipeline": "resourcePolicy.policy",
  "paymentcryptography:Key": "policy",
  "redshift:Cluster": "namespaceResourcePolicy",
  "redshiftserverless:Namespace": "namespaceResourcePolicy",
  "s3:AccessPoint": "policy",
  "s3:BucketPolicy": "policyDocument",
  "s3:MultiRegionAccessPointPolicy": "policy",
  "s3express:AccessPoint": "policy",
  "s3express:BucketPolicy": "policyDocument",
  "s3files:FileSystemPolicy": "policy",
  "s3objectlambda:AccessPointPolicy": "policyDocument",
  "s3outposts:AccessPoint": "policy",
  "s3outposts:BucketPolicy": "policyDocument",
  "s3tables:TableBucketPolicy": "resourcePolicy",
  "s3tables:TablePolicy": "resourcePolicy",
  "s3vectors:VectorBucketPolicy": "policy",
  "sagemaker:ModelPackageGroup": "modelPackageGroupPolicy",
  "secretsmanager:ResourcePolicy": "resourcePolicy",
  "smsvoice:ResourcePolicy": "policyDocument",
  "sns:TopicInlinePolicy": "policyDocument",
  "sns:TopicPolicy": "policyDocument",
  "sqs:QueueInlinePolicy": "policyDocument",
  "sqs:QueuePolicy": "policyDocument",
  "ssm:ResourcePolicy": "policy",
  "vpclattice:AuthPolicy": "policy",
  "vpclattice:ResourcePolicy": "policy",
  "xray:ResourcePolicy": "policyDocument",
});

/** Where one statement lies, without a document around it. */
export const nativeStatements: Readonly<Record<string, string>> = native({
  "events:EventBusPolicy": "statement",
});

const launch = "distributions.*.amiDistributionConfiguration.launchPermissionConfiguration";
const lakePrincipal = "principal.dataLakePrincipalIdentifier";
const defaults = ["createDatabaseDefaultPermissions", "createTableDefaultPermissions"];
/** What Amazon Quick Suite shows to accounts, groups and people. */
const shown = [
  ...["ActionConnector", "Analysis", "Dashboard", "DataSet", "DataSource", "Flow", "Folder"],
  ...["KnowledgeBase", "Space", "Template", "Theme", "TopicV2"],
];

export const nativeSharings: Readonly<Record<string, readonly string[]>> = native({
  "acmpca:Permission": ["principal"],
  "codeguruprofiler:ProfilingGroup": ["agentPermissions.principals.*"],
  "dlm:LifecyclePolicy": ["policyDetails.schedules.*.shareRules.*.targetAccounts.*"],
  "ec2:VpcEndpointServicePermissions": ["allowedPrincipals.*"],
  "entityresolution:PolicyStatement": ["principal.*"],
  "events:EventBusPolicy": ["principal"],
  "globalaccelerator:CrossAccountAttachment": ["principals.*"],
  "glue:Catalog": defaults.map((place) => `${place}.*.${lakePrincipal}`),
  "glue:Database": [`databaseInput.createTableDefaultPermissions.*.${lakePrincipal}`],
  "imagebuilder:DistributionConfiguration": [
    ...["userIds", "userGroups", "organizationArns", "organizationalUnitArns"].map(
      (whom) => `${launch}.${whom}.*`,
    ),
    "distributions.*.amiDistributionConfiguration.targetAccountIds.*",
  ],
  "lakeformation:PrincipalPermissions": [lakePrincipal],
  "lambda:LayerVersionPermission": ["principal"],
  "lambda:Permission": ["principal"],
  "licensemanager:Grant": ["principals.*"],
  "lightsail:Bucket": ["readOnlyAccessAccounts.*"],
  "qbusiness:DataAccessor": ["principal"],
  "qbusiness:Permission": ["principal"],
  "ram:ResourceShare": ["principals.*"],
  "redshift:EndpointAuthorization": ["account"],
  "s3:AccessGrant": ["grantee.granteeIdentifier"],
  "securitylake:Subscriber": ["subscriberIdentity.principal"],
  "servicecatalog:PortfolioPrincipalAssociation": ["principalArn"],
  "servicecatalog:PortfolioShare": ["accountId"],
  "signer:ProfilePermission": ["principal"],
  ...Object.fromEntries(
    shown.map((kind) => [
      `quicksight:${kind}`,
      [
        "permissions.*.principal",
        ...(kind === "Dashboard" ? ["linkSharingConfiguration.permissions.*.principal"] : []),
      ],
    ]),
  ),
});

export const nativeAccessLists: Readonly<Record<string, readonly string[]>> = native({
  "iot:TopicRule": [
    "topicRulePayload.actions.*.s3.cannedAcl",
    "topicRulePayload.errorAction.s3.cannedAcl",
  ],
  "s3:Bucket": ["accessControl"],
});
