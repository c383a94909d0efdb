import { dataSharings } from "./data-places";
import {
  nativeAccessLists,
  nativeDocuments,
  nativeRole,
  nativeSharings,
  nativeStatements,
  nativeUrl,
} from "./native-places";

export const role = "aws:iam/role:Role";
export const roles: readonly string[] = [role, nativeRole];

/** Where documents lie that say who may use a resource, by type. */
export const documents: Readonly<Record<string, string | readonly string[]>> = {
  [role]: "assumeRolePolicy",
  "aws:s3/bucketPolicy:BucketPolicy": "policy",
  "aws:s3/bucket:Bucket": "policy",
  "aws:s3/bucketV2:BucketV2": "policy",
  "aws:s3/accessPoint:AccessPoint": "policy",
  "aws:s3/filesFileSystemPolicy:FilesFileSystemPolicy": "policy",
  "aws:s3/vectorsVectorBucketPolicy:VectorsVectorBucketPolicy": "policy",
  "aws:s3control/accessPointPolicy:AccessPointPolicy": "policy",
  "aws:s3control/objectLambdaAccessPointPolicy:ObjectLambdaAccessPointPolicy": "policy",
  "aws:s3control/multiRegionAccessPointPolicy:MultiRegionAccessPointPolicy": "details.policy",
  "aws:s3control/accessGrantsInstanceResourcePolicy:AccessGrantsInstanceResourcePolicy": "policy",
  "aws:s3tables/tableBucketPolicy:TableBucketPolicy": "resourcePolicy",
  "aws:s3tables/tablePolicy:TablePolicy": "resourcePolicy",
  "aws:sqs/queuePolicy:QueuePolicy": "policy",
  "aws:sqs/queue:Queue": "policy",
  "aws:sns/topicPolicy:TopicPolicy": "policy",
  "aws:sns/topic:Topic": "policy",
  "aws:secretsmanager/secretPolicy:SecretPolicy": "policy",
  "aws:secretsmanager/secret:Secret": "policy",
  "aws:cloudwatch/eventBusPolicy:EventBusPolicy": "policy",
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": "policyDocument",
  "aws:cloudwatch/logDestinationPolicy:LogDestinationPolicy": "accessPolicy",
  "aws:cloudwatch/logDeliveryDestinationPolicy:LogDeliveryDestinationPolicy":
    "deliveryDestinationPolicy",
  "aws:lambda/resourcePolicy:ResourcePolicy": "policy",
  "aws:efs/fileSystemPolicy:FileSystemPolicy": "policy",
  "aws:dynamodb/resourcePolicy:ResourcePolicy": "policy",
  "aws:kinesis/resourcePolicy:ResourcePolicy": "policy",
  "aws:opensearch/domain:Domain": "accessPolicies",
  "aws:opensearch/domainPolicy:DomainPolicy": "accessPolicies",
  "aws:elasticsearch/domain:Domain": "accessPolicies",
  "aws:elasticsearch/domainPolicy:DomainPolicy": "accessPolicies",
  "aws:opensearchingest/resourcePolicy:ResourcePolicy": "policy",
  "aws:cloudsearch/domainServiceAccessPolicy:DomainServiceAccessPolicy": "accessPolicy",
  "aws:backup/vaultPolicy:VaultPolicy": "policy",
  "aws:glacier/vault:Vault": "accessPolicy",
  "aws:glue/resourcePolicy:ResourcePolicy": "policy",
  "aws:acmpca/policy:Policy": "policy",
  "aws:amp/resourcePolicy:ResourcePolicy": "policyDocument",
  "aws:bedrock/agentcoreResourcePolicy:AgentcoreResourcePolicy": "policy",
  "aws:codeartifact/domainPermissions:DomainPermissions": "policyDocument",
  "aws:codeartifact/repositoryPermissionsPolicy:RepositoryPermissionsPolicy": "policyDocument",
  "aws:codebuild/resourcePolicy:ResourcePolicy": "policy",
  "aws:dsql/clusterPolicy:ClusterPolicy": "policy",
  "aws:mediastore/containerPolicy:ContainerPolicy": "policy",
  "aws:msk/clusterPolicy:ClusterPolicy": "policy",
  "aws:networkfirewall/resourcePolicy:ResourcePolicy": "policy",
  "aws:oam/sinkPolicy:SinkPolicy": "policy",
  "aws:organizations/resourcePolicy:ResourcePolicy": "content",
  "aws:redshift/resourcePolicy:ResourcePolicy": "policy",
  "aws:redshiftserverless/resourcePolicy:ResourcePolicy": "policy",
  "aws:sagemaker/modelPackageGroupPolicy:ModelPackageGroupPolicy": "resourcePolicy",
  "aws:schemas/registryPolicy:RegistryPolicy": "policy",
  "aws:ses/identityPolicy:IdentityPolicy": "policy",
  "aws:sesv2/emailIdentityPolicy:EmailIdentityPolicy": "policy",
  "aws:vpclattice/authPolicy:AuthPolicy": "policy",
  "aws:vpclattice/resourcePolicy:ResourcePolicy": "policy",
  "aws:xray/resourcePolicy:ResourcePolicy": "policyDocument",
  "aws:s3control/bucketPolicy:BucketPolicy": "policy",
  "aws:fsx/s3AccessPointAttachment:S3AccessPointAttachment": "s3AccessPoint.policy",
  "aws:glacier/vaultLock:VaultLock": "policy",
  "aws:ecrpublic/repositoryPolicy:RepositoryPolicy": "policy",
  "aws:pinpoint/smsvoicev2ResourcePolicy:Smsvoicev2ResourcePolicy": "policy",
  ...nativeDocuments,
};

/** Where a resource names one principal, or several, without a document, by type. */
export const sharings: Readonly<Record<string, readonly string[]>> = {
  "aws:lambda/permission:Permission": ["principal"],
  "aws:lambda/layerVersionPermission:LayerVersionPermission": ["principal"],
  "aws:cloudwatch/eventPermission:EventPermission": ["principal"],
  "aws:ec2/amiLaunchPermission:AmiLaunchPermission": [
    "accountId",
    "group",
    "organizationArn",
    "organizationalUnitArn",
  ],
  "aws:ec2/snapshotCreateVolumePermission:SnapshotCreateVolumePermission": ["accountId"],
  "aws:rds/snapshot:Snapshot": ["sharedAccounts.*"],
  "aws:rds/clusterSnapshot:ClusterSnapshot": ["sharedAccounts.*"],
  "aws:ram/principalAssociation:PrincipalAssociation": ["principal"],
  "aws:ram/resourceShareAssociationsExclusive:ResourceShareAssociationsExclusive": ["principals.*"],
  "aws:rds/snapshotCopy:SnapshotCopy": ["sharedAccounts.*"],
  "aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy": ["sharedAccounts.*"],
  "aws:dlm/lifecyclePolicy:LifecyclePolicy": [
    "policyDetails.schedules.*.shareRule.targetAccounts.*",
  ],
  "aws:imagebuilder/distributionConfiguration:DistributionConfiguration": [
    "distributions.*.amiDistributionConfiguration.launchPermission.userIds.*",
    "distributions.*.amiDistributionConfiguration.launchPermission.userGroups.*",
    "distributions.*.amiDistributionConfiguration.launchPermission.organizationArns.*",
    "distributions.*.amiDistributionConfiguration.launchPermission.organizationalUnitArns.*",
    "distributions.*.amiDistributionConfiguration.targetAccountIds.*",
  ],
  "aws:ec2/vpcEndpointService:VpcEndpointService": ["allowedPrincipals.*"],
  "aws:ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple": ["principalArn"],
  "aws:ec2/networkInterfacePermission:NetworkInterfacePermission": ["awsAccountId"],
  "aws:kms/grant:Grant": ["granteePrincipal", "retiringPrincipal"],
  "aws:acmpca/permission:Permission": ["principal"],
  "aws:signer/signingProfilePermission:SigningProfilePermission": ["principal"],
  "aws:opensearch/authorizeVpcEndpointAccess:AuthorizeVpcEndpointAccess": ["account"],
  "aws:redshift/endpointAuthorization:EndpointAuthorization": ["account"],
  "aws:globalaccelerator/crossAccountAttachment:CrossAccountAttachment": ["principals.*"],
  "aws:lakeformation/permissions:Permissions": ["principal"],
  "aws:servicecatalog/portfolioShare:PortfolioShare": ["principalId"],
  "aws:servicecatalog/principalPortfolioAssociation:PrincipalPortfolioAssociation": [
    "principalArn",
  ],
  "aws:licensemanager/licenseGrant:LicenseGrant": ["principal"],
  "aws:securitylake/subscriber:Subscriber": ["subscriberIdentity.principal"],
  "aws:s3control/accessGrant:AccessGrant": ["grantee.granteeIdentifier"],
  ...dataSharings,
  ...nativeSharings,
};

/** Where access control lists of S3 lie, by type. */
export const accessLists: Readonly<Record<string, readonly string[]>> = {
  "aws:s3/bucket:Bucket": ["acl", "grants.*.uri"],
  "aws:s3/bucketV2:BucketV2": ["acl", "grants.*.uri"],
  "aws:s3/bucketAcl:BucketAcl": ["acl", "accessControlPolicy.grants.*.grantee.uri"],
  "aws:s3/bucketAclV2:BucketAclV2": ["acl", "accessControlPolicy.grants.*.grantee.uri"],
  "aws:s3/bucketObject:BucketObject": ["acl"],
  "aws:s3/bucketObjectv2:BucketObjectv2": ["acl"],
  "aws:s3/objectCopy:ObjectCopy": ["acl", "grants.*.uri"],
  "aws:s3/bucketLogging:BucketLogging": ["targetGrants.*.grantee.uri"],
  "aws:s3/bucketLoggingV2:BucketLoggingV2": ["targetGrants.*.grantee.uri"],
  "aws:storagegateway/nfsFileShare:NfsFileShare": ["objectAcl"],
  "aws:storagegateway/smbFileShare:SmbFileShare": ["objectAcl"],
  "aws:iot/topicRule:TopicRule": ["s3.*.cannedAcl", "errorAction.s3.cannedAcl"],
  "aws:elastictranscoder/pipeline:Pipeline": [
    "contentConfigPermissions.*.grantee",
    "thumbnailConfigPermissions.*.grantee",
  ],
  "aws:medialive/channel:Channel": [
    "archiveGroupSettings.*.archiveCdnSettings.archiveS3Settings",
    "frameCaptureGroupSettings.frameCaptureCdnSettings.frameCaptureS3Settings",
    "hlsGroupSettings.hlsCdnSettings.*.hlsS3Settings",
  ].map((to) => `encoderSettings.outputGroups.*.outputGroupSettings.${to}.cannedAcl`),
  ...nativeAccessLists,
};

/** Addresses by which anyone may call a function, and the property that says so. */
export const functionUrl = "aws:lambda/functionUrl:FunctionUrl";
export const functionUrls: Readonly<Record<string, string>> = {
  [functionUrl]: "authorizationType",
  [nativeUrl]: "authType",
};

/** Pools that give guests credentials of a role, and the property that says so. */
export const pool = "aws:cognito/identityPool:IdentityPool";
export const pools: readonly string[] = [pool, "aws-native:cognito:IdentityPool"];

export { nativeStatements as bareStatements };
