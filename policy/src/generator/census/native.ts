import { type Answer, listed } from "./answer";
import { aws } from "./aws";

/** Answers for kinds of aws-native beside those of the aws provider, by module and kind as that has them. */
export const native: readonly Answer[] = [
  {
    aspect: "document",
    by: "public",
    kinds: ["mediapackagev2/originEndpointPolicy:*", "mediatailor/*", "rum/*"],
  },
  { aspect: "document", by: "IAM-03", names: ["assumeRolePolicyDocument"] },
  { aspect: "document", by: "language", names: ["lifecyclePolicyText"] },
  { aspect: "principal", by: "IAM-03", names: ["readOnlyAccessAccounts"] },
  { aspect: "principal", by: "unjoined", names: ["serviceAccount"] },
  { aspect: "network", by: "NET-01", names: ["whitelistCidr", "cidrIpv6"] },
  { aspect: "network", by: "NET-01", kinds: ["mediaconnect/routerNetworkInterface:*"] },
  { aspect: "network", by: "place", kinds: ["ec2/securityGroupEgress:*"] },
  ...aws,
  { aspect: "document", by: "bounds", kinds: ["odb/*"] },
  {
    aspect: "document",
    by: "unread",
    kinds: ["bedrockagentcore/policy:*", "ec2/verifiedAccess*", "opensearchserverless/*"],
  },
  {
    aspect: "document",
    by: "language",
    kinds: listed(
      "bedrock/automatedReasoning* cleanrooms/* configuration/configRule:* ivs/channel:*",
      "logs/accountPolicy:* resiliencehubv2/*",
    ),
  },
  { aspect: "network", by: "attached", names: ["sourcePrefixListId", "destinationPrefixListId"] },
  {
    aspect: "network",
    by: "place",
    kinds: listed(
      "deadline/worker:* ec2/* evs/* gameliftstreams/* iot/securityProfile:* mediaconnect/gateway:*",
      "medialive/network:* mgn/* osis/pipeline:* route53globalresolver/* route53resolver/*",
    ),
  },
  {
    aspect: "principal",
    by: "names",
    kinds: listed(
      "auditmanager/* bedrockagentcore/gatewayRule:* cleanroomsml/* configuration/* connect/* drs/*",
      "ec2/networkInsights* eventschemas/* gamelift/fleet:* interconnect/* internetmonitor/* kendra/*",
      "lightsail/container:* logs/integration:* omics/* proton/* quicksight/agent:* sagemaker/domain:*",
      "redshiftserverless/workgroup:* servicecatalog/cloudFormationProvisionedProduct:* sso/*",
    ),
  },
];
