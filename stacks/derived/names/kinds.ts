/** What a provider takes as the name of one kind of thing. */
export interface NameRule {
  /** The kind in words, as a problem names it. */
  readonly what: string;
  /** The most characters; none if the provider documents no bound. */
  readonly longest?: number;
  readonly shape?: RegExp;
  /** The shape in words. */
  readonly shapeWanted?: string;
  /** Whether names that differ in case only are one. */
  readonly foldsCase?: true;
}

const label = "(?!..--)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
const hostShape = new RegExp(`^${label}(\\.${label})*$`);
const hostWanted =
  "labels of at most 63 of a-z, 0-9 and dash, no dash at an end, nor third and fourth";

/** Every kind of name that follows from declarations. */
export const nameRules = {
  /** https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html */
  cluster: {
    what: "cluster",
    longest: 100,
    shape: /^[0-9A-Za-z][A-Za-z0-9_-]*$/,
    shapeWanted: "letters, digits, dash and underscore, a letter or digit first",
  },
  /** https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html */
  nodeGroup: { what: "node group", longest: 63 },
  /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length */
  role: { what: "role", longest: 64, foldsCase: true },
  /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
  bucket: {
    what: "bucket",
    longest: 63,
    shape: /^(?!xn--|sthree-|amzn-s3-demo-)[a-z0-9][a-z0-9.-]+[a-z0-9]$/,
    shapeWanted: "no start that S3 keeps for itself: xn--, sthree-, amzn-s3-demo-",
  },
  /** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
  imageRepository: {
    what: "image repository",
    longest: 256,
    shape: /^([a-z0-9]+([._-][a-z0-9]+)*\/)*[a-z0-9]+([._-][a-z0-9]+)*$/,
    shapeWanted: "single dashes, each between letters or digits",
  },
  /** https://docs.github.com/en/repositories/creating-and-managing-repositories/creating-a-new-repository */
  sourceRepository: { what: "repository", longest: 100 },
  /** https://docs.github.com/en/rest/deployments/environments */
  approval: { what: "GitHub environment", longest: 255 },
  /** https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreatePermissionSet.html */
  permissionSet: { what: "permission set", longest: 32 },
  /** https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html */
  keyAlias: { what: "key's alias", longest: 256 },
  /** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
  logGroup: { what: "log group", longest: 512 },
  /** https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4; https://www.rfc-editor.org/rfc/rfc5890#section-2.3.1 */
  host: {
    what: "host",
    longest: 253,
    shape: hostShape,
    shapeWanted: hostWanted,
  },
  /** A zone of Route 53, and the host of a server beside it; the same bounds. */
  zone: {
    what: "domain",
    longest: 253,
    shape: hostShape,
    shapeWanted: hostWanted,
  },
  /** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names */
  namespace: {
    what: "namespace",
    longest: 63,
    shape: /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
    shapeWanted: "a-z, 0-9 and dash, a letter or digit at both ends",
  },
  /** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names */
  route: { what: "route", longest: 253 },
  /** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names */
  object: {
    what: "object of the cluster",
    longest: 253,
    shape: /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/,
    shapeWanted: "a-z, 0-9, dot and dash, a letter or digit at both ends",
  },
  /** https://github.com/keycloak/keycloak/blob/main/model/jpa/src/main/java/org/keycloak/models/jpa/entities/GroupEntity.java */
  group: { what: "group", longest: 255 },
  /** https://github.com/keycloak/keycloak/blob/main/model/jpa/src/main/java/org/keycloak/models/jpa/entities/RealmEntity.java */
  realm: { what: "realm", longest: 255 },
  /** Keycloak logs people in whatever the case: https://github.com/keycloak/keycloak/blob/main/model/jpa/src/main/java/org/keycloak/models/jpa/entities/UserEntity.java */
  user: { what: "user", longest: 255, foldsCase: true },
  /** https://github.com/keycloak/keycloak/blob/main/model/jpa/src/main/java/org/keycloak/models/jpa/entities/AuthenticatorConfigEntity.java */
  loginCondition: { what: "condition of logins", longest: 255 },
  /** https://github.com/keycloak/keycloak/blob/main/model/jpa/src/main/java/org/keycloak/models/jpa/entities/IdentityProviderMapperEntity.java */
  groupMapping: { what: "mapping of a group", longest: 255 },
  /** https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_CreateGroup.html */
  accessGroup: { what: "group of Identity Center", longest: 1024 },
  /** GitHub forms the slug that it knows a team by of these alone: https://docs.github.com/en/rest/teams/teams#create-a-team */
  sourceTeam: {
    what: "GitHub team",
    shape: /^[a-z0-9-]+$/,
    shapeWanted: "a-z, 0-9 and dash",
  },
  /** OpenBao bounds none of its names: https://openbao.org/docs/internals/limits/ */
  secretPolicy: { what: "policy of secrets" },
  pipelineRole: { what: "pipeline's role" },
  workloadRole: { what: "workload's role" },
  secretGroup: { what: "group of the secret server" },
  secretMount: { what: "path of secrets" },
  secretLogin: { what: "login of the secret server" },
} as const satisfies Readonly<Record<string, NameRule>>;

/** One of these kinds. */
export type NameKind = keyof typeof nameRules;
