import { type Answer, listed } from "./answer";

/** Answers for the kinds of the aws provider. */
export const aws: readonly Answer[] = [
  { aspect: "document", by: "IAM-03", names: ["assumeRolePolicy"] },
  { aspect: "document", by: "language", kinds: ["dlm/*", "quicksight/dataSet:*"] },
  ...["IAM-01", "KMS-03", "ECR-04", "IAM-03"].map((by): Answer => ({ aspect: "document", by })),
  {
    aspect: "document",
    by: "bounds",
    kinds: listed(
      "ec2/vpcEndpoint* rolesanywhere/* transfer/access:* transfer/user:*",
      "eks/podIdentityAssociation:* ssoadmin/permissionsBoundaryAttachment:* chatbot/*",
      "emr/studioSessionMapping:* odb/network:* organizations/policy:*",
    ),
  },
  {
    aspect: "document",
    by: "unread",
    kinds: listed("opensearch/serverless* verifiedaccess/* iot/policy*"),
  },
  {
    aspect: "document",
    by: "language",
    kinds: listed(
      "networkmanager/* cfg/*",
      "sns/dataProtectionPolicy:* cloudwatch/log* ecr/lifecyclePolicy:* ses/receiptFilter:*",
      "networkfirewall/firewall* batch/* resiliencehub/* cloudformation/stack:*",
    ),
  },
  { aspect: "document", by: "public", kinds: ["apigateway/*"] },

  {
    aspect: "principal",
    by: "IAM-03",
    names: listed(
      "principal principals allowedPrincipals principalArn principalId acl grants grantee",
      "objectAcl cannedAcl sharedAccounts targetAccounts organizationArn organizationArns",
      "organizationalUnitArn organizationalUnitArns granteePrincipal retiringPrincipal",
      "targetAccountIds launchPermission account principalOrgId authorizationType",
      "allowUnauthenticatedIdentities dataLakePrincipalIdentifier trustedResourceOwners",
    ),
  },
  {
    aspect: "principal",
    by: "IAM-03",
    kinds: ["ec2/*Permission:*"],
    names: ["accountId", "awsAccountId"],
  },
  { aspect: "principal", by: "IAM-03", kinds: ["lambda/permission:*"] },
  { aspect: "principal", by: "GR-05", names: ["serviceAccount"] },
  {
    aspect: "principal",
    by: "names",
    names: listed(
      "accountId accountIds awsAccountId awsAccountIds awsAccounts accounts adminAccountId",
      "administratorAccountId delegatedAdminAccount ownerId delegatedAdminAccountId",
      "masterAccountId memberAccountId excludedAccounts debugLogDeliveryAccounts",
      "linkedAccounts meteredAccount includeMemberAccounts bucketAccountId",
      "bucketOwnerAccountId ownerAccount ownerAccountId amiAccountId emailSendingAccount",
      "targetAccount sourceAccount organizationId webAcl organizationalUnitId",
      "organizationalUnitIds organizationArn servicePrincipal awsServiceAccessPrincipals",
      "kerberosPrincipal platformPrincipal serviceAccountId vpcOnlyTrustedAccounts",
      "sharedAccounts account destinationAccount",
    ),
  },
  {
    aspect: "principal",
    by: "names",
    kinds: ["ecr/pullTimeUpdateExclusion:*", "iot/*", "datasync/*"],
  },
  {
    aspect: "principal",
    by: "names",
    kinds: [
      "eks/accessEntry:*",
      "eks/accessPolicyAssociation:*",
      "ssoadmin/*",
      "securitylake/customLogSource:*",
    ],
  },
  {
    aspect: "principal",
    by: "accepted",
    names: listed(
      "peerOwnerId peerAccountId associatedGatewayOwnerAccountId dxGatewayOwnerAccountId",
      "associateEntireAccount",
    ),
  },
  {
    aspect: "principal",
    by: "public",
    kinds: ["apigatewayv2/*", "appsync/*", "vpclattice/*", "bedrock/*", "agentregistry/*"],
  },
  { aspect: "principal", by: "names", names: ["authType", "authorizationType"] },
  {
    aspect: "principal",
    by: "server",
    kinds: ["ram/resourceShare:*", "acmpca/certificateAuthority:*"],
  },
  { aspect: "principal", by: "declared", kinds: ["accountaccess/*", "datazone/*"] },
  { aspect: "principal", by: "names", kinds: ["lightsail/containerService:*"] },
  { aspect: "principal", by: "language", kinds: ["verifiedpermissions/*"] },
  {
    aspect: "principal",
    by: "beside",
    kinds: ["servicecatalog/portfolioShare:*", "quicksight/dataSet:*"],
  },

  {
    aspect: "network",
    by: "NET-01",
    names: listed(
      "cidrBlocks ipv6CidrBlocks cidrIpv4 cidrIpv6 publiclyAccessible cidr cidrs ipv6Cidrs",
      "cidrAllowLists ec2InboundPermissions",
    ),
  },
  { aspect: "network", by: "attached", names: ["prefixListId", "prefixListIds"] },
  { aspect: "network", by: "NET-02", names: ["cidrBlocks", "ipv6CidrBlocks"] },
  { aspect: "network", by: "GR-01", names: ["cidrBlock", "cidr"] },
  { aspect: "network", by: "EKS-01", names: ["publicAccessCidrs"] },
  { aspect: "network", by: "GR-03", names: ["internal"] },
  {
    aspect: "network",
    by: "place",
    kinds: listed(
      "ec2/vpc* ec2/defaultVpc:* ec2/subnet* ec2/defaultSubnet:* ec2/secondary* ec2/route*",
      "ec2/defaultRouteTable:* ec2/localGatewayRoute:* ec2/vpnConnection*",
      "ec2/trafficMirror* ec2/networkInsights* ec2clientvpn/* ec2transitgateway/*",
      "networkmanager/* odb/* route53/* globalaccelerator/* ecr/lifecyclePolicy:*",
      "networkfirewall/* waf* vpc/securityGroupEgressRule:* eks/cluster:* ses/*",
    ),
  },
  {
    aspect: "network",
    by: "accepted",
    names: ["peerOwnerId", "peerAccountId", "peerVpcId", "peerTransitGatewayId"],
  },
  {
    aspect: "network",
    by: "guarded",
    names: listed(
      "associatePublicIpAddress mapPublicIpOnLaunch directInternetAccess internal",
      "enableDefaultInternetAccess enableInternetAccess internetFallbackProtocols",
      "publicAccess",
    ),
  },
  {
    aspect: "network",
    by: "guarded",
    kinds: ["ec2/networkAcl*", "ec2/defaultNetworkAcl:*", "fms/policy:*", "finspace/*"],
  },
  { aspect: "network", by: "bounds", kinds: ["sagemaker/workforce:*"] },
  { aspect: "network", by: "filter", kinds: ["securityhub/insight:*"] },
  { aspect: "network", by: "place", kinds: ["verifiedaccess/endpoint:*"] },
  { aspect: "network", by: "public", kinds: ["apprunner/*", "quicksight/*"] },
  {
    aspect: "secret",
    by: "names",
    names: [
      "clientToken",
      "creationToken",
      "eventSourceToken",
      "updateToken",
      "viewVersionToken",
      "offerToken",
    ],
  },
  { aspect: "secret", by: "names", kinds: ["cognito/*", "apigateway/*", "codebuild/*"] },
  { aspect: "secret", by: "plain" },
];
