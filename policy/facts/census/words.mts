import type { Aspect } from "../../src/generator/census/answer.ts";
import type { Property } from "./declarations.mts";

type Words = Readonly<Partial<Record<Aspect, RegExp>>>;

/**
 * What the path of a property ends in, if it may hold a policy document (or the name of one that it
 * attaches), a principal, a network, or a secret.
 */
const words: Readonly<Record<string, Words>> = {
  aws: {
    document:
      /(^|\.)(policy|(access|assumeRole|base|default|deliveryDestination|firewall|guardrail|inline|kms|managed|permission|repository|resource|s3|scheduling|session|sts)Polic(y|ies)|\w*[pP]olicy(Document|Text|Body|Json)|\w*[pP]olicyArns?)(\.\*)?$/,
    principal:
      /(^|\.)(\w*[pP]rincipals?(Arns?|Id|Identifier)?|\w*[gG]rantee|grants|\w*[aA]cl|\w*[aA]ccounts?(Ids?)?|ownerId|peerOwnerId|functionUrlAuthType|authorizationType|authType|principalOrgId|organization(al)?(Unit)?(Arns?|Ids?)|launchPermission|trustedResourceOwners|allowUnauthenticatedIdentities|allowedAudiences)(\.\*)?$/,
    network:
      /(^|\.)(\w*[cC]idr(s|Block|Blocks|Ipv4|Ipv6|AllowLists)?|publiclyAccessible|isPubliclyAccessible|\w*publicAccess|peer(Owner|Account|Vpc|TransitGateway)Id|ipAddresses|ipSet(Descriptor)?s?|\w*[iI]nternetAccess|internetFallbackProtocols|associatePublicIpAddress|mapPublicIpOnLaunch|ec2InboundPermissions|\w*[pP]refixList(Id)?s?|internal)(\.\*)?$/,
    secret:
      /(^|\.)(\w*([pP]assword|[pP]assphrase|[sS]ecret|[tT]oken|[pP]rivateKey|[cC]redentials?|[aA]ccessKey|[aA]piKey)|secretString|secretBinary|userData(Base64)?|environment|environmentVariables|containerDefinitions|variables)$/,
  },
  kubernetes: {
    document:
      /(^|items\.\*\.)(rules\.\*|aggregationRule|spec\.validations\.\*|webhooks\.\*\.rules\.\*)$/,
    principal:
      /(^|\.)(subjects\.\*|roleRef|spec\.serviceAccountName|automountServiceAccountToken|spec\.groups\.\*)$/,
    network:
      /(^|items\.\*\.|\.spec\.|^spec\.)(spec\.)?(ingress\.\*|egress\.\*|cidrs\.\*|loadBalancerSourceRanges\.\*|containers\.\*\.ports\.\*\.hostPort|hostNetwork|externalIPs\.\*|ports\.\*\.nodePort|rules\.\*\.host|podCIDRs\.\*)$/,
    secret: /(^|\.)(data|stringData|containers\.\*\.env\.\*\.value|password)$/,
  },
  vault: {
    document:
      /(^|\.)(policy|policies|tokenPolicies|consulPolicies|allowedPolicies|policyDocument|\w+Statements|allowedDomains|pathFilter)(\.\*)?$/,
    principal:
      /(^|\.)(bound(?!Cidr)\w+|allowedRoles|allowedUsers|defaultRole|role|roles|boundIssuer|entityIds|memberEntityIds|entityClientIds|allowAnyName|allowWildcardCertificates|groupIds|audience)(\.\*)?$/,
    network:
      /(^|\.)(\w*[cC]idrs?(Lists?)?|\w*Ipv[46]Addresses|permittedIpRanges|ipAddresses|allowIpSans|\w*[uU]rl|\w*[eE]ndpoint|address|hosts?)(\.\*)?$/,
    secret:
      /(^|\.)(\w*([pP]assword|[sS]ecret|[tT]oken|[pP]rivateKey|[cC]redentials|[aA]ccessKey|[sS]ecretKey|pass|Jwt)(Wo)?|dataJson(Wo)?|connectionUrl)$/,
  },
  github: {
    document: /(^|\.)(rules|permissions?|default\w+Permissions?)(\.\*)?$/,
    principal:
      /(^|\.)(members|users|teams|role|bypassActors|forcePushBypassers|\w+Allowances|pullRequestBypassers|visibility|reviewers|username|teamId)(\.\*)?$/,
    network: /(^|\.)(\w*cidr\w*|ipAllowList\w*|url|allowsPublicRepositories)$/i,
    secret: /(^|\.)(\w*[sS]ecret|plaintextValue|encryptedValue|value|\w*[tT]oken|key)$/,
  },
  keycloak: {
    document: /(^|\.)(policies|rules|resources|scopes)(\.\*)?$/,
    principal:
      /(^|\.)(members|users|groups|roles?|roleIds?|groupIds|clients?|compositeRoles|valid\w*RedirectUris|webOrigins|fullScopeAllowed|trustEmail|\w*ServiceAccount\w*|usersId)(\.\*)?$/,
    network: /(^|\.)(\w+Url|host|sslRequired)$/,
    secret:
      /(^|\.)(\w*([pP]assword|[sS]ecret|[pP]rivateKey|[cC]redential)(Wo)?|extraConfig|config)$/,
  },
};

/** Of the aws-native provider, whose documents have more names. */
const native: Words = {
  ...words["aws"],
  document: new RegExp(
    `${words["aws"]?.document?.source ?? ""}|(^|\\.)(destination|fileSystem|key|modelPackageGroup|namespaceResource|s3Access)Policy$`,
  ),
};

/** Texts, or maps and objects of them: an interval or a switch is no secret. */
const mayBeSecret = ({ type }: Property) => /string|any/.test(type) && !/number|boolean/.test(type);

/** What a property may hold that a rule should judge. */
export function aspectsOf(token: string, property: Property): readonly Aspect[] {
  const [pkg = ""] = token.split(":");
  const found = pkg === "aws-native" ? native : (words[pkg] ?? {});
  const isContent = /^aws(-native)?:organizations[:/]/.test(token) && property.path === "content";
  const isPart = /(^|\.)Statement\.\*\.|(^|\.)status\./.test(property.path);
  const isSecret =
    property.isMarked || (found.secret?.test(property.path) === true && mayBeSecret(property));
  return [
    ...(isContent || (!isPart && found.document?.test(property.path)) ? ["document" as const] : []),
    ...(!isPart && found.principal?.test(property.path) ? ["principal" as const] : []),
    ...(!isPart && found.network?.test(property.path) ? ["network" as const] : []),
    ...(isSecret && !isPart ? ["secret" as const] : []),
  ];
}
